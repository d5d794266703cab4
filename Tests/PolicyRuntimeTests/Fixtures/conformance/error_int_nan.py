def act(obs):
    print("before")
    return int(float('nan'))
