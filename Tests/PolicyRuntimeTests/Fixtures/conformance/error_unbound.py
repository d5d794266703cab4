def act(obs):
    print("before")
    return y
    y = 1
