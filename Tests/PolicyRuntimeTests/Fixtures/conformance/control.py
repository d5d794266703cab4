def classify(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10:
        return "small"
    return "large"


def loops():
    out = []
    for i in range(10):
        if i == 3:
            continue
        if i == 7:
            break
        out.append(i)
    else:
        out.append("else")
    for i in range(3):
        pass
    else:
        out.append("done")
    n = 0
    while n < 5:
        n += 1
        if n == 2:
            continue
        out.append(n * 10)
    else:
        out.append("while else")
    while True:
        n -= 1
        if n < 2:
            break
    for x in []:
        pass
    for i in range(3):
        for j in range(3):
            if j == 2:
                break
            if i == 1:
                continue
            out.append((i, j))
    i = 100
    for i in range(2):
        i = i * 50
    out.append(i)
    return out, n


def defaults(a, b=2, *args, c=3, **rest):
    return a, b, args, c, rest


def only(a, /, b, *, c):
    return a + b * c


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def counter():
    count = 0

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


def adders():
    return [lambda x, n=n: x + n for n in range(3)] + [lambda x: x + n for n in range(3)]


def shadow(len):
    return len + 1


def docstring_only():
    """Does nothing."""


def many_returns(x):
    while x:
        if x > 5:
            return "big"
        x -= 1
        for y in range(x):
            if y == 3:
                return "three"
    return "end"


SIZE = 3
TABLE = {"a": (1, 2), "b": [3]}
TOTAL = sum(range(SIZE))
for _index in range(2):
    TOTAL += _index


def effects(log, value, result):
    log.append(value)
    return result


def act(obs):
    print([classify(n) for n in (-1, 0, 5, 50)])
    print(loops())
    print(defaults(1), defaults(1, 5), defaults(1, 5, 6, 7, c=8, d=9), defaults(b=1, a=0), defaults(*[1, 2, 3], **{"c": 4}))
    print(only(1, 2, c=3), only(1, c=1, b=5), fib(15), even(10), odd(7))
    step = counter()
    other = counter()
    print(step(), step(5), other(), step())
    print([f(10) for f in adders()], shadow(4), docstring_only(), many_returns(3), many_returns(9), many_returns(5))
    print(SIZE, TABLE, TOTAL)
    log = []
    print(effects(log, 1, 0) and effects(log, 2, 1), effects(log, 3, 1) or effects(log, 4, 1), log)
    print(effects(log, 5, 1) < effects(log, 6, 2) < effects(log, 7, 3), effects(log, 8, 3) < effects(log, 9, 2) < effects(log, 10, 1), log)
    x = 5
    y = x if x > 3 else -x
    z = 1 if not x else 2 if x < 3 else 3
    x, y, z = z, x, y
    print(x, y, z, (x := 10) + x, x)
    if (n := len(log)) > 3 and n < 100:
        print("walrus", n)
    values = [y := 1, y + 1, y * 5]
    print(values, y, [w for v in range(5) if (w := v * v) > 3], w)
    a = [1, 2, 3]
    i = 0
    i, a[i] = 1, 9
    print(a, i)
    a[i] += 5
    d = {"k": {"m": 1}}
    d["k"]["m"] += 1
    d["k"]["n"] = d["k"]["m"] * 2
    print(a, d)
    total = 0
    for k, (p, q) in {"a": (1, 2), "b": (3, 4)}.items():
        total += p * q
    for p, q in zip(range(3), [5, 6]):
        total += p - q
    for index, (p, q) in enumerate(zip("ab", "cd")):
        print(index, p, q, end=" ")
    print(total)
    assert total != 0, "never"
    b = a
    b += [4]
    c = (1,)
    e = c
    e += (2,)
    print(a, b, c, e, a is b, c is e)
    square = lambda v, p=2: v ** p
    print(square(3), square(2, 3), (lambda *v: v)(1, 2), (lambda: None)(), sorted([3, 1, 2], key=lambda v: -v))
    x = [lambda: k for k in range(3)]
    print([f() for f in x], [[k for k in range(j)] for j in range(3)])
    del log[:]
    print(log, min(effects(log, 1, 3), effects(log, 2, 2)), log, abs(-3) ** 2, -2 ** 2, 2 ** 3 ** 0, not 1 == 2)
    if 0: pass
    elif "": print("no")
    else: print("yes"); x = 1; print(x)
    return {"n": None, "t": (True, False)}
