def classify(f, *args):
    try:
        result = f(*args)
    except ZeroDivisionError:
        return "zero"
    except (KeyError, IndexError) as e:
        return f"{type(e).__name__} {isinstance(e, LookupError)}"
    except TypeError:
        return "type"
    except Exception as e:
        return "other " + type(e).__name__
    else:
        return ("fine", result)
    finally:
        print("leaving", len(args))


def ways(n):
    out = []
    for i in range(n):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
            if i == 2:
                raise ValueError("two", 2)
        except ValueError as e:
            out.append((str(e), repr(e), e.args))
        else:
            out.append("else")
        finally:
            out.append("finally")
    else:
        out.append("never")
    return out


def returns(x):
    try:
        if x == 0:
            return "try"
        if x == 1:
            raise KeyError("one")
        1 / (x - 2)
    except KeyError as e:
        return "key " + str(e) + repr(e)
    except ZeroDivisionError:
        try:
            raise RuntimeError
        except RuntimeError as inner:
            return "inner" + str(inner) + repr(inner)
        finally:
            print("inner finally")
    finally:
        print("finally", x)
        if x == 5:
            return "from finally"
    return "end"


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def nested():
    log = []
    try:
        try:
            try:
                raise ValueError("a")
            finally:
                log.append(1)
        except TypeError:
            log.append("wrong")
        finally:
            log.append(2)
    except ValueError as e:
        log.append(str(e))
        try:
            raise
        except ValueError as again:
            log.append(again is e)
    return log


def loop_finally():
    out = []
    i = 0
    while True:
        i += 1
        try:
            try:
                if i < 3:
                    continue
                if i == 4:
                    break
            finally:
                out.append(i)
        finally:
            out.append(-i)
    return out


def swallow():
    for _ in range(2):
        try:
            raise ValueError
        finally:
            break
    return "swallowed"


def unbound():
    try:
        raise ValueError("x")
    except ValueError as e:
        y = e.args
    try:
        return e
    except UnboundLocalError as u:
        return ("gone", y, isinstance(u, NameError))


def key(n):
    return 10 // n


def from_builtin():
    try:
        return sorted([3, 0, 1], key=key)
    except ZeroDivisionError as e:
        return "in key"


def deep(n):
    if n == 0:
        raise IndexError(n)
    try:
        return deep(n - 1)
    except IndexError as e:
        if n % 2:
            raise ValueError(e.args[0] + n) from e
        raise
    except ValueError as e:
        raise IndexError(e.args[0] * 2)


def recursive(n):
    return recursive(n + 1)


def act(obs):
    print(classify(lambda: 1 / 0), classify(lambda a: {}[a], 1), classify(lambda: [1][3]))
    print(classify(lambda: "a" + 1), classify(lambda a, b: a + b, 1, 2), classify(int, "x"))
    print(ways(3), ways(5), ways(0))
    print([returns(i) for i in range(6)], value_kept(), nested(), loop_finally(), swallow())
    print(unbound(), from_builtin())
    try:
        deep(6)
    except LookupError as e:
        print("deep", e.args)
    try:
        recursive(0)
    except RecursionError:
        print("recursion")
    try:
        assert obs, "no obs"
    except AssertionError as e:
        print(e, repr(e))
    try:
        assert obs
    except AssertionError as e:
        print(e, repr(e), e.args)
    try:
        {}["k"]
    except KeyError as e:
        print(e, repr(e), f"{e}", str(e) == "'k'")
    try:
        next(iter([]))
    except StopIteration:
        print("stop")
    errors = [ValueError("a"), KeyError(), Exception(1, 2)]
    print(errors, [str(e) for e in errors], ValueError, isinstance(errors[1], Exception))
    for error in (ValueError, KeyError("k"), NotImplementedError("later"), ArithmeticError):
        try:
            raise error
        except (ArithmeticError, RuntimeError) as e:
            print("arithmetic or runtime", repr(e))
        except Exception as e:
            print("exception", repr(e))
    try:
        try:
            raise ValueError
        except KeyError:
            pass
    except:
        print("bare")
    try:
        x = 5
    except ValueError:
        x = 6
    finally:
        print(x)
    total = 0
    for text in ["1", "x", "3"]:
        try:
            total += int(text)
        except ValueError:
            total += 100
    return total
