# What print() takes as sep and end.
def act(obs):
    for sep in (None, "", "-", 1, (1, 2), ["x"]):
        try:
            print(1, "a", sep=sep)
            print(1, "a", end=sep)
            print()
        except TypeError:
            print("TypeError")
    print(1, 2, sep="--", end="|\n", flush=True)
    return 0
