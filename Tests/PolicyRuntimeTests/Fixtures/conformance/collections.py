def act(obs):
    xs = [5, 3, 8, 1]
    print(xs, len(xs), xs[0], xs[-1], xs[1:3], xs[::-1], xs[::2], xs[-2:], xs[10:], xs[3:0:-1], xs[:])
    ys = xs
    ys.append(9)
    zs = xs.copy()
    zs.append(7)
    print(xs, ys, zs, xs is ys, xs == zs, [1, 2] < [1, 3], [1] < [1, 0], (1, 2) == (1, 2), [1] == (1,))
    xs.insert(0, 100)
    xs.insert(-1, 50)
    xs.insert(99, 60)
    print(xs, xs.pop(), xs.pop(0), xs, xs.index(8), xs.count(3))
    xs.remove(8)
    xs.reverse()
    print(xs, sorted(xs), sorted(xs, reverse=True), sorted(xs, key=lambda v: -v))
    xs.sort()
    print(xs)
    xs.sort(key=lambda v: v % 3, reverse=True)
    print(xs)
    xs.extend([1, 2])
    xs.extend(range(3))
    xs += (7, 8)
    xs[0] = -1
    xs[1:3] = [20, 30, 40]
    del xs[0]
    del xs[2:4]
    print(xs, xs * 2, [0] * 3, xs + [1], [[0] * 2 for _ in range(2)], 3 in xs, 99 not in xs)
    xs[::2] = [0] * len(xs[::2])
    print(xs)
    xs.clear()
    print(xs, bool(xs), [] or "empty")
    t = (1, "a", None)
    a, b, c = t
    print(t, t[1], t[::-1], len(t), a, b, c, t + (2,), t * 2, (), (1,), t.index("a"), t.count(1), "a" in t)
    (p, q), *r = (1, 2), 3, 4
    first, *middle, last = range(5)
    *head, tail = "xyz"
    print(p, q, r, first, middle, last, head, tail)
    a, b = b, a
    a = b = 3
    print(a, b)
    d = {"x": 1, "y": 2}
    d["z"] = 3
    d["x"] += 10
    print(d, d["x"], d.get("q"), d.get("q", 0), "x" in d, "q" not in d, len(d), list(d), d.keys(), d.values(), d.items())
    for k in d:
        print(k, end=" ")
    for k, v in d.items():
        print(k, v, end=";")
    print(sum(d.values()), max(d, key=lambda k: d[k]), max(d, key=d.get), sorted(d.items(), key=lambda kv: -kv[1]))
    del d["y"]
    d["y"] = 5
    print(d, d.pop("x"), d.pop("nope", None), d, d.setdefault("n", []), d.setdefault("n", 1), d)
    print({}.pop([], "default"))
    d.update({"a": 1})
    d.update(b=2)
    d.update([("c", 3)])
    e = dict(d)
    f = {**d, "extra": 1}
    print(d, e == d, f, dict(a=1, b=2), dict([(1, 2)]), {1: "a", 1.0: "b", True: "c"}, {(1, 2): 3}[(1, 2)], d | {"m": 0})
    big = {f"k{i}": i for i in range(50)}
    for i in range(0, 50, 3):
        del big[f"k{i}"]
    big["k0"] = "again"
    print(big, len(big), "k49" in big, "k48" in big, [big.get(f"k{i}") for i in range(6)])
    mixed = {1: "one", "1": "str", None: 0, (1, "a"): 2, 2.5: 3}
    print(mixed, mixed[1], mixed["1"], mixed[None], mixed[(1, "a")], mixed[2.5], mixed.get(True))
    print(d.popitem(), list(reversed([1, 2, 3])), list(enumerate("ab")), list(enumerate("ab", 5)), list(zip([1, 2, 3], "ab")), list(range(5, 0, -2)))
    s = {3, 1, 2, 3}
    s.add(5)
    s.discard(99)
    s.remove(1)
    print(sorted(s), len(s), 2 in s, sorted(s | {9}), sorted(s & {2, 3}), sorted(s - {2}), sorted(s ^ {2, 100}), {1} == {1}, {1} <= {1, 2}, set())
    print(sorted(s.union([7])), sorted(s.intersection([2])), sorted(s.difference([2])), s.issubset({2, 3, 5}), s.isdisjoint([0]))
    r = range(2, 10, 3)
    print(r, list(r), r[1], r[-1], len(r), 5 in r, 6 in r, r == range(2, 11, 3), r[1:], list(r[::-1]), range(0), range(5))
    nested = {"a": [{"b": (1, [2, 3])}]}
    print(nested["a"][0]["b"][1][0], nested)
    nested["a"][0]["b"][1].append(4)
    print(nested, [1, [2, [3, []]]], [(), {}, set(), ""])
    print([*range(3), *"ab"], (*[1], 2), {**{"a": 1}}, [x for x in [1, 2, 3] if x != 2], {x: x * x for x in range(3)}, sorted({x % 2 for x in range(5)}))
    print([(x, y) for x in range(2) for y in range(x, 3) if x != y], [[x * y for x in range(2)] for y in range(2)], list(x + 1 for x in range(3)))
    print(any([]), all([]), any([0, 1]), all([1, 0]), any(x > 2 for x in range(5)), all(x < 3 for x in range(5)), next(iter([7])), next((x for x in [1, 5] if x > 3), None))
    print(list(map(lambda v: v * 2, [1, 2])), list(filter(None, [0, 1, 2])), list(map(max, [1, 5], [3, 2])), min([3, 1], key=lambda v: -v), max([], default="none"))
    print(isinstance(1, (int, str)), isinstance("a", str), isinstance([], list), isinstance({}, dict), isinstance(1.0, float), isinstance(None, int), type(1) == int)
    loop = []
    for i, (a, b) in enumerate([(1, 2), (3, 4)]):
        loop.append(i + a * b)
    print(loop, tuple([1, 2]), list((1, 2)), list("ab"), list({"a": 1}), tuple({"a": 1}.items()), bool({}), bool({"a": 0}))
    matrix = [[1, 2, 3], [4, 5, 6]]
    print([list(row) for row in zip(*matrix)], sum([sum(row) for row in matrix]), [row[1] for row in matrix], matrix[1][2])
    a = b = [1, 2]
    a *= 2
    a += (3,)
    c = d = {1, 2, 3}
    c &= {2, 3, 4}
    c |= {9}
    c -= {3}
    e = f = {"x": 1}
    e |= {"y": 2}
    print(a, b, a is b, sorted(c), sorted(d), c is d, e, f, e is f)
    shared = []
    around = {"in": (shared, 1), "list": shared}
    shared.append(around)
    shared.append(shared)
    print(shared, around)
