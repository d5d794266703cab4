class Policy:
    def decide(self):
        raise NotImplementedError

    def __call__(self, obs):
        return self.decide()
