def act(obs):
    print("before")
    return 5 % 0.0
