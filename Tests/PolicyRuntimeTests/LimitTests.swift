import Foundation
import PolicyRuntime
import PolicySyntax
import Testing

/// Hostile policies end with an ordinary error, at a place, soon.
struct LimitTests {
  static let bombs: [(String, Diagnostic.Kind)] = [
    ("while True: pass", .fuelExhausted),
    ("x = 0\n    while x < 10**15: x += 1", .fuelExhausted),
    ("for i in range(10**15): pass", .fuelExhausted),
    ("return sum(range(10**15))", .fuelExhausted),
    ("return [i for i in range(10**15)]", .fuelExhausted),
    ("return max(x for x in range(10**15))", .fuelExhausted),
    ("return any(i < 0 for i in range(10**15))", .fuelExhausted),
    ("return list(range(10**15))", .memoryLimit),
    ("return (1.0, 'x') in range(10**15)", .fuelExhausted),
    ("return 'a' * 10**9", .memoryLimit),
    ("return 'a' * 10**18", .memoryLimit),
    ("return [0] * 10**9", .memoryLimit),
    ("return [0] * 10**18", .memoryLimit),
    ("return ('ab' * 10**6) * 10**14", .memoryLimit),
    ("return 10**10**10", .overflow),
    ("return 2**63", .overflow),
    ("return 1 << 10**12", .overflow),
    ("s = 'a'\n    while True: s += s", .fuelExhausted),
    ("s = 'a'\n    while True: s = f'{s}{s}'", .fuelExhausted),
    ("x = [1]\n    while True: x += x", .fuelExhausted),
    ("x = [1]\n    while True: x.append(x[:])", .fuelExhausted),
    ("x = [1]\n    for v in x: x.append(v)", .fuelExhausted),
    ("return 'a'.ljust(10**15)", .memoryLimit),
    ("return f'{1:99999999}'", .value),
    ("return '%99999999d' % 1", .value),
    ("return '%*d' % (99999999, 1)", .value),
    ("return ('%9999d' * 10**5) % ((1,) * 10**5)", .fuelExhausted),
    ("s = 'a' * 10**6\n    while True: s.replace('a', 'b')", .fuelExhausted),
    ("s = 'a' * 10**6\n    while True: s.count('a')", .fuelExhausted),
    ("s = 'a,' * 10**5\n    while True: s.split(',')", .fuelExhausted),
    ("s = set(range(10**5))\n    while True: s & s", .fuelExhausted),
    ("d = dict.fromkeys(range(10**5))\n    while True: d.keys() - [1]", .memoryLimit),
    ("return f'{1.5:.99999999f}'", .value),
    ("return 'x'.join(['y' * 10**6] * 10**5)", .memoryLimit),
    ("return ('a' * 10**5).replace('a', 'b' * 10**5)", .fuelExhausted),
    ("a = 'a' * 10**6\n    while True: ('a' * 10**5 + 'b') in a", .fuelExhausted),
    ("a = 'a' * 10**6\n    while True: a.rfind('b' + 'a' * 10**5)", .fuelExhausted),
    ("a = 'a' * 10**6\n    while True: a.split('a' * 10**5 + 'b')", .fuelExhausted),
    ("a = [0] * 10**5\n    b = [0] * 10**5\n    while True: a == b", .fuelExhausted),
    ("a = [0] * 10**5\n    b = [0] * 10**5\n    while True: a < b", .fuelExhausted),
    ("a = 'a' * 10**6\n    b = 'a' * 10**6\n    while True: a == b", .fuelExhausted),
    ("a = 'a' * 10**6\n    b = 'a' * 10**6\n    while True: a < b", .fuelExhausted),
    ("a = [0] * 10**5\n    while True: a.insert(0, a.pop(0))", .fuelExhausted),
    ("a = [0] * 10**6\n    while True:\n        del a[0]\n        a.append(0)", .fuelExhausted),
    ("a = [0] * 10**5\n    while True: a[5:6] = [1, 2]", .fuelExhausted),
    ("a = (0,) * 10**5\n    d = {}\n    while True: d[a] = 1", .fuelExhausted),
    ("d = {i: 0 for i in range(10**5)}\n    e = dict(d)\n    while True: d == e", .fuelExhausted),
    (
      "d = {i: 0 for i in range(10**5)}\n    while d: d.popitem()\n    while True:\n        for k in d: pass",
      .fuelExhausted
    ),
    ("d = {i: 0 for i in range(10**5)}\n    while True: d.clear()", .fuelExhausted),
    ("d = {i for i in range(10**5)}\n    while True: d.add(d.pop())", .fuelExhausted),
    ("a = [0] * 10**5\n    while True: a.reverse()", .fuelExhausted),
    ("a = [0] * 10**5\n    while True: sorted(a)", .fuelExhausted),
    ("a = [0] * 10**5\n    while True: a.copy()", .fuelExhausted),
    ("a = [0] * 10**5\n    while True: 1 in a", .fuelExhausted),
    ("a = [0] * 10**5\n    while True: a.count(0)", .fuelExhausted),
    ("a = [0] * 10**5\n    while True: a[::2]", .fuelExhausted),
    ("a = 'a' * 10**6\n    while True: a[::2]", .fuelExhausted),
    ("a = 'é' * 10**6\n    while True: a[10**6 - 1]", .fuelExhausted),
    ("a = 'é' * 10**6\n    while True: a.upper()", .fuelExhausted),
    ("a = [[]] * 10**5\n    while True: str(a)", .fuelExhausted),
    ("a = [0] * 10**5\n    while True: max(a)", .fuelExhausted),
    ("a = ['ab'] * 10**5\n    while True: 'x'.join(a)", .fuelExhausted),
    ("while True:\n        try: 1 / 0\n        except ZeroDivisionError: pass", .fuelExhausted),
    ("while True:\n        try: {}['a']\n        except: continue", .fuelExhausted),
    ("while True:\n        try: pass\n        finally: continue", .fuelExhausted),
    ("try:\n        while True: pass\n    except: return 1\n    finally: return 2", .fuelExhausted),
    ("try:\n        return 'a' * 10**9\n    except Exception: return 1", .memoryLimit),
    (
      "while True:\n        try: sorted([3] * 1000, key=lambda x: x.y)\n        except AttributeError: pass",
      .fuelExhausted
    ),
    ("while True:\n        try: act(obs)\n        except RecursionError: pass", .fuelExhausted),
    ("return act(obs)", .recursion),
    ("f = lambda n: f(n + 1)\n    return f(0)", .recursion),
    ("f = lambda n: sorted([2, 1], key=f)\n    return f(0)", .recursion),
    ("f = lambda n: max([1, 2], key=f)\n    return list(map(f, [1]))", .recursion),
    ("x = []\n    for i in range(10**5): x = [x]\n    return x < x[:][0]", .recursion),
    ("x = []\n    for i in range(10**5): x = [x]\n    return str(x)", .recursion),
    ("x = ()\n    for i in range(10**5): x = (x,)\n    return {x: 1}", .recursion),
    (
      "x = ()\n    for i in range(10**5): x = (x,)\n    y = ()\n    for i in range(10**5): y = (y,)\n    return x < y",
      .recursion
    ),
    ("x = [1]\n    for i in range(60): x = [x, x]\n    return str(x)", .memoryLimit),
    ("return isinstance(1, x) if (x := (int,)) and False else int('9' * 10**6)", .overflow),
    ("d = {}\n    i = 0\n    while True:\n        d[i] = i\n        i += 1", .fuelExhausted),
    ("return [[0] * 1000 for _ in range(10**6)]", .fuelExhausted),
    ("x = '0.' + '1' * 10**5\n    while True: float(x)", .fuelExhausted),
    (
      "import math\n    x = [1e308, 1e-308] * 1000\n    while True: math.fsum(x)", .fuelExhausted
    ),
    ("while True: round(1e300, -299) + round(1.5, 300)", .fuelExhausted),
    ("d = {}\n    i = 0\n    while True:\n        d[(i, -i)] = i\n        i += 1", .fuelExhausted),
    ("print('x' * 10**6)\n    while True: print('x' * 10**6)", .fuelExhausted),
  ]

