def act(obs):
    try:
        raise ValueError("first")
    finally:
        print("finally")
        [][0]
