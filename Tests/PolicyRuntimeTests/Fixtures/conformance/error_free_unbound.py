def act(obs):
    print("before")
    f = lambda: z
    v = f()
    z = 1
