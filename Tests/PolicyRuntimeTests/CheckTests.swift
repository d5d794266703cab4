import PolicyRuntime
import PolicySyntax
import Testing

struct CheckTests {
  /// Boxes under the keys, beside `lives`, and four actions.
  static func game(_ boxes: [String], actions: Int = 4) -> PolicyGame {
    let box = ObservationShape.dictionary(
      Dictionary(uniqueKeysWithValues: ["x", "y", "w", "h", "dx", "dy"].map { ($0, .scalar) }))
    var entries: [String: ObservationShape] = ["lives": .scalar, "reward": .scalar]
    for name in boxes { entries[name] = name.hasSuffix("s") ? .list(box) : box }
    return PolicyGame(observation: .dictionary(entries), actions: actions)
  }

  func findings(_ text: String, game: PolicyGame? = nil) -> [String] {
    PolicyCheck.findings(in: SourceFile(name: "p.py", text: text), game: game).map {
      let hint = $0.diagnostic.hint.map { " (\($0))" } ?? ""
      let kind = $0.rule == .invalid ? $0.diagnostic.kind.rawValue : $0.rule.rawValue
      return "\($0.severity.rawValue) \($0.diagnostic.line):\($0.diagnostic.column) "
        + "\(kind): \($0.diagnostic.message)\(hint)"
    }
  }

  /// Published ways to write policies give no warning.
  @Test(arguments: [
    ("pong", 6, ["Player", "Ball", "Enemy"]), ("pong_class", 6, ["Player", "Ball", "Enemy"]),
    ("breakout", 4, ["Player", "Ball", "RB", "OB", "YB", "GB", "AB", "BB"]),
    ("breakout_class", 4, ["Player", "Ball", "RB", "OB", "YB", "GB", "AB", "BB"]),
    ("space_invaders", 6, ["Player", "Satellite", "Alien0", "Bullet0"]),
    ("space_invaders_class", 6, ["Player", "Satellite", "Alien0", "Bullet0"]),
  ])
  func goodPoliciesHaveNoFindings(_ name: String, _ actions: Int, _ boxes: [String]) throws {
    let url = fixtures.appendingPathComponent("policies/\(name).py")
    let game = CheckTests.game(boxes, actions: actions)
    #expect(findings(try String(contentsOf: url, encoding: .utf8), game: game) == [])
  }

