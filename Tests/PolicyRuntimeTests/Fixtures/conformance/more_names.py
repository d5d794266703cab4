import math
import random


class Policy:
    def __init__(self):
        self.seen = 1

    def __call__(self, obs):
        print(bin(10), hex(-255), oct(8), format(3.14159, ".2f"), format("x", ">4"), format(7))
        print(hasattr(self, "seen"), hasattr(self, "other"), getattr(self, "seen"), getattr(self, "x", 5))
        print(hasattr({}, "get"), hasattr(3, "get"), getattr({"a": 1}, "get")("a"), hasattr(self, "__call__"))
        print(math.factorial(10), math.comb(10, 3), math.comb(61, 30), math.comb(3, 5), math.lcm(4, 6, 10))
        print(math.cbrt(27.0), math.exp2(3), math.asinh(1.5), math.acosh(2), math.atanh(0.5), math.modf(-2.5))
        random.seed(3)
        print(random.choices([1, 2, 3], k=5), random.choices("abc", [1, 0, 5], k=6))
        print(random.choices([1, 2], cum_weights=[1, 4], k=4), random.sample(range(10), k=3))
        print("ab".center(7, "*"), "abc".center(6), "a".center(4), "abab".rindex("ab"), "12".isnumeric(), "½".isnumeric(), "½".isdecimal())
        print((2.0).is_integer(), 2.5.is_integer(), (255).bit_length(), (-8).bit_length(), True.bit_length())
        print(sorted({1, 2}.symmetric_difference([2, 3])))
        a = b = {1, 2, 3}
        a &= {2, 3, 4}
        b -= {3}
        a ^= {9}
        print(sorted(a), a is b, sorted(b))
        print(*[1, 2], *"ab", sep="/")
        print(f"{1234567:,} {0.5:.1%} {3:05d} {2.5:+.2e} {'x':^5}|{255:#x} {1e10:g} {'é':>3}")
        x = [*range(3), *{"a": 1}]
        *head, tail = x
        print(head, tail, [y := 5, y + 1], y)
        def outer():
            n = 0
            def add(k=1, *args, scale=2, **rest):
                nonlocal n
                n += k * scale + sum(args) + len(rest)
                return n
            return add
        f = outer()
        print(f(), f(2, 3, scale=1, q=1), f(k=4))
        print([z for z in map(lambda p, q: p * q, [1, 2, 3], (4, 5))], list(filter(None, [0, 1, "", "a"])))
        print(sorted([(2, "b"), (1, "z"), (2, "a")], key=lambda t: (-t[0], t[1])), max([], default=7), min({"b": 2, "a": 1}, key=len))
        print(sum([[1], [2]], []), dict(zip("ab", range(2))), list(reversed(range(4))), list(enumerate("ab", start=2)))
        total = 0
        for i in range(3):
            for j in range(3):
                if j == 2:
                    break
                total += i * j
            else:
                total += 100
        while total > 0:
            total -= 7
        else:
            total = "done"
        print(total, (lambda *a, **k: (a, k))(1, 2, z=3), 7 // -2, -7 % 3, -7.5 // 2, 2 ** -1, 1 < 2 < 3 > 2)
        print(True + True, 0.1 + 0.2, 1e16, 1e-5, 100000.0, float("inf"), -0.0, 5 / 2, 10 ** 15, str(1.0), repr("a'b"))
        return None
