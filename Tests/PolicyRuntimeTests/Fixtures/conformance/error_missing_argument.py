def act(obs):
    print("before")
    f = lambda a, b: a
    return f(1)
