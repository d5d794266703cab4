import PolicyRuntime
import PolicySyntax
import Testing

struct CheckTests {
  func findings(_ text: String, keys: [String] = []) -> [String] {
    PolicyCheck.findings(in: SourceFile(name: "p.py", text: text), observationKeys: keys).map {
      let hint = $0.diagnostic.hint.map { " (\($0))" } ?? ""
      return "\($0.severity.rawValue) \($0.diagnostic.line):\($0.diagnostic.column) "
        + "\($0.diagnostic.kind.rawValue): \($0.diagnostic.message)\(hint)"
    }
  }

  @Test func goodPoliciesHaveNoFindings() throws {
    let keys =
      ["Player", "Ball", "Enemy", "lives", "x", "y", "w", "h", "dx", "dy", "reward"]
      + ["RB", "OB", "YB", "GB", "AB", "BB"]
    for name in ["pong.py", "breakout.py"] {
      let url = fixtures.appendingPathComponent("policies/\(name)")
      #expect(findings(try String(contentsOf: url, encoding: .utf8), keys: keys) == [])
    }
  }

  @Test func namesArityAndReachability() {
    let text = """
      def helper(a, b=1, *, c=2):
          return a
          print(a)

      def act(obs):
          ball = obs["Balll"]
          if bal is None or "Plyer" in obs:
              return helper()
          value = helper(1, 2, 3) + helper(1, d=2) + helper(1, a=2) + lenn(obs)
          inner = [q for q in obs if qq]
          while True:
              break
              value += 1
          return obs.get("own", {"own": 1}["own"])
      """
    #expect(
      findings(text, keys: ["Ball", "Player"]) == [
        "warning 3:5 SyntaxError: expected code that can run, found code after the end of its block",
        "warning 6:16 KeyError: expected a key that observations have, found 'Balll' "
          + "(did you mean 'Ball'?)",
        "error 7:8 NameError: expected a defined name, found 'bal' (did you mean 'ball'?)",
        "warning 7:23 KeyError: expected a key that observations have, found 'Plyer' "
          + "(did you mean 'Player'?)",
        "error 8:16 TypeError: expected a value for 'a' of helper(), found none",
        "error 9:13 TypeError: expected at most 2 arguments for helper(), found 3",
        "error 9:41 TypeError: expected a parameter of helper(), found 'd'",
        "error 9:58 TypeError: expected one value for 'a' of helper(), found two",
        "error 9:65 NameError: expected a defined name, found 'lenn' (did you mean 'len'?)",
        "error 10:32 NameError: expected a defined name, found 'qq' (did you mean 'q'?)",
        "warning 13:9 SyntaxError: expected code that can run, found code after the end of its block",
      ])
  }

  @Test(arguments: [
    (
      "def ac(obs): return 0",
      "error 1:1 NameError: expected a function 'act(obs)', found none (did you mean 'ac'?)"
    ),
    (
      "def act(): return 0",
      "error 1:1 TypeError: expected 'act' to take one argument, found 0 required ones"
    ),
    (
      "def act(a, b): return 0",
      "error 1:9 TypeError: expected 'act' to take one argument, found 2 required ones"
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
      "error 2:42 AttributeError: expected an attribute of self, found 'cuont' (did you mean 'count'?)"
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
      "error 2:18 TypeError: expected 'P.__call__' to take one argument, found 0 required ones"
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
