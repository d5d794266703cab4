limit = 1 // 0


def act(obs):
    return limit
