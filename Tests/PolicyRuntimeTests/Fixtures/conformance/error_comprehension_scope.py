def act(obs):
    print("before")
    v = [q for q in [1]]
    return q
