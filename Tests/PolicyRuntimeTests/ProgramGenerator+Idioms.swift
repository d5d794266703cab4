/// Small pieces as people and language models write them, with random expressions in their gaps.
///
/// `$i`, `$r`, `$b`, `$t`, `$l`, `$d` and `$a` stand for expressions of a kind, `@1`, `@2` for fresh
/// names.
extension ProgramGenerator {
  private static let idioms = [
    // Closures, defaults, arguments.
    "def @1(x, *rest, k=$i, **more):\n    return x, rest, k, sorted(more)\nprint(@1($i), @1($i, $a, k=$t), @1(*$l))",
    "@2 = $i\ndef @1():\n    nonlocal @2\n    @2 += 1\n    return @2\nprint(@1(), @1(), @2)",
    "@1 = [lambda x, y=k: (x, y, k) for k in $l][:3]\nprint([f($i) for f in @1])",
    "@1 = lambda *a, **k: (a, sorted(k.items(), key=str))\nprint(@1(*$l, **$d))",
    "def @1(n):\n    return n if n < 2 else @1(n - 1) + @1(n - 2)\nprint(@1(abs($i) % 9))",
    "def @1(x: int, y: float = $r) -> float:\n    \"\"\"Adds.\"\"\"\n    return x + y\nprint(@1($i), @1(y=$i, x=$r))",
    // Views and sets.
    "print($d.keys() == $d.keys(), $d.items() <= $d.items(), $d.keys() >= set($l))",
    "print(($t, $i) in $d.items(), $i in $d.values(), $d.keys().isdisjoint($l))",
    "@1 = set($l)\n@1 |= {$i, $i}\n@1 -= set($l)\nprint(sorted(@1, key=repr), @1 <= set($l), $i in @1)",
    "@1 = {$a, $i}\n@1.add($a)\n@1.discard($i)\nprint(len(@1))",
    "@1 = $d\n@1 |= $d\nprint(@1 | $d, @1 == $d)",
    "@1 = $d\nprint(@1.popitem())\nprint(@1.setdefault($t, []), @1.get($t, $i))",
    "@1 = {}\nfor @2 in $l:\n    @1.setdefault(@2 % 3, []).append(@2)\nprint(@1, {k: len(v) for k, v in @1.items()})",
    "@1 = {}\nfor @2 in $t:\n    @1[@2] = @1.get(@2, 0) + 1\nprint(sorted(@1.items(), key=lambda kv: (-kv[1], kv[0])))",
    // Comprehensions.
    "print([(x, y) for x in $l for y in range(x % 4) if x != y][:9])",
    "print({k: [v for v in $l if v != k] for k in $l if k})",
    "print([y := 1, y**2], [z for x in $l if (z := x * 2) > $i])",
    "print([[x * y for x in $l[:3]] for y in $l[:3]])",
    "@1 = $a\nprint(sum(1 for x in $l if x > $i), max((abs(x) for x in $l), default=@1))",
    "print({x % 3 for x in $l} == {x % 3 for x in $l}, dict((str(x), x) for x in $l))",
    "print(next((x for x in $l if x > $i), None), any(x == y for x, y in zip($l, $l[1:])))",
    // Sorting and unpacking.
    "print(sorted(zip($l, $t), key=lambda p: (-p[0], p[1])), sorted($l, reverse=$b))",
    "@1, (@2, *@3), @4 = $i, $l, $a\nprint(@1, @2, @3, @4)",
    "*@1, @2 = $l\nprint(@1, @2)",
    "print(max($d.items(), key=lambda kv: kv[1]), min($d, key=$d.get))",
    "for @1, (@2, @3) in enumerate(zip($l, $t)):\n    print(@1, @2, @3)",
    "print([*reversed($l)], [*map(str, $l)], list(filter(lambda x: x > $i, $l)))",
    "print(list(zip(*[$l[:3], $l[:3]])), list(enumerate($t, start=$i))[:3])",
    // Lists in place.
    "@1 = $l\n@1[$i:$i] = $l\nprint(@1[:9])",
    "@1 = $l\n@1[::2] = $l\nprint(@1)",
    "@1 = $l\ndel @1[$i:$i]\nprint(@1, @1 == @1[:], @1 is @1[:])",
    "@1 = [[]] * 2\n@1[0].append($i)\nprint(@1, @1[0] is @1[1])",
    "@1 = $l\n@2 = @1\n@2 += [$i]\nprint(@1 is @2, @1, @1 * 2 > @2)",
    "@1 = $l\nfor @2 in @1[:]:\n    if @2 > $i:\n        @1.remove(@2)\nprint(@1)",
    "@1 = $l\n@1.sort(key=lambda x: (x % 2, -x), reverse=$b)\nprint(@1)",
    "@1 = [$i, $i, $i]\n@1[$i % 3], @1[$i % 3] = @1[-1], $a\nprint(@1)",
    // Loops.
    "@1 = 0\nwhile True:\n    @1 += 1\n    if @1 > 5 or $b:\n        break\nelse:\n    print('never')\nprint(@1)",
    "for @1 in range($i % 7, $i % 7, $i % 5 - 2 or 1):\n    if @1 == $i:\n        continue\n    print(@1)\nelse:\n    print('done')",
    "@1 = []\nwhile len(@1) < 4 and (@2 := len(@1) * 2) < 5:\n    @1.append(@2)\nprint(@1)",
    "for @1 in range(3):\n    try:\n        if @1 == $i:\n            continue\n        if $b:\n            break\n    finally:\n        print('f', @1)",
    "@1 = $d\nfor @2 in @1:\n    if $b:\n        @1[$t] = 1\n    print(@2)",
    // Errors.
    "@2, @3 = $a, $i\ntry:\n    raise ValueError(@2, @3)\nexcept (ValueError, KeyError) as @1:\n    print(@1.args, str(@1), repr(@1))",
    "@3, @4 = $d, $t\ntry:\n    try:\n        @3[@4]\n    except KeyError as @1:\n        raise ValueError(@4) from @1\nexcept ValueError as @2:\n    print(@2, len(@2.args))",
    "def @1():\n    try:\n        return $i // $i\n    except ZeroDivisionError:\n        return 'zero'\n    finally:\n        print('finally')\nprint(@1())",
    "def @1(x):\n    for y in $l:\n        try:\n            if y == x: return y\n        finally:\n            if $b: continue\n    return None\nprint(@1($i))",
    // Text.
    "@1, @2, @3 = $i, $r, $a\nprint(f'{@1:>{6}}|{@2:.{2}f}|{@3!r:>12}|{@1:+,}|{@2:e}')",
    "@1 = $t\nprint(f'{@1!s:^9}', f'{@1=}', f'{len(@1)=}', f\"{'a' if @1 else 'b'}\")",
    "print('{0}-{1}-{0}'.format($i, $t), '{a}{b!r}'.format(a=$i, b=$t), '{[0]}'.format($l))",
    "print($i, $t, sep=$t, end='|\\n')",
    "print('%s %d %.2f' % ($a, $i, $r), '%(a)s' % {'a': $i})",
    "print(''.join(c.upper() if c.isalpha() else '_' for c in $t)[::-1], $t in $t, $t < $t)",
    "print(int(''.join(filter(str.isdigit, $t)) or '0'), ord(($t or 'x')[0]), chr(97 + $i % 26))",
    // Numbers.
    "print(divmod($i, $i % 9 - 4), $i % -7, -$i // 3, $r // 2, ($i > 0) - ($i < 0))",
    "print(round($r), round($r, 1), round($i, -1), int($r), $r == int($r), $i / 4)",
    "print($i ** ($i % 4), 2 ** -($i % 5), $r ** 2, ($i & 255) << 3, $i >> 2, ~$i)",
    "print(math.hypot($r, $i), math.atan2($i, $r), math.floor($r), math.ceil($r), math.isclose($r, $r))",
    "print(max($i, $r, $i), min([$i, $i], key=lambda x: -x), abs($r), sum([$r, $i], $i))",
    "print($i < $i < $i, $i == $i != $r, not $a or $b and $i, $i if $b else $t)",
    "print(isinstance($a, (int, float)), isinstance($b, int), type($i) is type($r), bool($a))",
    "print(($i).bit_length(), True + $b, [10, 20][$b])",
    "print(random.randint(0, 9), random.choice([$i, $i, $t]), round(random.random(), 9))",
    "@1 = [1, 2, 3, 4, 5]\nrandom.shuffle(@1)\nprint(@1, random.uniform($i, $i), random.sample(@1, 2))",
    // Patterns.
    "match ($i % 3, $t):\n    case (0, _):\n        print('zero')\n    case (1 | 2 as @1, str(@2)) if @2:\n        print(@1, @2)\n    case _:\n        print('else')",
    "match $d:\n    case {'a': int(@1), **@2}:\n        print(@1, @2)\n    case {}:\n        print('empty or other')",
    // Truth and identity.
    "@1 = $a\nprint(@1 is None, @1 is not None, @1 == None, @1 or 'x', @1 and 'y')",
    "@1 = $l or [$i]\n@1.append(@1 and @1[-1])\nprint(@1, all(@1), any(@1), len(@1) > 2 and @1[2])",
    "assert $b, $t",
    "@1: dict = {'x': $i}\n@1['x'] += 1\n@1['y'] = @1['x'] * 2\nprint(@1, 'z' in @1, [*@1.values()])",
    "@1 = {(x, y): x * y for x in range(3) for y in range(2)}\nprint(@1[1, 1], (0, $i % 2) in @1, @1.get(($i, $i)))",
  ]

  /// One of them, mostly in a `try` so that the program goes on.
  mutating func idiom() {
    var text = ""
    let template = random.pick(ProgramGenerator.idioms)
    var rest = template[...]
    let first = counter
    let kinds: [Character: Kind] = [
      "i": .int, "r": .real, "b": .bool, "t": .text, "l": .list, "d": .dict, "a": .any,
    ]
    while let character = rest.popFirst() {
      switch (character, rest.first) {
      case ("$", let letter?):
        text += expression(kinds[letter]!, 3)
        rest.removeFirst()
      case ("@", let digit?):
        let number = first + digit.wholeNumberValue!
        text += "u\(number)"
        counter = max(counter, number)
        rest.removeFirst()
      default: text.append(character)
      }
    }
    let isGuarded = random.chance(85)
    if isGuarded { write("try:") }
    indent += isGuarded ? 1 : 0
    for line in text.split(separator: "\n") { write(String(line)) }
    indent -= isGuarded ? 1 : 0
    if isGuarded {
      write("except Exception as e:")
      write("    print('!', type(e).__name__)")
    }
  }
}
