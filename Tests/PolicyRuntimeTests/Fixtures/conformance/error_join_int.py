def act(obs):
    print("before")
    return ','.join([1])
