def act(obs):
    try:
        raise Exception("own")
    except ArithmeticError:
        return 1
