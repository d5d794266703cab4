def act(obs):
    print("before")
    return sorted([1], rev=True)
