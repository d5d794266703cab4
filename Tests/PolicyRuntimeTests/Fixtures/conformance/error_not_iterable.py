def act(obs):
    print("before")
    return [x for x in 5]
