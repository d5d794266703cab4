def act(obs):
    print("before")
    return max([])
