def act(obs):
    print("before")
    t = (1,)
    t[0] = 2
