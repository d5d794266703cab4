def act(obs):
    print("before")
    return obs()
