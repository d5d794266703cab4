def act(obs):
    print("before")
    return 'abc'.index('z')