  @Test(arguments: bombs)
  func endsWithAnError(_ body: String, _ kind: Diagnostic.Kind) throws {
    let text = "def act(obs):\n    \(body)\n"
    let interpreter = try interpreter(text)
    for _ in 0..<2 {
      interpreter.beginStep()
      let obs = try interpreter.makeDictionary(capacity: 0)
      do throws(Diagnostic) {
        let result = try interpreter.callEntry(obs)
        Issue.record("\(body) gave \(interpreter.repr(result).prefix(50))")
      } catch {
        #expect(error.kind == kind, "\(error.rendered(in: interpreter.program.source))")
        #expect(error.line >= 2 || kind == .recursion)
      }
    }
    // The next step is not harmed.
    #expect(interpreter.fuelUsed <= PolicyLimits.default.fuel)
  }

  /// The limits do not depend on what ran before: memory that was grown once is no excuse.
  @Test func memoryLimitIsExact() throws {
    let text = "def act(obs):\n    return len([0] * obs['n'])\n"
    let interpreter = try interpreter(text, limits: PolicyLimits(memory: 1 << 20))
    let n = interpreter.intern("n")
    func fits(_ count: Int) -> Bool {
      interpreter.beginStep()
      guard let obs = try? interpreter.makeDictionary(capacity: 1),
        (try? interpreter.set(obs, n, .int(count))) != nil
      else { return false }
      return (try? interpreter.callEntry(obs)) != nil
    }
    let edge = (0..<100_000).first { !fits($0 * 64) }! * 64
    #expect(edge > 60_000 && edge < 66_000)
    for _ in 0..<3 {
      #expect(fits(edge - 64))
      #expect(!fits(edge))
    }
  }

