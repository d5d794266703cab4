from opto import trace
import opto.trace as t
import opto.trace
from opto.trace import model
from typing import Optional, List


class Vector(object):
    def __init__(self, x, y=0, *more, scale: float = 1.0, **rest):
        self.x, self.y = x * scale, y
        self.rest = (more, rest)

    def add(self, other: "Vector") -> "Vector":
        result = Vector(self.x + other.x, self.y + other.y)
        return result

    def get(self, key, default=None):
        return getattr_like(self, key, default)

    def items(self):
        return [("x", self.x), ("y", self.y)]


def getattr_like(vector, key, default):
    return {"x": vector.x, "y": vector.y}.get(key, default)


@model
class Player(t.Module):
    """A policy whose call is its forward."""

    def forward(self, obs):
        v = Vector(1, 2, 3, 4, scale=2.0, name="n").add(Vector(y=5, x=4))
        table = {"x": 1}
        out = [v.x, v.y, v.rest, v.get("x"), v.get("z", 9), table.get("x"), v.items()]
        out += [list(table.items()), Vector(*[7, 8, 9], **{"scale": 2, "q": 1}).rest]
        out.append([w.x for w in sorted([Vector(3), Vector(1), Vector(2)], key=lambda w: w.x)])
        a = b = Vector(1)
        a.y += 4
        a.extra = [1]
        a.extra[0] += 1
        a.x, c = c0, b.x = 10, 20
        out += [b.y, b.extra, b.x, a == b, a is b, a != Vector(1), b in [a], bool(a), c, c0]
        out.append(print(*[1, 2, 3], sep="-", end=";\n"))
        out.append("{}-{}".format(*[1, 2]))
        return out
