class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Color:
    RED = 1
    GREEN = "g"


def literal(v):
    match v:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case -1:
            return "minus one"
        case 2.5:
            return "real"
        case "a" | "b":
            return "letter"
        case None:
            return "none"
        case True:
            return "true"
        case False:
            return "false"
        case Color.GREEN:
            return "green"
        case [] | ():
            return "empty"
        case _:
            return "other"


def shapes(v):
    match v:
        case [x]:
            return ("one", x)
        case [x, y] if x == y:
            return ("pair of same", x)
        case [0, y] | [y, 0]:
            return ("zero and", y)
        case (x, [a, *rest]):
            return ("nested", x, a, rest)
        case [first, *_, last] if isinstance(first, int):
            return ("ends", first, last)
        case [*all]:
            return ("all", all)
        case {"kind": "ball", "x": x, **rest}:
            return ("ball", x, rest)
        case {"kind": k}:
            return ("kind", k)
        case {}:
            return "dict"
        case int(n) | float(n):
            return ("number", n)
        case str() as text:
            return ("text", text)
        case Point(x=0, y=y):
            return ("axis", y)
        case Point(x=px, y=py) as p:
            return ("point", px, py, p is v)
        case ValueError():
            return "error"


def bindings(v):
    x = "before"
    match v:
        case [x, 1]:
            pass
        case [y, 2]:
            return (x, y)
        case str(x):
            pass
    return x


def loops(items):
    out = []
    for item in items:
        match item:
            case "skip":
                continue
            case "stop":
                break
            case ("add", n):
                out.append(n)
            case other:
                out.append(("other", other))
    return out


def act(obs):
    print([literal(v) for v in [0, 1, 3, 2.5, 2.0, -1, "a", "b", "c", None, True, False, "g", [], (), 7]])
    values = [[1], (2,), [4, 4], [0, 5], [5, 0], [1, [2, 3, 4]], [1, 2, 3, 4], ["a", 2, 3], range(3)]
    values += [{"kind": "ball", "x": 3, "y": 4}, {"kind": "enemy"}, {}, {"a": 1}, 3, 2.5, True, "t"]
    values += [Point(0, 4), Point(1, 2), ValueError("x"), None, {1}, len]
    print([shapes(v) for v in values])
    print(bindings([5, 1]), bindings([5, 2]), bindings("s"), bindings(3), bindings([5, 3]))
    print(loops([("add", 1), "skip", ("add", 2), [3], "stop", ("add", 4)]))
    match 3, 4:
        case a, b:
            print(a, b)
    match = {"case": 1}
    case = match["case"]
    print(match, case)
    return case
