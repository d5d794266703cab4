import math, random
import opto.trace as trace
from opto.trace import bundle, Module

make_limits = lambda low, high: lambda v: low if v < low else high if v > high else v
clip = make_limits(34, 194)
RULES = [
    ("no ball", lambda o: "Ball" not in o, lambda o: 0),
    ("no player", lambda o: "Player" not in o, lambda o: 0),
    ("far", lambda o: o["Ball"]["x"] < 80 and o["Ball"].get("dx", 0) < 0, lambda o: steer(o, 114)),
    ("near", lambda o: True, lambda o: steer(o, o["Ball"]["y"] + 2 * o["Ball"].get("dy", 0))),
]


def steer(obs, y, *, dead=3, **extra):
    d = clip(y) - (obs["Player"]["y"] + obs["Player"]["h"] / 2)
    return 3 if d > dead else 2 if d < -dead else extra.get("idle", 0)


def compose(*functions):
    def composed(value):
        for function in reversed(functions):
            value = function(value)
        return value
    return composed


def counter(start=0):
    count = start

    def increase(by=1):
        nonlocal count
        count += by
        return count
    return increase


@trace.model
class Policy(Module):
    def __call__(self, obs):
        tick = counter(10)
        for name, condition, action in RULES:
            tick()
            if condition(obs):
                return self.pick(obs, name, action, tick(0))
        return 0

    @bundle(trainable=True)
    def pick(self, obs, name, action, n):
        """Runs the rule."""
        key = compose(str.upper, str.strip, lambda s: s + " ")(name)
        choices = {"FAR": 0.9, "NEAR": 1.0}
        if random.random() > choices.get(key, 1.0):
            return random.choices([0, 2, 3], weights=[1, 2, 2])[0] if n % 2 else random.randrange(2, 4)
        return action(obs)
