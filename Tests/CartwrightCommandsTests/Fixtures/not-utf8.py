def act(obs):
    return "ÿ"
