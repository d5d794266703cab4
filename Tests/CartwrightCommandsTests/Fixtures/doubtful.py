def act(obs):
    ball = obs.get("Bal")
    if ball is None:
        return 0
        ball = obs["Ball"]
    return 2
