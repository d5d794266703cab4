from abc import ABC, abstractmethod


class Base(ABC):
    n = 3

    def __init__(self):
        self._x = 2

    @abstractmethod
    def choose(self, obs): ...

    def above(self):
        return super().nothing()

    @classmethod
    def make(cls, k=1):
        made = cls()
        made._x = k + cls.n
        return made

    @property
    def x(self):
        return self._x * 2

    @staticmethod
    def next(v):
        return v + 1


class Left(Base):
    def choose(self, obs):
        return "left"


class Right(Left):
    n = 5

    @property
    def y(self):
        return self.x + 1

    @classmethod
    def make(cls, k=2):
        return super().make(k)

    @classmethod
    def name(cls):
        return cls.__name__


def act(obs):
    a, b = Left.make(), Right.make()
    c = b.make(9)
    out = [a.x, b.x, b.y, c.y, Right.next(1), b.next(2), [o.x for o in (a, b, c)], b.name(), Right.name()]
    out.append(sorted([b, a, c], key=lambda o: -o.x)[0].y)
    make = Right.make
    out += [make(1).y, [f(0).x for f in (Left.make, make)], a.choose(obs), type(c).__name__]
    out += [c.__class__ is Right, b.__class__.n, isinstance(c, Base), b.y + (b.x if b.y else 0), f"{a.x}{b.y:>4}"]
    for read in (lambda: a.above(), lambda: a.y, lambda: b.z):
        try:
            out.append(read())
        except AttributeError:
            out.append("none")
    return out
