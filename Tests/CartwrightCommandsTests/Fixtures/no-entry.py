def play(obs):
    return 0
