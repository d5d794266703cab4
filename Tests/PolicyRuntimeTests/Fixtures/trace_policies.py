"""Traces policies under CPython, for comparison with our own trace.

Standard input holds programs, each as a line with its length in bytes and then its text. Every one is
called three times with `{}`, twice over: once under `sys.settrace`, and once with every condition of
its syntax tree wrapped in a call that writes down its outcome. For each program a line of JSON is
written: for every call `lines`, the first lines of the statements that ran, in the order of their first
run (or null), `result`, what was printed and returned, or the class of the error, `unsure`, lines that
may be missing, and `branches`, a list of the kind, line, column (in bytes) and outcome of every condition.
"""

import ast
import dis
import io
import json
import random
import sys

import run_policies

HEADERS = (ast.stmt, ast.ExceptHandler)


def first_lines(tree):
    """For every line the first line of the innermost statement that it belongs to.

    A constant that stands alone, such as a docstring, does nothing: None. Nor does a function that
    holds nothing else.

    A line of a comprehension or lambda belongs to the statement around it, since other versions of
    Python run it in place. An `elif` is a statement of its own; a `case` is a line of its own.
    """
    lines = {}
    nothing = set()
    for node in ast.walk(tree):
        if isinstance(node, HEADERS):
            for line in range(node.lineno, node.end_lineno + 1):
                if lines.get(line, 0) < node.lineno:
                    lines[line] = node.lineno
        if isinstance(node, ast.Match):
            for case in node.cases:
                lines[case.pattern.lineno] = case.pattern.lineno
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            nothing.update(range(node.lineno, node.end_lineno + 1))
        if isinstance(node, ast.FunctionDef) and all(
            isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant) for part in node.body
        ):
            nothing.add(node.lineno)
    return {line: None if line in nothing else first for line, first in lines.items()}


def cleans_up(code):
    """Whether the instructions are those of an error that leaves an `except` or `finally`."""
    name, after = dis.opname[code[0]], dis.opname[code[2]] if len(code) > 2 else ""
    return name == "RERAISE" or (name == "COPY" and after == "POP_EXCEPT")


def trace_lines(source, call):
    """The lines of a call, and what it printed and returned; module code and comprehensions have none of their own.

    None where an error of the tracing itself ended it: too deep a recursion. When an error leaves an
    `except` or `finally`, what CPython does to clean up bears the line of its last statement, which
    did not run.
    """
    lines = first_lines(ast.parse(source))
    seen = []

    def trace(frame, event, argument):
        code = frame.f_code
        if code.co_filename != "policy.py" or (code.co_name[0] == "<" and code.co_name != "<lambda>"):
            return None
        frame.f_trace_lines = True
        if event == "line" and not cleans_up(code.co_code[frame.f_lasti :]):
            line = lines.get(frame.f_lineno, frame.f_lineno)
            if line and line not in seen:
                seen.append(line)
        return trace

    def traced():
        sys.settrace(trace)
        try:
            return call()
        finally:
            if sys.gettrace() is not trace:
                seen.clear()
            sys.settrace(None)

    output = io.StringIO()
    run_policies.guarded(lambda: output.write("-> " + repr(traced())), output)
    return seen or None, output.getvalue()


def is_folded(node):
    """Whether CPython's compiler makes the value, or the outcome of a condition, of constants alone."""
    if isinstance(node, ast.BoolOp):
        return is_folded(node.values[0])
    return not any(isinstance(part, (ast.Name, ast.Call)) for part in ast.walk(node))


def unsure_lines(tree):
    """Lines that CPython's compiler may leave out: of what is constant, as a condition or alone.

    And those on which such a branch ends: the jump behind it may bear the line of one that never runs.
    """
    lines = set()
    firsts = first_lines(tree)
    for node in ast.walk(tree):
        if isinstance(node, (ast.If, ast.While, ast.Assert)) and is_folded(node.test):
            lines.add(node.lineno)
            for branch in (getattr(node, "body", None), getattr(node, "orelse", None)):
                if branch:
                    lines.add(firsts.get(branch[-1].end_lineno) or branch[-1].end_lineno)
        if isinstance(node, ast.Expr) and is_folded(node.value):
            lines.add(node.lineno)
    return lines


