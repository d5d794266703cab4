def act(obs):
    print("before")
    x = 1
    del x
    return x
