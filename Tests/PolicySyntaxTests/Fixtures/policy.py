"""A policy."""
import math
from cartwright import trainable

SPEED = 4  # tune: 1..8

@trainable
def f(obs, k=3, *a, b: int = 2, **kw) -> int:
    """Doc."""
    x = obs["Ball"]["x"] + SPEED*2 if obs.get('Ball') is not None else -1
    if x > 3 and not k <= 2 < 7: return 5
    elif x in (1, 2): pass
    else:
        while True:
            x //= 2; break
    return f"at {x:.2f} {k!r} {{}} {x=}"

class P(M):
    @bundle(trainable=True)
    def g(self): return [i for i in range(3) if i % 2]
def act(obs):
    match x:
        case 1 | 2: return 1
        case {"a": [b, *c]} if b: return 2
    return f(obs)
