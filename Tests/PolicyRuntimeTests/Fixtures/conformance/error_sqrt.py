def act(obs):
    print("before")
    import math
    return math.sqrt(-1)