  @Test func fuelIsCountedTheSameWithAndWithoutTrace() throws {
    let folder = fixtures.appendingPathComponent("policies")
    for name in ["pong.py", "space_invaders.py", "breakout.py"] {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      let interpreter = try interpreter(text)
      let obs = """
        {"Player": {"x": 140, "y": 90, "w": 4, "h": 15, "dx": 0, "dy": 0},
         "Ball": {"x": 70, "y": 60, "w": 2, "h": 4, "dx": 2, "dy": 3},
         "Alien0": {"x": 70, "y": 60, "w": 2, "h": 4, "dx": 2, "dy": 3},
         "RB": [{"x": 8, "y": 57, "w": 144, "h": 4}], "reward": NaN}
        """
      var fuel: Set<Int> = []
      var results: Set<String> = []
      for recording in [PolicyRecording.off, .lines, .full, .off] {
        interpreter.recording = recording
        interpreter.beginStep()
        let value = try interpreter.makeValue(json: SourceFile(name: "obs", text: obs))
        results.insert(interpreter.repr(try interpreter.callEntry(value)))
        fuel.insert(interpreter.fuelUsed)
      }
      #expect(fuel.count == 1 && results.count == 1, "\(name): \(fuel) \(results)")
    }
  }

  /// A source that must be refused, with a name for the report.
  struct Source: CustomTestStringConvertible {
    let testDescription: String
    let text: String

    init(_ name: String, _ text: String) {
      testDescription = name
      self.text = text
    }

    /// `start`, then a piece many times, then `end`.
    init(_ start: String, _ piece: String, _ count: Int, _ end: String = "1") {
      self.init("\(start)\(piece)×\(count)", start + String(repeating: piece, count: count) + end)
    }
  }

  /// Each level would be compiled twice as often as the one around it.
  static func nestedFinally(_ depth: Int) -> String {
    var text = "def act(obs):\n"
    for level in 0..<depth {
      let indentation = String(repeating: " ", count: level + 1)
      text += "\(indentation)try: obs.x()\n\(indentation)finally:\n"
    }
    return text + String(repeating: " ", count: depth + 1) + "pass\n"
  }

  /// Sources that are too large, too deep or not text end as diagnostics.
  @Test(arguments: [
    Source("", "(", 100_000), Source("", "[", 300), Source("x = ", "-", 100_000),
    Source("x = ", "not ", 100_000), Source("x = 1", " + 1", 100_000, ""),
    Source("x = a", ".a", 100_000, ""), Source("x = a", "[0]", 100_000, ""),
    Source("x = a", "()", 100_000, ""), Source("x = 1", " if 1 else 1", 50_000, ""),
    Source("x = ", "lambda: ", 50_000), Source("x = 2", " ** 2", 100_000, ""),
    Source("indents", (0..<1400).map { String(repeating: " ", count: $0) + "if x:\n" }.joined()),
    Source("x = f'", "{f\"", 500, "'"), Source("x = \"\"\"", "a", 2_000_000),
    Source("NUL in a string", "x = '\0'"), Source("NUL", "x\0y"),
    Source("@", "a.", 50_000, "b\ndef f(): pass"), Source("match x:\n case ", "[", 150),
    Source("parameters", "def f(" + (0..<60_000).map { "a\($0)," }.joined() + "): pass"),
    Source("f(", "1,", 60_000, ")"), Source("f(", "a=1,", 60_000, ")"),
    Source("names", "f(" + (0..<60_000).map { "a\($0)=1," }.joined() + ")"),
    Source("ten megabytes", "x = 1\n", 1_700_000, ""),
    Source("mixed tabs", "if x:\n\ty\n        z\n"),
    Source(
      "bases",
      "class A0: pass\n" + (1..<5000).map { "class A\($0)(A\($0 - 1)): pass\n" }.joined()),
    Source("objects in objects", "class A:\n def __init__(self): self.a = A()\nA()"),
    Source("an object that never ends", "class A:\n def __init__(self):\n  while True: 1\nA()"),
    Source("methods", "class A:\n" + (0..<2000).map { " x\($0) = 1\n" }.joined()),
    Source("finally in finally", LimitTests.nestedFinally(60)),
    Source("case", "match 1:\n case 1:\n  pass\n", 1, "match 1:\n case _: pass\n case 1: pass"),
  ])
  func largeOrDeepSourcesAreDiagnosed(_ test: Source) {
    let source = SourceFile(name: "deep.py", text: test.text)
    do throws(Diagnostic) {
      _ = try PolicyInterpreter(try PolicyProgram(source: source), seed: 0)
      Issue.record("accepted")
    } catch {
      #expect(error.rendered(in: source).utf8.count < 1000)
    }
  }

