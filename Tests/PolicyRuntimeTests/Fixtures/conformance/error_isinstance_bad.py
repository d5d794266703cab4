def act(obs):
    print("before")
    return isinstance(1, 5)
