def act(obs):
    print("before")
    return int('x')
