def act(obs):
    print("before")
    i = 1.0
    return [1, 2][i]
