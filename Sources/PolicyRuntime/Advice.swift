/// What to write instead of names of Python that the policy language does not have.
enum Advice {
  /// Instead of a built-in name.
  static func instead(of name: String) -> String? { names[name] }

  /// Instead of a module, or of names of it.
  static func instead(of module: String, names: [String]) -> String? {
    for name in names {
      if let advice = members["\(module).\(name)"] { return advice }
    }
    if let advice = modules[module] { return advice }
    let package = String(module.prefix { $0 != "." })
    if let advice = modules[package] { return advice }
    return hostModules.contains(package) ? host : nil
  }

  private static let host = "a policy has no access to files, processes, clocks or the network"

  private static let hostModules: Set<String> = [
    "builtins", "ctypes", "datetime", "glob", "gym", "gymnasium", "importlib", "io", "inspect",
    "logging", "multiprocessing", "os", "pathlib", "pickle", "requests", "secrets", "shutil",
    "signal", "socket", "subprocess", "sys", "tempfile", "threading", "urllib",
  ]

  private static let object = "write a class with __init__"
  private static let constants = "write a class with constants: class Action: FIRE = 1"

  private static let modules = [
    "collections": "lists and dictionaries do it: d.setdefault(key, []).append(x)",
    "copy": "list(x) and dict(x) copy; a comprehension copies what is inside, too",
    "dataclasses": object,
    "enum": constants,
    "functools": "write a loop; keep known results in a dictionary on self",
    "heapq": "sort the list, or take min() and remove it",
    "itertools": "write loops or comprehensions inside each other",
    "json": "an observation is a dictionary already",
    "numpy": "lists and math do it: sum(xs) / len(xs), max(low, min(high, x))",
    "operator": "write a function: lambda x: x[1]",
    "re": "texts have split(), startswith(), isdigit() and find()",
    "scipy": "lists and math do it: sum(xs) / len(xs), max(low, min(high, x))",
    "statistics": "lists and math do it: sum(xs) / len(xs), sorted(xs)[len(xs) // 2]",
    "string": "write the characters out: \"0123456789\"",
    "time": "there is no clock; count steps on self",
    "torch": "lists and math do it: sum(xs) / len(xs), max(low, min(high, x))",
  ]

  private static let members = [
    "collections.Counter": "count in a dictionary: d[x] = d.get(x, 0) + 1",
    "collections.OrderedDict": "dictionaries keep their order",
    "collections.defaultdict": "take a dictionary: d.setdefault(key, []).append(x)",
    "collections.deque": "take a list: xs.append(x), then del xs[:-5] keeps the last five",
    "collections.namedtuple": object,
    "functools.reduce": "write a loop",
    "itertools.combinations": "write [(a, b) for i, a in enumerate(xs) for b in xs[i + 1:]]",
    "itertools.product": "write [(a, b) for a in xs for b in ys]",
    "typing.NamedTuple": object,
  ]

  private static let names: [String: String] = {
    var names = [
      "bytes": "take a text or a list of ints", "bytearray": "take a list of ints",
      "classmethod": "write @classmethod over the method", "complex": "take two floats",
      "frozenset": "take a set or a tuple", "hash": "take a tuple or a text as the key",
      "id": "compare with 'is'", "issubclass": "ask isinstance() of an object",
      "property": "write @property over the method", "slice": "write x[a:b]",
      "staticmethod": "write @staticmethod over the method",
      "vars": "write the attributes out",
    ]
    for name in ["compile", "eval", "exec", "globals", "locals", "__import__"] {
      names[name] = "a policy cannot run or read other code; write it out"
    }
    for name in ["breakpoint", "exit", "help", "input", "open", "quit"] { names[name] = host }
    return names
  }()
}