  /// Names that stand for two things: a diagnostic or a run, never a stop of ours.
  @Test(arguments: [
    "class A:\n x = 1\n def f(self):\n  nonlocal x\n  x = 2",
    "def f():\n import math\n def g():\n  nonlocal math\n  math = 3\n return g",
    "from typing import Dict\nBox = Dict[str, int]\nBox = 3\nBoxes = Box",
    "from typing import Dict\nA = Dict[str, int]\nB = A\nA = 3",
    "from typing import Dict\ndef f():\n A = Dict[str, int]\n def g():\n  nonlocal A\n  A = 3",
    "class A:\n def f(self): return super().g()\n x = f(5)",
    "import numpy\nnumpy = 3\nprint(numpy)",
    "try:\n import numpy\nfinally:\n print(numpy)",
  ])
  func doubtfulNamesAreDiagnosed(_ text: String) {
    let source = SourceFile(name: "names.py", text: text + "\n")
    do throws(Diagnostic) {
      _ = try PolicyInterpreter(try PolicyProgram(source: source), seed: 0)
      Issue.record("accepted")
    } catch {
      #expect(error.rendered(in: source).contains("names.py"))
    }
  }

  /// Classes that are hostile in their steps.
  @Test(arguments: [
    ("return self(obs)", Diagnostic.Kind.recursion),
    ("self.f = self\n        return self.f(obs)", .recursion),
    ("while True: self.n = 1", .fuelExhausted),
    ("while True: Policy()", .memoryLimit),
    ("d = {}\n        while True: d[Policy()] = 1", .fuelExhausted),
    ("return Policy.make().same", .recursion),
    ("self.n = [0] * 10**5", .memoryLimit),
    ("self.n = 'a' * (2 << 20)", .memoryLimit),
    ("self.n = iter([1])", .type),
    ("self.n = lambda: 1", .type),
    ("for i in range(10**5): self.n = [self.n]", .memoryLimit),
    ("return max([self], key=self)", .recursion),
  ])
  func classesEndWithAnError(_ body: String, _ kind: Diagnostic.Kind) throws {
    let policy = try interpreter(
      """
      class Policy:
          n = 0
          @property
          def same(self): return self.same
          @classmethod
          def make(cls): return cls()
          def __call__(self, obs):
              \(body)
      """)
    for _ in 0..<3 {
      do throws(Diagnostic) {
        policy.beginStep()
        _ = try policy.callEntry(try policy.makeDictionary(capacity: 0))
        Issue.record("no error")
      } catch {
        #expect(error.kind == kind, "\(error.rendered(in: policy.program.source))")
      }
    }
  }

  /// Long but flat sources are fine.
  @Test func longFlatSourcesRun() throws {
    let branches = (0..<3000).map { "    elif x == \($0): y = \($0)\n" }.joined()
    let table = (0..<20_000).map(String.init).joined(separator: ", ")
    let text = """
      table = [\(table)]
      names = {\((0..<3000).map { "'k\($0)': \($0)" }.joined(separator: ", "))}
      def act(obs):
          x = 2999
          if x < 0: y = -1
      \(branches)    else: y = None
          ok = \((0..<500).map { "x != \(-$0 - 1)" }.joined(separator: " and "))
          return y, len(table), table[19999], names['k2999'], ok
      """
    #expect(try interpreter(text).step() == "(2999, 20000, 19999, 2999, True)")
  }

  @Test func bytesThatAreNotTextAreDiagnosed() {
    #expect(throws: Diagnostic.self) {
      _ = try SourceFile(name: "x.py", bytes: [0x78, 0x20, 0xFF, 0x3D])
    }
  }
}
