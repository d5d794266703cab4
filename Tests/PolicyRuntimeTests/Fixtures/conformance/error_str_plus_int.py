def act(obs):
    print("before")
    return 'a' + 1
