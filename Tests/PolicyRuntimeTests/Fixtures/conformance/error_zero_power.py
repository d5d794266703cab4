def act(obs):
    print("before")
    return 0 ** -1
