def act(obs):
    print("before")
    return (5).get('x')
