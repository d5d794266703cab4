def act(obs):
    print("before")
    return len()
