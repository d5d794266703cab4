class Policy:
    def up(self):
        return super().up()

    try:
        early = up(5)
    except RuntimeError:
        early = "too early"

    def __call__(self, obs):
        return self.early
