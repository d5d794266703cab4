def act(obs):
    for j in []:
        pass
    match {"a": 1}:
        case [x, y] if j > 0:
            pass
        case _:
            return min(j, 3)
