def act(obs):
    try:
        [][0]
    except 3:
        return 1
