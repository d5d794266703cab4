def act(obs):
    print("before")
    [1].remove(2)
