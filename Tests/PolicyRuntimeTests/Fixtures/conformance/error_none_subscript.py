def act(obs):
    print("before")
    return obs.get('a')['b']
