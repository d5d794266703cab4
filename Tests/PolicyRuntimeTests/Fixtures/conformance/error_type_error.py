def act(obs):
    print("before")
    return 1 + 'a'
