import math


def show(f):
    print(f)


def act(obs):
    values = [0, 1, -1, 2, -3, 7, 10, -10, 0.5, -0.5, 2.5, -7.25, 1e10, 1e300, -0.0, True, False]
    for a in values:
        for b in values:
            print(a + b, a - b, a * b, a < b, a <= b, a == b, a != b, a > b, a >= b)
            if b != 0:
                print(a / b, a // b, a % b, divmod(a, b))
            if isinstance(a, int) and isinstance(b, int):
                print(a & b, a | b, a ^ b)
    for a in (0, 1, 5, -5, 1023, -1024):
        for n in (0, 1, 3, 10, 40):
            print(a << n, a >> n, ~a)
    print(2 ** 10, 2 ** -2, (-2) ** 3, 2.0 ** 0.5, 0 ** 0, 0.0 ** 0, 10 ** 18, (-1) ** 101)
    print(7 // 2, -7 // 2, 7 // -2, -7 // -2, 7 % 3, -7 % 3, 7 % -3, -7 % -3)
    print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, -1 % 1e20, 5 % 0.3, 0.3 % -0.1)
    print(1e16, 1e15, 123456789012345678, 1e-4, 1e-5, 1.0, 100.0, 1e22, 1.5e300, 5e-324)
    print(0.1 + 0.2, 1 / 3, 2 / 3, 1e16 + 1, 9007199254740993, 9007199254740992.0)
    print(9007199254740993 == 9007199254740992.0, 9007199254740993 > 9007199254740992.0)
    print(float("inf"), float("-inf"), float("nan"), -float("nan"))
    print(float(" 1_0.5e1 "), float(".5"), float("5."), float("1E3"), float("+7"), float("-.5e-2"))
    print(int("12"), int(" -1_000 "), int("ff", 16), int("0x1F", 16), int("0b11", 0), int("z", 36))
    print(int(3.99), int(-3.99), int(True), int("+5"), float(3), bool(0.0), bool("x"), bool([]))
    nan = float("nan")
    print(nan == nan, nan != nan, nan < 1, nan > 1, 1 < nan, max(nan, 1) != max(nan, 1), nan in [nan])
    print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(15, -1))
    print(round(25, -1), round(1e22, 3), round(0.5), round(1.5), round(-0.4), round(5), round(2.345, 1))
    print(abs(-5), abs(-2.5), abs(True), min(3, 1, 2), max(3, 1, 2), min(1, 1.0), max(1, 1.0), max(True, 1))
    print(sum([1, 2, 3]), sum([0.1] * 10), sum([], 5), sum((1, 2.5)))
    print(math.sqrt(2), math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.pi, math.e, math.tau)
    print(math.sin(1), math.cos(1), math.tan(1), math.atan2(1, -2), math.hypot(3, 4), math.exp(1.5))
    print(math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.pow(2, 0.5), math.fabs(-3))
    print(math.fmod(-7, 3), math.copysign(3, -0.0), math.degrees(1), math.radians(180), math.gcd(12, 18))
    print(math.isnan(nan), math.isinf(1e309), math.isfinite(1), math.isclose(1, 1 + 1e-10), math.isqrt(17))
    print(math.dist([0, 0], [3, 4]), math.prod([1, 2, 3, 4]), math.fsum([0.1] * 10), math.inf, math.nan)
    print(0x1F, 0o17, 0b101, 1_000_000, 1e3, .5, 5., 1_0.0_1, 00)
    print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, 3 > 2 >= 2 != 1)
    print(not 1, not 0, not "", not None, 1 and 2, 0 and 2, 1 or 2, 0 or 2, None or 0 or "" or [])
    one = 1
    print(one is None, None is None, True is True, one is not None)
    print(9223372036854775807, -9223372036854775808, 9223372036854775807 // 10, -9223372036854775808 % 7)
    print(9223372036854775807 / 3, 4611686018427387904 / 9223372036854775807, 1 / 9223372036854775807)
    print(9223372036854775807 / 9223372036854775806, -9223372036854775808 / 3, 9007199254740993 / 2)
