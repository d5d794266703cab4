"""The class style of the Trace library, with state on self."""

import math
import random

import opto.trace as trace
from opto.trace import Module, bundle

SPEED = 4
NAMES = ["a", "b"]


class Base(Module):
    """A base of our own."""

    LIMIT = 10

    def __init__(self, start=1):
        super().__init__()
        self.count = start
        self.history = []
        self.table = {"seen": 0, "last": None}

    def describe(self, *, prefix="base"):
        return f"{prefix}:{self.count}:{self.LIMIT}"

    def forward(self, obs):
        return "never"


@trace.model
class Policy(Base):
    """The policy."""

    NOOP, UP = 0, 2
    TABLE = {"x": (1, 2)}
    size: int = 3
    total = NOOP + UP * size
    squares = [n * n for n in range(3)]

    def init(self):
        self.count = -100

    def __init__(self):
        super().__init__(start=5)
        self.points = {(1, 2), (3, 4)}
        self.pair = (self.history, [0])
        self.callback = lambda n: n + self.count
        self.other = Helper(self)

    def __call__(self, obs):
        import random as r

        self.count += 1
        self.history.append(self.count)
        self.table["seen"] += len(self.history)
        self.table["last"] = self.table.get("k" + str(self.count), self.describe(prefix="p"))
        self.table["k" + str(self.count)] = [self.count] * 2
        self.points.add((self.count, 0))
        self.pair[1][0] += 2
        y = self.predict(obs)
        action = self.select_action(obs, y=y)
        print(self.count, self.history, self.table, sorted(self.points), self.pair)
        print(self.describe(), self.callback(1), self.other.show(), self.total, self.squares)
        print(Policy.total, Policy.TABLE["x"], self.size, self.helper(2), Policy.helper(3))
        print(r.randint(0, 9), self.UP, self.pair[0] is self.history, math.floor(2.5))
        method = self.predict
        print(method({}), [f(1) for f in [self.callback, self.helper]], isinstance(self, Base))
        print(isinstance(self, Policy), isinstance(self.other, Base), callable(self.predict))
        print(isinstance(3, Policy), type(self) is Policy, type(self).__name__, Policy.__name__)
        if self.count == 7:
            self.history = []
        return action

    @trace.bundle(trainable=True)
    def predict(self, obs):
        """Predict."""
        return obs.get("y", random.randint(0, 5)) if obs else SPEED

    @bundle(trainable=True)
    def select_action(self, obs, y=None):
        """Select."""
        best = max(NAMES, key=self.rank)
        return (self.UP, y, best, super().describe(prefix="s"))

    def rank(self, name):
        return -ord(name)

    @staticmethod
    def helper(n, m=2):
        return n * m


class Helper:
    """An object that knows its owner."""

    made = 0

    def __init__(self, owner, *rest):
        self.owner = owner
        self.rest = rest
        self.calls = 0

    def show(self):
        self.calls += 1
        return (self.calls, self.owner.count, len(self.rest))


policy = Policy()

if __name__ == "__main__":
    import gymnasium

    print(policy({}))
