def act(obs):
    print("before")
    return [].pop()
