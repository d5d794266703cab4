def act(obs):
    print("before")
    assert obs, 'empty'
