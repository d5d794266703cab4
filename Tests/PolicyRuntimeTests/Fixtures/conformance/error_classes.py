class PolicyError(Exception):
    """What a policy raises itself."""
class MissingBall(PolicyError):
    def __init__(self, where, *, code=3):
        super().__init__(f"no ball at {where}")
        self.where = where
        self.code = code
class K(KeyError):
    pass
class V(ValueError):
    def describe(self):
        return "V:" + str(self)
def f(n):
    if n == 0: raise PolicyError
    if n == 1: raise PolicyError("x", 2)
    if n == 2: raise MissingBall("left", code=7)
    if n == 3: raise K("key")
    if n == 4: raise V(1.5)
    if n == 5: raise V() from PolicyError("cause")
    if n == 6: assert False, "no"
    if n == 7: return [1][2]
    if n == 8: raise MissingBall
    if n == 9: raise MissingBall(*["s"], **{"code": 9})
    return n
def act(obs):
    out = []
    for n in range(11):
        try:
            out.append(f(n))
        except MissingBall as e:
            out.append(("missing", e.where, e.code, str(e), e.args, isinstance(e, PolicyError), isinstance(e, Exception), isinstance(e, ValueError)))
        except PolicyError as e:
            out.append((type(e).__name__, str(e), repr(e), e.args, type(e) is PolicyError))
        except (K, V) as e:
            try:
                raise
            except LookupError as again:
                out.append(("lookup", str(again), repr(again), again is e))
            except Exception as again:
                out.append((again.describe(), repr(again), f"{again}", e.__class__.__name__))
        except Exception as e:
            out.append(type(e).__name__)
        finally:
            out.append(n)
    return out
