def act(obs):
    print("before")
    return undefined_name
