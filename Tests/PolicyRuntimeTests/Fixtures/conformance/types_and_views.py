import random


class Box:
    def __init__(self, x):
        self.x = x

    def width(self):
        return 1


def act(obs):
    d = {"a": 1, "b": 2, "c": 3}
    e = {"b": 2, "c": 4, "z": 0}
    out = [sorted(d.keys() & e.keys()), sorted(d.keys() | e), sorted(d.keys() - {"a"}), sorted(d.keys() ^ e.keys())]
    out += [sorted(d.items() & e.items()), d.keys() == {"a", "b", "c"}, d.keys() <= e.keys(), d.keys() >= {"a"}]
    out += [sorted({"a", "b"} & d.keys()), sorted({"q"} | e.keys()), d.keys() == e.keys(), d.items() == d.items()]
    out += [dict.fromkeys("ab"), dict.fromkeys([1, 2, 1], 0), pow(7, 5, 13), pow(-7, 3, 5), pow(2, 10, -7), pow(3, 0, 1)]
    out += [{1: []}.items() & {}.items(), sorted({1: [], 2: 3}.items() & {2: 3}.items()), {1: []}.keys() & [1, 5]]
    for items in (lambda: {1: []}.items() & {1: []}.items(), lambda: {1: []}.items() | {}.items(), lambda: {1: 2}.keys() & 3):
        try:
            out.append(items())
        except TypeError:
            out.append("unhashable")
    try:
        random.choices([], k=1)
    except IndexError:
        out.append(random.randrange(1000))
    for call in (lambda: random.choice({"a": 1}), lambda: random.choice({}), lambda: random.choice({1, 2}), lambda: sorted([1], reverse=[1]), lambda: sorted([1, 2], reverse=True), lambda: [1].sort(reverse=None)):
        try:
            out.append(call())
        except (KeyError, IndexError, TypeError) as error:
            out.append(type(error).__name__)
    out += [random.choice({0: "zero"}), random.randrange(1000)]
    box = Box(3)
    setattr(box, "y", 4)
    setattr(box, "n" + str(1), 5)
    out += [box.y, getattr(box, "n1"), hasattr(box, "n2"), type(box) is Box, box.__class__.__name__]
    del box.x
    delattr(box, "y")
    out += [hasattr(box, "x"), hasattr(box, "y")]
    for bad in (lambda: delattr(box, "x"), lambda: setattr(3, "x", 1), lambda: setattr(box, 3, 1), lambda: pow(2, 3, 0)):
        try:
            out.append(bad())
        except (AttributeError, TypeError, ValueError) as error:
            out.append(type(error).__name__)
    values = [1, 1.5, True, None, "s", [], (), {}, set(), range(3), act, len, int, Box, box, box.width, [].append]
    out.append([type(v).__name__ for v in values])
    out.append([isinstance(v, type) for v in (int, Box, 3, None)])
    out.append([isinstance(v, (int, type(None))) for v in (1, None, "a", 2.0)])
    out += [type(None) is type(None), type(1) in (int, float), type(None) in (int, float), act.__name__, box.width.__name__]
    out.append(sorted(["b", "A", "c"], key=str.lower))
    out.append([list(map(str.strip, [" a", "b "])), str.upper("x"), list.index([1, 2], 2), "STRASSE".casefold() == "straße".casefold()])
    out.append([s.isidentifier() for s in ("a1", "1a", "_", "", "é", "a b")] + [s.isascii() for s in ("a", "é", "")])
    s = {1, 2, 3}
    s.intersection_update([2, 3, 4])
    s.difference_update([3])
    s.symmetric_difference_update([2, 9])
    out += [sorted(s), (13).bit_count(), (-7).bit_count(), True.bit_count()]
    for call in (lambda: str.lower(1), lambda: {}.update({}, {}), lambda: list.append(3), lambda: "{-1}".format(1)):
        try:
            out.append(call())
        except (TypeError, KeyError) as error:
            out.append(type(error).__name__)
    return out
