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
        x = 3; x.y = 1
        return "after"
