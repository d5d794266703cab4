def act(obs):
    s = "Hello, World"
    print(s, repr(s), len(s), s[0], s[-1], s[1:4], s[::-1], s[::2], s[-3:], s[:-3], s[10:100], s[5:2])
    print(s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.replace("l", "L"), s.replace("l", "L", 2))
    print(s.find("o"), s.find("o", 5), s.find("z"), s.rfind("o"), s.index("W"), s.count("l"), s.count(""))
    print(s.startswith("Hell"), s.endswith("ld"), s.startswith(("a", "H")), s.endswith(()), "" in s, "lo" in s, "x" in s)
    print("a,b,,c".split(","), "  a b  c ".split(), "a,b,c".split(",", 1), "a b c".rsplit(" ", 1), "".split(), "".split(","))
    print("  a b  c ".split(None, 1), "  a b  c ".rsplit(None, 1), "a--b".partition("--"), "abc".partition("x"), "a.b.c".rpartition("."))
    print(",".join(["a", "b"]), "".join([]), "-".join("abc"), "|".join(str(i) for i in range(4)))
    print("[" + "  x ".strip() + "]", "[" + "  x ".lstrip() + "]", "[" + "  x ".rstrip() + "]", "xxaxx".strip("x"), "abcba".lstrip("ab"))
    print("5".zfill(3), "-5".zfill(4), "a".ljust(3) + "|", "a".rjust(3, "."), "abc".isalpha(), "12".isdigit(), "a1".isalnum(), " ".isspace())
    print("ab".islower(), "AB".isupper(), "aB".islower(), "".isalpha(), "prefix_x".removeprefix("prefix_"), "x.py".removesuffix(".py"))
    print("a" + "b" * 3, 3 * "ab", "" * 5, "x" * -1, "a" "b", 'it\'s', "it's", 'say "hi"', "it's \"x\"")
    print("a" < "b", "a" < "B", "ab" < "abc", "" < "a", "é" > "z", "abc" == "abc", "a" != "b")
    print("tab\tnew\\n", repr("tab\tnew\nline\\ \x00 \x7f é ü 日本 \u200b"), r"raw\n", "\x41\u00e9\101")
    print("héllo"[1], len("héllo"), "héllo"[::-1], "日本語"[1:], "日本語".find("語"), list("aé日"), "é".upper(), "ÀÉ".lower())
    for c in "añb":
        print(c, ord(c), chr(ord(c) + 1))
    n = 42
    x = 3.14159
    print(f"{n} {x} {n:5d}|{n:<5d}|{n:^5d}|{n:05d}|{n:+d}|{n:x}|{n:X}|{n:b}|{n:o}|{n:#x}|{n:,}|{1234567:,}|{1234567:_}")
    print(f"{x:.2f}|{x:8.2f}|{x:<8.2f}|{x:^8.2f}|{x:08.2f}|{x:+.1f}|{x:.0f}|{x:e}|{x:.3e}|{x:g}|{x:.3g}|{x:.1%}|{1234567.891:,.2f}")
    print(f"{s!r}|{s!s}|{s:>15}|{s:<15}|{s:^15}|{s:*^16}|{s:.3}|{s:>8.3}|{n!r:>5}|{'q'}|{{}}|{n=}|{n = }|{x=:.1f}|{s=}")
    print(f"{True}|{None}|{[1, 2]}|{ {'a': 1} }|{n + 1}|{n if n > 1 else 0}|{'a' if n else 'b'}|{(lambda v: v + 1)(2)}|{n:{5}}|{x:.{2}f}")
    print(f"{0.1:.20f}|{1e100:.3g}|{1e-7}|{float('nan'):.2f}|{float('inf'):5.1f}|{-0.0:.1f}|{0:.1f}|{True:d}|{1e16:.3}|{123456.0:.3}|{100.0:.3}|{1.0:.3}")
    print(f"{-5:05d}|{-5:>5}|{5: d}|{-1234567:,}|{1234567:015,}|{12:c}x|{3.7:.0f}|{2.5:.0f}|{1e6:g}|{1e5:g}|{123456789:g}|{0.0001:g}|{0.00001:g}")
    print("{} {}".format(1, "a"), "{0} {1} {0}".format("x", "y"), "{a:>4}|{b!r}".format(a=1, b="q"), "{:.2f}".format(x), "{{}}".format())
    print(str(None), str(True), str(1.0), str([1, "a"]), str((1,)), str({"a": [1]}), repr("x"), str("x"))
    print(max("abc"), min("bca"), sorted("banana"), list(reversed("abc")), "b" in "abc", sum(1 for c in s if c == "l"))
    print(int("7") + 1, float("2.5") + 1, str(5) + "x", "%" in "5%", "a" "b" f"{n}" "c")
    lines = "one\ntwo\nthree".splitlines()
    print(lines, "a\n".splitlines(), "".splitlines())
    text = "ab" * 30 + "abc" + "ab" * 30 + "abc" + "x" * 20
    for needle in ("ab" * 10 + "abc", "abc" + "x" * 20, "ab" * 10 + "c" + "ab" * 8, "b" + "ab" * 20, "x" * 21):
        print(text.find(needle), text.rfind(needle), needle in text, text.count(needle), text.find(needle, 30, 130), text.rfind(needle, 0, 100))
    print(text.split("ab" * 10 + "c"), text.replace("ab" * 9, "-"), text.rsplit("ab" * 9 + "a", 2), text.partition("bc" + "x" * 18))