  @Test func namesAndArguments() {
    let text = """
      def helper(a, b=1, *, c=2):
          return a
          print(a)

      def act(obs):
          if bal is None:
              return helper()
          value = helper(1, 2, 3) + helper(1, d=2) + helper(1, a=2) + lenn(obs)
          return [q for q in obs if qq] + value
      """
    #expect(
      findings(text) == [
        "warning 3:5 unreachable: expected code that can run, found code after the end of its block",
        "error 6:8 unknown-name: expected a defined name, found 'bal'",
        "error 7:16 arguments: expected a value for 'a' of helper(), found none",
        "error 8:13 arguments: expected at most 2 arguments for helper(), found 3",
        "error 8:41 arguments: expected a parameter of helper(), found 'd'",
        "error 8:58 arguments: expected one value for 'a' of helper(), found two",
        "error 8:65 unknown-name: expected a defined name, found 'lenn' (did you mean 'len'?)",
        "error 9:31 unknown-name: expected a defined name, found 'qq' (did you mean 'q'?)",
      ])
  }

  /// The lines of a body of `act` that are told of, each with its rule.
  @Test(arguments: [
    // Keys: directly, through variables, arguments, results, loops and comprehensions.
    ("obs[\"Bal\"]; return 0", "1 unknown-key"),
    ("return obs.get(\"Playr\", 0)", "1 unknown-key"),
    ("return 1 if \"Bal\" in obs else 0", "1 unknown-key"),
    ("return 1 if \"Bal\" not in obs else 0", "1 unknown-key"),
    ("ball = obs[\"Ball\"]\nreturn ball[\"z\"]", "2 unknown-key"),
    ("ball = obs.get(\"Ball\")\nif ball is None:\n  return 0\nreturn ball[\"z\"]", "4 unknown-key"),
    ("ball = obs.get(\"Ball\", {})\nreturn ball.get(\"vx\", 0)", "2 unknown-key"),
    ("ball, me = obs[\"Ball\"], obs[\"Player\"]\nreturn ball[\"x\"] - me[\"X\"]", "2 unknown-key"),
    ("return second(obs[\"Ball\"])", "second unknown-key"),
    ("return box(obs)[\"q\"]", "1 unknown-key"),
    ("for car in obs[\"Cars\"]:\n  if car[\"speed\"]:\n    return 1\nreturn 0", "2 unknown-key"),
    ("return sum(c[\"q\"] for c in obs.get(\"Cars\", []))", "1 unknown-key"),
    ("near = [c for c in obs[\"Cars\"] if c[\"x\"] > 1]\nreturn near[0][\"q\"]", "2 unknown-key"),
    ("car = min(obs[\"Cars\"], key=lambda c: c[\"x\"])\nreturn car[\"q\"]", "2 unknown-key"),
    ("return obs.Ball", "1 unknown-attribute"),
    // What no rule follows, or what the policy itself keeps, is not told of.
    ("state = {\"seen\": 1}\nreturn state[\"seen\"] + state[\"more\"]", ""),
    ("obs[\"mine\"] = 1\nreturn obs[\"mine\"]", ""),
    ("ball = obs[\"Ball\"]\nball = {\"z\": 1}\nreturn ball[\"z\"]", ""),
    ("for key, box in obs.items():\n  if box[\"q\"]:\n    return 1\nreturn 0", ""),
    ("return either({\"k\": 1}) + either(obs)", ""),
    ("return (lambda o: o[\"k\"])({\"k\": 1})", ""),
    ("ball = (obs.get(\"Ball\") or {})\nreturn ball.get(\"x\", 0)", ""),
    // Actions.
    ("return 4", "1 action"), ("return -1", "1 action"), ("return None", "1 action"),
    ("return 'UP'", "1 action"), ("return 1 if obs else 7", "1 action"),
    ("return random.choice([0, 9])", "1 action"), ("return WRONG", "1 action"),
    ("action = 0\nif obs:\n  action = 8\nreturn action", "3 action"),
    ("return choose(obs)", "choose action"),
    ("action = choose(obs)\nreturn action", "choose action"),
    ("action = choose(obs)\nif action > 3:\n  action = 3\nreturn action", ""),
    ("return obs.get(\"lives\") or 9", "1 action"),
    ("action = -1\nif obs:\n  action = 1\nelse:\n  action = 2\nreturn action", ""),
    ("action = None\nif obs:\n  action = 1\nif action is None:\n  action = 2\nreturn action", ""),
    ("return 3 if obs else True", ""), ("return int(7)", ""), ("return None or 3", ""),
    // Paths.
    ("if obs:\n  return 1", "2 missing-return"), ("return 1\nprint(obs)", "2 unreachable"),
    ("while True:\n  obs.get(\"Ball\")\nreturn 1", "3 unreachable"),
    ("while True:\n  if obs:\n    break\nreturn 1", ""),
    ("while True:\n  if obs:\n    return 2", ""),
    ("if False:\n  return 2\nreturn 1", "2 unreachable"),
    ("if 1:\n  return 2\nelse:\n  return 1", "4 unreachable"),
    ("for x in obs:\n  continue\n  print(x)\nreturn 1", "3 unreachable"),
    ("try:\n  return 1\nexcept KeyError:\n  return 2", ""),
    ("match obs:\n  case {}:\n    return 1\n  case _:\n    return 2", ""),
    ("raise ValueError\nreturn 1", "2 unreachable"),
    ("if obs:\n  raise ValueError('x')\nelse:\n  return 1", ""),
    // Results.
    ("obs\nreturn 1", "1 unused-result"), ("x = 1\nx == 2\nreturn x", "2 unused-result"),
    ("len(obs)\nreturn 1", "1 unused-result"), ("double(3)\nreturn 1", "1 unused-result"),
    ("math.sqrt(4)\nreturn 1", "1 unused-result"), ("'a'.upper()\nreturn 1", "1 unused-result"),
    ("-3\nreturn 1", "1 unused-result"), ("print(obs)\n'text'\n...\nreturn 1", ""),
    ("seen = []\nseen.append(1)\nreturn len(seen)", ""), ("loud(3)\nreturn 1", ""),
    ("[print(x) for x in obs]\nreturn 1", ""), ("obs and print(1)\nreturn 1", ""),
    // Variables.
    ("x = 1\nreturn 2", "1 unused-variable"), ("x = 1\nx += 1\nreturn 2", "1 unused-variable"),
    ("_x = 1\na, b = 1, 2\nfor i in obs:\n  pass\nreturn a", ""),
    ("x = 1\ndef f():\n  return x\nreturn f()", ""), ("x = 1\nreturn len(f'{x}')", ""),
    // Habits.
    ("max = 1\nreturn max", "1 shadowed"),
    ("for len in obs:\n  return len\nreturn 1", "1 shadowed"),
    ("return 1 if obs is 3 else 0", "1 identity"),
    ("return 1 if obs is not 'a' else 0", "1 identity"),
    ("return 1 if obs is None or obs is True else 0", ""),
  ])
  func rulesOfABody(_ body: String, _ expected: String) {
    let helpers = """
      import math
      import random

      WRONG = 12

      def second(box):
          return box["zz"]

      def box(obs):
          if "Ball" not in obs:
              return None
          return obs["Ball"]

      def either(value):
          return value["k"]

      def choose(obs):
          return 11

      def double(x):
          return 2 * x

      def loud(x):
          print(x)
          return x

      """
    let text =
      helpers + "\ndef act(obs):\n"
      + body.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n") + "\n"
    let first = helpers.split(separator: "\n", omittingEmptySubsequences: false).count + 1
    let game = CheckTests.game(["Ball", "Player", "Cars"])
    var found: [String] = []
    for finding in PolicyCheck.findings(in: SourceFile(name: "p.py", text: text), game: game) {
      let line = finding.diagnostic.line
      let place =
        line > first
        ? "\(line - first)" : line == 7 ? "second" : line == 18 ? "choose" : "line \(line)"
      found.append("\(place) \(finding.rule.rawValue)")
    }
    #expect(found.joined(separator: ", ") == expected, "\(body)")
  }

  @Test func functionsThatNobodyCalls() {
    let text = """
      @trainable
      def used(obs):
          return 1

      @trainable
      def unused(obs):
          return used(obs)

      def plain():
          return 1

      def act(obs):
          return used(obs)
      """
    #expect(
      findings("def trainable(function):\n    return function\n\n" + text) == [
        "warning 8:1 unused-function: expected 'unused' to be called, found no call that 'act' reaches"
      ])
  }

  @Test func methodsPassShapesAndResults() {
    let text = """
      class P:
          STEP = 9
          def __call__(self, obs):
              ball = self.find(obs)
              return self.choose(ball, me=obs["Player"])
          def find(self, obs):
              return obs.get("Ball")
          def choose(self, ball, me):
              if ball is None:
                  return self.STEP
              return 1 if ball["qx"] > me["x"] else 2
      """
    #expect(
      findings(text, game: CheckTests.game(["Ball", "Player"])) == [
        "error 10:20 action: expected an action from 0 to 3, found 9 (actions are places in the game's own list)",
        "warning 11:26 unknown-key: expected a key that observations have, found 'qx' (did you mean 'dx'?)",
      ])
  }

  @Test(arguments: [
    (
      "def ac(obs): return 0",
      "error 1:1 entry: expected a function 'act(obs)', found none (did you mean 'ac'?)"
    ),
    (
      "def act(): return 0",
      "error 1:1 arguments: expected 'act' to take one argument, found 0 required ones"
    ),
    (
      "def act(a, b): return 0",
      "error 1:9 arguments: expected 'act' to take one argument, found 2 required ones"
    ),
    ("x = (", "error 1:5 SyntaxError: expected ')' to close this '(', found the end of the file"),
    (
      "@other\nclass P: pass",
      "error 1:2 UnsupportedError: expected a construct of the policy language, found a class decorator other than @trace.model"
    ),
    (
      "import numpy\nx = numpy.inf",
      "error 1:8 ImportError: expected one of the modules math and random, found 'numpy'"
    ),
    (
      "from math import sqr",
      "error 1:18 ImportError: expected a name of the module math, found 'sqr' (did you mean 'sqrt'?)"
    ),
    (
      "from collections import deque\nq = deque(maxlen=5)",
      "error 1:1 ImportError: expected one of the modules math and random, found 'collections' (take a list: xs.append(x), then del xs[:-5] keeps the last five)"
    ),
    (
      "import numpy as np\nx = np.clip(3, 0, 2)",
      "error 1:8 ImportError: expected one of the modules math and random, found 'numpy' (lists and math do it: sum(xs) / len(xs), max(low, min(high, x)))"
    ),
    (
      "import os.path\nx = os.path.exists('x')",
      "error 1:8 ImportError: expected one of the modules math and random, found 'os.path' (a policy has no access to files, processes, clocks or the network)"
    ),
    (
      "def act(obs):\n    return len(open('x'))",
      "error 2:16 unknown-name: expected a defined name, found 'open' (a policy has no access to files, processes, clocks or the network)"
    ),
    (
      "class P:\n    @property\n    def x(self): return 1\n    @x.setter\n    def x(self, x): pass",
      "error 4:6 UnsupportedError: expected a construct of the policy language, found a decorator other than @trainable (write a method with a name of its own and call it)"
    ),
    (
      "def trainable(f): return 1",
      "error 1:5 SyntaxError: expected 'def trainable(function): return function', found another function of this name"
    ),
    (
      "def act(obs):\n    global x",
      "error 2:5 UnsupportedError: expected a construct of the policy language, found 'global'"
    ),
    (
      "@other\ndef act(obs): pass",
      "error 1:2 UnsupportedError: expected a construct of the policy language, found a decorator other than @trainable"
    ),
    (
      "class P:\n    def __call__(self, obs): return self.cuont\n    def count(self): pass",
      "error 2:42 unknown-attribute: expected an attribute of self, found 'cuont' (did you mean 'count'?)"
    ),
    (
      "def act(obs):\n    class P: pass",
      "error 2:11 UnsupportedError: expected a construct of the policy language, found a class inside a function or class"
    ),
    (
      "class P:\n    def __eq__(self, other): pass",
      "error 2:9 UnsupportedError: expected a construct of the policy language, found the special method '__eq__'"
    ),
    (
      "class P:\n    def __call__(self): pass",
      "error 2:18 arguments: expected 'P.__call__' to take one argument, found 0 required ones"
    ),
    (
      "class P(int): pass",
      "error 1:9 UnsupportedError: expected a construct of the policy language, found a base class other than Module, object, errors and classes of this file"
    ),
    (
      "x = 99999999999999999999",
      "error 1:5 OverflowError: expected an integer of at most 64 bits, found a larger one"
    ),
    (
      "def act(obs):\n    raise",
      "error 2:5 SyntaxError: expected an error to raise, or 'raise' alone in an 'except' clause, found it outside"
    ),
    (
      "def act(obs):\n    with obs: pass",
      "error 2:5 UnsupportedError: expected a construct of the policy language, found 'with'"
    ),
    (
      "def act(obs):\n    match obs:\n        case [x, x]: pass",
      "error 3:18 SyntaxError: expected 'x' once in the pattern, found it again"
    ),
    (
      "def act(obs):\n    break",
      "error 2:5 SyntaxError: expected 'break' inside a loop, found it outside"
    ),
  ])
  func oneErrorEnds(_ text: String, _ expected: String) {
    let found = findings(text)
    #expect(found.count == 1 && found[0].hasPrefix(expected), "\(found)")
  }
}
