import random


def act(obs):
    out = []
    for value, form in [
        (2.5, "#5.3"), (1e3, "#8.1"), (1.5, "=#.10"), (1.5, "#8g"), (3.0, "#.0f"), (0.5, "#.0%"), (3, "#.0e"), (1e22, "#"),
        (0.0, " 012.1"), (0.0, ".1"), (0.0, "#.1"), (100.0, "#.3"), (float("nan"), "#8g"), (-8, "^020"), (-8, "<06"), (5, "x>04"),
        ("ab", "06"), ("ab", ">06"), ("ab", "-6"), ("ab", "#6"), ("ab", "=6"), ("ab", "6,"), (65, "5c"), (65, "05c"), (65, "+c"),
        (65, ".1c"), (255, ",x"), (255, "_x"), (65535, "_b"), (7, ",n"), (7.5, "_n"), (1234567, "012,"), (123, "04,"), (-3.25, "0=12,"),
        (1234.5, "010,.1f"), (-3.25, "0=12_"), (200.0, " =08"), (-7, "*=06"), (14.5, "=012_.0E"), (14.5, "012,.0e"), (48879, "_X"), (True, "5"), (True, "s"), (None, "5"), ([1], ""), (1.5, "d"), (1, ".1d"), (3, "5.1f"),
    ]:
        try:
            out.append(format(value, form))
        except (TypeError, ValueError) as error:
            out.append(type(error).__name__)
    for form in ["{}{0}", "{0}{}", "{0}{1}{0}", "{}{a}", "{-1}", "{{}}", "{:>4}|{!r}", "{2}"]:
        try:
            out.append(form.format(1, "b", a=3))
        except (IndexError, KeyError, ValueError) as error:
            out.append(type(error).__name__)
    for text in ["007", "000", "0x1f", "0b101", "0o17", "-0x10", "1_0", "0_0", "", "0x"]:
        try:
            out.append(int(text, 0))
        except ValueError:
            out.append("!")
    out += ["%.0c|%5.1c" % ("x", 66), "%#.3g|%#.0f|%#x" % (1.5, 3, 10), random.uniform(3, 2**53 + 1)]
    return out
