# Every statement and expression of the grammar, once; compared with CPython's syntax tree.
"""A docstring."""
import math, os.path as path
from . import a
from ..b.c import (d, e as f,)
from g import *

x = y = 1_000; z: int = 0x_FF
(w): float = .5
w = 0o17, 0b1_01, 1., 1.5e-3, 1E5, 0_0, 00, 1_0.0_1e1_0, 2j, 1.5J, 99999999999999999999
s = 'a\tb' "c\x41\u00e9\U0001F600\101\
d" r'\n' u"e" '''long
text'''
bb = b'' if x else b"\x00a\n" rb'\x'
t = f"a{x}b{y!r:>{w}}{{}}{z=}{z = :.2f}{'q' 'r'}{a[b]['c']}{x != y}{(lambda: 1)()}{x:{y}.{z}f}" "t"
u = f'''{
    x
}''' F"{x}" Rf"\d{x!s}"
del x, (y), [z[0]]
x += 1; x -= 2; x *= 3; x /= 4; x //= 5; x %= 6; x **= 7; x @= 8; x &= 9; x |= 1; x ^= 2; x <<= 3; x >>= 4
a, *b = c = [*d, e], {*f, g}, {**h, 1: 2, **i}, {}, (), (1,), [], 1,
x = a if b else c if d else lambda p, /, q, r=1, *s, t, u=2, **v: (yield)
x = not a and b or not c, a < b <= c > d >= e == f != g in h not in i is j is not k
x = -a ** -b + ~c * (d - e) // f % g @ h << i >> j & k | l ^ m, - - + ~ a
x = a.b.c(d, *e, f=g, **h)[i][j:k][::l, m:, ...][a:b:c](n for n in o)
x = [a for b in c if d if e for f, *g in h], {a for b in c}, {a: b for c in d}, (a async for b in c)
x = (y := 1), [z := 2, 3], f(w := 3)
def function(a: int, /, b, c: str = "x", *args: tuple, d=1, e, **kwargs: dict) -> None:
    """Doc."""
    global g, h
    nonlocal_ = 1
    def inner():
        nonlocal nonlocal_
        yield from a
        x = yield a, b
        return
    return a, *b
@decorator
@dotted.decorator(1, x=2)
# A comment between.
async def coroutine():
    await x ** 2
    async with a as b, c: pass
    async for x in y: break
    else: continue_ = 1
    return [x async for x in y]
@trainable
class Class(Base, metaclass=M):
    x: int
    def method(self): pass
if a: pass
elif b: x = 1; y = 2;
elif c:
	tabbed = 1
	if d:
		pass
else:
    if e: pass
    # trailing comment
while a:
    break
else:
    continue_ = 2
for a, b in c, d:
    continue
else: pass
for x[0] in *y, z: pass
try:
    pass
except:
    raise
try:
    raise a from b
except (A, B) as c:
    raise a
except D: pass
else:
    pass
finally:
    assert a, "b"
assert a
with (a as b, c as d,): pass
with (a, b): pass
with (a) as b, c: pass
with a: pass
match = 1
match[0] = 2
match(x)
print(match, case)
match x:
    case 1 | -1 | 1.5 | "a" "b" | None | True: pass
    case a.b | c.d.e: pass
    case [a, *_, b] | (c, *d): pass
    case (x): pass
    case {"k": v, -1: w, a.b: _, **rest} if rest: pass
    case Point(x=0, y=[1, z]) as p: pass
    case Point(0, (1, 2), k=_): pass
    case a, *b: pass
    case (): pass
    case _:
        pass
match x, *y:
    case {}: pass
x = [
    1,

    # inside
    2 ]; y = (3 +
 4)
if a \
   and b: \
    pass
é = "ü" + ünïcode
π = {"λ": 1}
