def act(obs):
    print("before")
    f = lambda a: a
    return f(1, a=2)
