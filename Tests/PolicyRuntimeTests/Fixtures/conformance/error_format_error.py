def act(obs):
    print("before")
    return f"{'a':d}"
