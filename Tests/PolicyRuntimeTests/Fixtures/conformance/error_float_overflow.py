def act(obs):
    print("before")
    return 10.0 ** 400
