def act(obs):
    if obs["Ball"]["y"] > 3
        return 2
    return 0
