# The operations and comparisons of views of dictionaries, as sets, also where values have no hash.
def tell(what, f):
    try:
        r = f()
        print(what, sorted(r, key=repr) if isinstance(r, set) else r)
    except Exception as e:
        print(what, "!", type(e).__name__)


def act(obs):
    plain = {"a": 1, "b": 2}
    other = {"b": 2, "c": 3, "a": 5}
    lists = {"a": [], "b": [1]}
    same = {"b": [1], "a": []}
    mixed = {"a": [], "b": 2}
    empty = {}
    dicts = [
        ("plain", plain),
        ("other", other),
        ("lists", lists),
        ("same", same),
        ("mixed", mixed),
        ("empty", empty),
    ]
    values = []
    for name, d in dicts:
        values.append((name + ".keys", d.keys()))
        values.append((name + ".items", d.items()))
    values += [
        ("set", {"a", "b"}),
        ("pairs", {("a", 1), ("b", 2)}),
        ("none", set()),
        ("list", ["a", "z"]),
        ("unhashable", [[1], 2]),
        ("pairlist", [("a", 1), ("b", [1]), (1, 2, 3), 4]),
        ("text", "ab"),
        ("number", 3),
        ("dict", {"a": 1}),
    ]
    for a, x in values:
        for b, y in values:
            tell(a + " & " + b, lambda: x & y)
            tell(a + " | " + b, lambda: x | y)
            tell(a + " - " + b, lambda: x - y)
            tell(a + " ^ " + b, lambda: x ^ y)
            tell(a + " == " + b, lambda: x == y)
            tell(a + " != " + b, lambda: x != y)
            tell(a + " < " + b, lambda: x < y)
            tell(a + " <= " + b, lambda: x <= y)
            tell(a + " > " + b, lambda: x > y)
            tell(a + " >= " + b, lambda: x >= y)
            if hasattr(x, "isdisjoint"):
                tell(a + " isdisjoint " + b, lambda: x.isdisjoint(y))
        members = ["a", ("a", 1), ("a", []), ("b", [1]), ([], 1), ("b",), 7, ["a"], (1, 2, 3)]
        for member in members:
            tell(a + " in", lambda: member in x)
    for d in (plain, lists):
        s = {"a", "q"}
        t = s
        try:
            s &= d.keys()
            s |= d.items()
        except TypeError:
            print("no")
        print(sorted(s, key=repr), sorted(t, key=repr))
        s = {"a", "q"}
        t = s
        s -= d.keys()
        s ^= {"x"}
        print(sorted(s, key=repr), sorted(t, key=repr))
    s = {1, 2}
    for wrong in ([1], "a", None, 3, (1,)):
        try:
            s |= wrong
        except TypeError:
            print("wrong")
    for b, y in values:
        s = {"a", "q", ("a", 1)}
        for name, f in [
            ("issubset", s.issubset),
            ("issuperset", s.issuperset),
            ("union", s.union),
            ("difference_update", s.difference_update),
            ("symmetric_difference_update", s.symmetric_difference_update),
            ("update", s.update),
            ("intersection_update", s.intersection_update),
        ]:
            tell(name + " " + b, lambda: f(y))
            print(sorted(s, key=repr))
    return 0
