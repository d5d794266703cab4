def act(obs):
    out = []
    for form, values in [
        ("%d %i %u", (3, -4, True)), ("%5d|%-5d|%05d|%+d|% d", (1, 2, -3, 4, 5)),
        ("%x %X %o %#x %#o %#X", (255, 255, 8, 255, 8, 171)), ("%.3d %8.3d", (5, -5)),
        ("%f %.2f %08.3f %+.1f", (1.5, 2.345, -1.5, 9)), ("%e %.2E %g %G", (12345.678, 0.00012, 1e-5, 1e20)),
        ("%s %r %10s|%-10s|%.2s", ("a", "b", "cd", "ef", "ghi")), ("%c%c", (65, "z")),
        ("100%%", ()), ("%(a)s-%(b).1f-%(a)5s", {"a": 1, "b": 2.55}), ("%s", [1, 2]), ("%s", {1: 2}),
        ("%s", None), ("%d", 3.99), ("%*d|%-*d|%.*f", (5, 1, 5, 2, 1, 3.14159)), ("%s %s", ("é", "日本")),
        ("plain", []), ("plain", {}), ("%5s|%5.1f", ("abcdefg", 123456.78)), ("%f %F %e", (float("inf"), float("nan"), -float("inf"))),
        ("%05s|%-05d|%+5d", ("a", 7, 8)), ("%i", -0.5), ("%g %g %g", (100000, 1000000, 0.1)), ("%ld", 5),
    ]:
        out.append(form % values)
    x = "%s="
    x %= 4
    out.append(x)
    for form, values in [
        ("%d", "a"), ("%d", None), ("%f", "1"), ("%x", 1.5), ("%d %d", (1,)), ("%d", (1, 2)), ("a", 1), ("a", (1,)),
        ("a", "b"), ("%q", 1), ("%", 1), ("%(a", {"a": 1}), ("%(a)s", {}), ("%(a)s", 1), ("%c", "ab"), ("%c", 1.5),
        ("%d", float("nan")), ("%*d", ("a", 1)), ("%s %s", "x"), ("%5", 1), ("%.2", 1),
    ]:
        try:
            out.append(form % values)
        except (TypeError, ValueError, KeyError, OverflowError) as e:
            out.append(type(e).__name__)
    return out
