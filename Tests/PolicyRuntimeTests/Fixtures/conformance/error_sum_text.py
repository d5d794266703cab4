def act(obs):
    print("before")
    return sum(['a'])
