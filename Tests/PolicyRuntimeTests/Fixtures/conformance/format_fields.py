# The fields of text.format(): attributes, keys, conversions, and fields inside a specification.
class Box:
    def __init__(self):
        self.x = 4
        self.at = {"y": [5, 6], 3: "three", "3": "text"}


def act(obs):
    box = Box()
    for text in [
        "{a}{b!r}",
        "{0[0]} {[1]} ",
        "{0[1]}",
        "{[0]} {[1]}",
        "{box.x} {box.at[y][1]:>4} {box.at[3]}",
        "{box.z}",
        "{box.at[z]}",
        "{:>{w}}",
        "{:{}{}}",
        "{:{}.{}f}",
        "{a:{a}}",
        "{!s:>5}|{!r:<5}|{!a}",
        "{0}{}",
        "{}{0}",
        "{0}{0}{1}",
        "{9}",
        "{",
        "}",
        "{{}}{{{}}}",
        "{0!x}",
        "{0!r:",
        "{0!",
        "{0!r}",
        "{0!rr}",
        "{a",
        "{a{b}}",
        "{0.}",
        "{0[}",
        "{0[]}",
        "{0[a]b}",
        "{0:{1:{2}}}",
        "{:{w}}{:{w}}",
        "{a:}{b:}",
        "{unknown}",
        "{ a }",
        "{-1}",
        "{0[-1]}",
        "{99999999999999999999}",
        "{1:05d}{1:+}{1:,}",
        "{w!r:{w}}",
        "{0:é>9}",
        "日{b}本",
        "",
    ]:
        for values in [([7, "x"], 5, 3), (1.5, 8, 2), ()]:
            try:
                print(repr(text), text.format(*values, a=1, b="t", w=6, box=box))
            except Exception as e:
                print(repr(text), "!", type(e).__name__)
    print("{a} {b}".format(**{"a": 1, "b": [2]}), "{x}{y}".format(**{"x": 1}, y=2))
    print(dict(**box.at["y"] and {"k": 1}), dict({"a": 1}, **{"a": 2, "c": 3}), dict(**{}, z=1))
    for values in ({"a": 1}, {1: 2}, [("k", 1)], 3):
        try:
            print(dict(values, **{"b": 2}), "{b}".format(**{"c": 1}))
        except Exception as e:
            print("!", type(e).__name__)
    return 0
