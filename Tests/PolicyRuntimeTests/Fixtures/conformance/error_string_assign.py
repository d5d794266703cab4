def act(obs):
    print("before")
    s = 'a'
    s[0] = 'b'
