def deeper(n):
    return deeper(n + 1)


def act(obs):
    return deeper(0)