class Wrapper(ast.NodeTransformer):
    """Wraps conditions in calls of `decided_`, and iterables of loops in calls of `rounds_`."""

    def wrap(self, function, kind, node):
        if kind != "for" and isinstance(node, ast.Constant):
            return node
        place = [ast.Constant(value) for value in (kind, node.lineno, node.col_offset)]
        name = ast.copy_location(ast.Name(function, ast.Load()), node)
        return ast.copy_location(ast.Call(name, [*place, node], []), node)

    def visit_If(self, node, kind="if"):
        node.test = self.wrap("decided_", kind, self.visit(node.test))
        node.body = [self.visit(part) for part in node.body]
        is_elif = (
            len(node.orelse) == 1
            and isinstance(node.orelse[0], ast.If)
            and node.orelse[0].lineno in self.elifs
        )
        if is_elif:
            self.visit_If(node.orelse[0], "elif")
        else:
            node.orelse = [self.visit(part) for part in node.orelse]
        return node

    def visit_While(self, node):
        self.generic_visit(node)
        node.test = self.wrap("decided_", "while", node.test)
        return node

    def visit_Assert(self, node):
        self.generic_visit(node)
        node.test = self.wrap("decided_", "assert", node.test)
        return node

    def visit_IfExp(self, node):
        self.generic_visit(node)
        node.test = self.wrap("decided_", "conditional", node.test)
        return node

    def visit_BoolOp(self, node):
        self.generic_visit(node)
        kind = "and" if isinstance(node.op, ast.And) else "or"
        first = [self.wrap("decided_", kind, value) for value in node.values[:-1]]
        node.values = first + node.values[-1:]
        return node

    def visit_For(self, node):
        target = node.target
        self.generic_visit(node)
        iterable = node.iter
        node.iter = self.wrap("rounds_", "for", iterable)
        node.iter.args[1:3] = [ast.Constant(target.lineno), ast.Constant(target.col_offset)]
        return node

    def visit_comprehension(self, node):
        self.generic_visit(node)
        node.ifs = [self.wrap("decided_", "filter", test) for test in node.ifs]
        return node

    def visit_Call(self, node):
        is_early = (
            isinstance(node.func, ast.Name)
            and node.func.id in ("any", "all")
            and len(node.args) == 1
            and not node.keywords
            and isinstance(node.args[0], ast.GeneratorExp)
        )
        self.generic_visit(node)
        if is_early:
            generator = node.args[0]
            generator.elt = self.wrap("decided_", "element", generator.elt)
        return node


def wrapped(source):
    tree = ast.parse(source)
    wrapper = Wrapper()
    texts = source.encode().split(b"\n")
    wrapper.elifs = {
        index + 1 for index, text in enumerate(texts) if text.lstrip().startswith(b"elif")
    }
    return ast.fix_missing_locations(wrapper.visit(tree))


def load(code, names):
    namespace = {"__name__": "policy", **names}
    random.seed(0)
    exec(compile(code, "policy.py", "exec"), namespace)
    return run_policies.entry(namespace)


def trace(source):
    branches = []

    def decided(kind, line, column, value):
        branches.append([kind, line, column, bool(value)])
        return value

    def rounds(kind, line, column, values):
        for value in iter(values):
            branches.append([kind, line, column, True])
            yield value
        branches.append([kind, line, column, False])

    silent = io.StringIO()
    plain = run_policies.guarded(lambda: load(source, {}), silent)
    names = {"decided_": decided, "rounds_": rounds}
    instrumented = run_policies.guarded(lambda: load(wrapped(source), names), silent)
    steps = []
    if plain is None or instrumented is None:
        return steps
    state = random.getstate()
    lines = [trace_lines(source, lambda: plain({})) for _ in range(3)]
    random.setstate(state)
    unsure = sorted(unsure_lines(ast.parse(source)))
    for step in range(3):
        branches.clear()
        run_policies.guarded(lambda: instrumented({}), io.StringIO())
        steps.append(
            {
                "lines": lines[step][0],
                "result": lines[step][1][:10000],
                "unsure": unsure,
                "branches": branches[:10000],
            }
        )
    return steps


if __name__ == "__main__":
    run_policies.prepare()
    while header := sys.stdin.buffer.readline():
        text = sys.stdin.buffer.read(int(header)).decode()
        try:
            result = trace(text)
        except BaseException as error:
            result = []
        print(json.dumps(result), flush=True)
