import random
import opto.trace as trace
from opto.trace import bundle, Module


class Vec:
    """Two numbers with methods for what operators would do."""
    def __init__(self, x=0, y=0):
        self.x = x
        self.y = y

    def plus(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def times(self, k):
        return Vec(self.x * k, self.y * k)

    def length(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

    @classmethod
    def of(cls, box):
        return cls(box["x"] + box["w"] / 2, box["y"] + box["h"] / 2)

    def as_tuple(self):
        return (self.x, self.y)


class Thing:
    def __init__(self, name, box):
        self.name = name
        self.kind = name.rstrip("0123456789")
        self.number = int(name[len(self.kind):] or -1)
        self.at = Vec.of(box)
        self.speed = Vec(box.get("dx", 0), box.get("dy", 0))

    def after(self, steps):
        return self.at.plus(self.speed.times(steps))


@trace.model
class Policy(Module):
    def __call__(self, obs):
        things = [Thing(k, v) for k, v in obs.items() if isinstance(v, dict) and "w" in v]
        groups = {}
        for t in things:
            groups.setdefault(t.kind, []).append(t)
        me = groups.get("Player", [None])[0]
        if me is None:
            return 0
        return self.choose(me, groups)

    @bundle(trainable=True)
    def choose(self, me, groups):
        """Dodge, else align."""
        bullets = [b for b in groups.get("Bullet", []) if b.speed.y > 0]
        for b in sorted(bullets, key=lambda b: (-b.at.y, b.number)):
            future = b.after(max(1, (me.at.y - b.at.y) / b.speed.y))
            if abs(future.x - me.at.x) < 8:
                return 2 if future.x <= me.at.x else 3
        aliens = groups.get("Alien", [])
        if not aliens:
            return 1
        lowest = max(a.at.y for a in aliens)
        row = [a for a in aliens if a.at.y == lowest]
        goal = min(row, key=lambda a: a.after(4).plus(me.at.times(-1)).length())
        gx, _ = goal.after(4).as_tuple()
        if abs(gx - me.at.x) < 4:
            return 1
        return 4 if gx > me.at.x else 5
