class Plain:
    pass


class Bad:
    def __init__(self):
        return 1


class Policy:
    def two(self, a):
        return a

    def supers(self):
        return super().nothing()

    def __call__(self, obs):
        print("before")
        Policy(1)
        return "after"
