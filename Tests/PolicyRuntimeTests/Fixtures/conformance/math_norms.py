# Lengths of vectors, to the last bit; and choices from what is no sequence.
import math
import random


def act(obs):
    for a in range(40):
        for b in range(40):
            x, y = a * 0.7 + 0.1, b / 3 - 5
            print(repr(math.hypot(x, y)), repr(math.hypot(a, b)), repr(math.hypot(x, y, a)))
            print(repr(math.dist((x, y), (b, a))))
    for i in range(400):
        x, y = random.uniform(-200, 200), random.gauss(0, 50)
        print(repr(math.hypot(x, y)), repr(math.hypot(x, 1e-9 * y)), repr(math.hypot(x * 1e300, y * 1e-300)))
    big, small = 1.7e308, 5e-324
    inf, nan = float("inf"), float("nan")
    for values in [
        (big, big),
        (small, small),
        (small, 2.0),
        (big, small),
        (inf, nan),
        (nan, 1.0),
        (nan, nan),
        (0.0, -0.0),
        (-3.0,),
        (),
        (3, 4),
        (1e-310, 2e-310, 2e-310),
        (-inf, 2.0),
    ]:
        print(values, repr(math.hypot(*values)))
    for population in [{"a": 1}, {0: "x", 1: "y"}, {1, 2}, {}, set(), "ab", (1, 2), range(3)]:
        for weights in (None, [1] * len(population)):
            try:
                print(random.choices(population, weights, k=3))
            except Exception as e:
                print(type(e).__name__)
    return 0
