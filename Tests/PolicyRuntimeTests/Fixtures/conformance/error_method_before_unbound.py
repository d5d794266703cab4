def act(obs):
    for i in []:
        pass
    v = {}
    v.insert(1, i)
