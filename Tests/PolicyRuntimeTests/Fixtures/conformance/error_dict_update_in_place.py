def act(obs):
    d = {"a": 1}
    e = d
    d |= [("b", 2), "cd"]
    print(d, e is d)
    d |= ([1, 2, 3], -7)
