"""Prints CPython's syntax tree of each file named on standard input, one line a statement.

The form is that of Dump.swift: `(kind parts…)@start-end` with byte offsets. A file that CPython
refuses gives the line `refused`. After each file comes a line `end`.
"""

import ast
import struct
import sys


class Dumper:
    def __init__(self, data):
        self.starts = [0]
        for line in self.lines(data):
            self.starts.append(self.starts[-1] + len(line))
        self.data = data
        self.positions = True

    @staticmethod
    def lines(data):
        # CPython ends lines at \n, \r\n and \r only.
        out, start, i = [], 0, 0
        while i < len(data):
            if data[i] == 10 or (data[i] == 13 and data[i + 1 : i + 2] != b"\n"):
                out.append(data[start : i + 1])
                start = i + 1
            i += 1
        out.append(data[start:])
        return out

    def offset(self, line, column):
        base = self.starts[line - 1]
        if line == 1 and self.data.startswith(b"\xef\xbb\xbf"):
            base += 3
        return base + column

    def span(self, node):
        if not self.positions:
            return ""
        start = self.offset(node.lineno, node.col_offset)
        end = self.offset(node.end_lineno, node.end_col_offset)
        return f"@{start}-{end}"

    OPS = {
        ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//",
        ast.Mod: "%", ast.Pow: "**", ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|",
        ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>",
        ast.Not: "not", ast.USub: "-", ast.UAdd: "+", ast.Invert: "~",
        ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
        ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
        ast.And: "and", ast.Or: "or",
    }

    def constant(self, value):
        if value is None or value is True or value is False:
            return str(value)
        if value is ...:
            return "..."
        if isinstance(value, int):
            return str(value) if -(2**63) <= value < 2**63 else "big"
        if isinstance(value, float):
            return "r" + struct.pack(">d", value).hex()
        if isinstance(value, complex):
            return "j" + struct.pack(">d", value.imag).hex()
        if isinstance(value, bytes):
            return "b" + value.hex()
        return "s" + value.encode("utf-8").hex()

    def all(self, items):
        return "[" + " ".join(self.e(item) for item in items) + "]"

    def e(self, n):
        if n is None:
            return "-"
        return self.expression(n) + self.span(n)

    def joined(self, parts):
        out = []
        for part in parts:
            if isinstance(part, ast.Constant):
                out.append(self.constant(part.value))
            else:
                conversion = "-" if part.conversion == -1 else chr(part.conversion)
                spec = self.joined(part.format_spec.values) if part.format_spec else "-"
                out.append(f"(field {self.e(part.value)} {conversion} {spec})")
        return "[" + " ".join(out) + "]"

    def expression(self, n):
        e = self.e
        t = type(n)
        if t is ast.Name:
            return n.id
        if t is ast.Constant:
            return self.constant(n.value)
        if t is ast.JoinedStr:
            kept, self.positions = self.positions, False
            text = self.joined(n.values)
            self.positions = kept
            return f"(f {text})"
        if t is ast.UnaryOp:
            return f"({self.OPS[type(n.op)]} {e(n.operand)})"
        if t is ast.BinOp:
            return f"({self.OPS[type(n.op)]} {e(n.left)} {e(n.right)})"
        if t is ast.BoolOp:
            return f"({self.OPS[type(n.op)]} {self.all(n.values)})"
        if t is ast.Compare:
            links = " ".join(
                f"{self.OPS[type(o)]} {e(c)}" for o, c in zip(n.ops, n.comparators)
            )
            return f"(compare {e(n.left)} {links})"
        if t is ast.IfExp:
            return f"(if {e(n.test)} {e(n.body)} {e(n.orelse)})"
        if t is ast.Call:
            return f"(call {e(n.func)} {self.arguments(n.args, n.keywords)})"
        if t is ast.Attribute:
            return f"(. {e(n.value)} {n.attr})"
        if t is ast.Subscript:
            return f"(index {e(n.value)} {e(n.slice)})"
        if t is ast.Slice:
            return f"(slice {e(n.lower)} {e(n.upper)} {e(n.step)})"
        if t is ast.List:
            return f"(list {self.all(n.elts)})"
        if t is ast.Tuple:
            return f"(tuple {self.all(n.elts)})"
        if t is ast.Set:
            return f"(set {self.all(n.elts)})"
        if t is ast.Dict:
            return "(dict" + "".join(f" {e(k)} {e(v)}" for k, v in zip(n.keys, n.values)) + ")"
        if t in (ast.ListComp, ast.SetComp, ast.GeneratorExp):
            form = {ast.ListComp: "list", ast.SetComp: "set", ast.GeneratorExp: "generator"}[t]
            return f"(comp {form} {e(n.elt)} - {self.clauses(n.generators)})"
        if t is ast.DictComp:
            return f"(comp dictionary {e(n.key)} {e(n.value)} {self.clauses(n.generators)})"
        if t is ast.Lambda:
            return f"(lambda {self.parameters(n.args)} {e(n.body)})"
        if t is ast.NamedExpr:
            return f"(:= {n.target.id} {e(n.value)})"
        if t is ast.Starred:
            return f"(star {e(n.value)})"
        if t is ast.Yield:
            return f"(yield {e(n.value)})"
        if t is ast.YieldFrom:
            return f"(yieldfrom {e(n.value)})"
        if t is ast.Await:
            return f"(await {e(n.value)})"
        raise ValueError(t)

    def arguments(self, positional, keywords):
        items = [(a.lineno, a.col_offset, self.e(a)) for a in positional]
        for k in keywords:
            name = f"{k.arg}=" if k.arg else "**"
            items.append((k.lineno, k.col_offset, name + self.e(k.value)))
        return "[" + " ".join(text for _, _, text in sorted(items)) + "]"

    def clauses(self, generators):
        return " ".join(
            f"(for {bool(g.is_async)} {self.e(g.target)} {self.e(g.iter)} {self.all(g.ifs)})"
            for g in generators
        )

    def parameters(self, a):
        out = []
        positional = [("posonly", x) for x in a.posonlyargs] + [("arg", x) for x in a.args]
        defaults = [None] * (len(positional) - len(a.defaults)) + a.defaults
        for (form, x), default in zip(positional, defaults):
            out.append((form, x, default))
        if a.vararg:
            out.append(("*", a.vararg, None))
        for x, default in zip(a.kwonlyargs, a.kw_defaults):
            out.append(("kwonly", x, default))
        if a.kwarg:
            out.append(("**", a.kwarg, None))
        return "[" + " ".join(
            f"({form} {x.arg} {self.e(x.annotation)} {self.e(d)})" for form, x, d in out
        ) + "]"

    def block(self, statements):
        return "{" + " ".join(self.s(s) for s in statements) + "}"

    def s(self, n):
        text = self.statement(n)
        if not self.positions:
            return text
        start = self.offset(n.lineno, n.col_offset)
        if getattr(n, "decorator_list", None):
            first = n.decorator_list[0]
            start = self.data.rindex(b"@", 0, self.offset(first.lineno, first.col_offset))
        return f"{text}@{start}-{self.offset(n.end_lineno, n.end_col_offset)}"

    def names(self, aliases):
        return " ".join(f"{a.name}:{a.asname or '-'}" for a in aliases)

    def statement(self, n):
        e, block = self.e, self.block
        t = type(n)
        if t is ast.Expr:
            return f"(expr {e(n.value)})"
        if t is ast.Assign:
            return f"(= {self.all(n.targets)} {e(n.value)})"
        if t is ast.AugAssign:
            return f"({self.OPS[type(n.op)]}= {e(n.target)} {e(n.value)})"
        if t is ast.AnnAssign:
            return f"(: {e(n.target)} {e(n.annotation)} {e(n.value)})"
        if t is ast.Return:
            return f"(return {e(n.value)})"
        if t is ast.Pass:
            return "(pass)"
        if t is ast.Break:
            return "(break)"
        if t is ast.Continue:
            return "(continue)"
        if t is ast.Delete:
            return f"(del {self.all(n.targets)})"
        if t is ast.Assert:
            return f"(assert {e(n.test)} {e(n.msg)})"
        if t is ast.Raise:
            return f"(raise {e(n.exc)} {e(n.cause)})"
        if t is ast.Global:
            return f"(global {' '.join(n.names)})"
        if t is ast.Nonlocal:
            return f"(nonlocal {' '.join(n.names)})"
        if t is ast.Import:
            return f"(import {self.names(n.names)})"
        if t is ast.ImportFrom:
            names = "" if n.names[0].name == "*" else self.names(n.names)
            return f"(from {n.module or ''} {n.level} {names})"
        if t is ast.If:
            branches = [f"({e(n.test)} {block(n.body)})"]
            rest = n.orelse
            while len(rest) == 1 and type(rest[0]) is ast.If:
                at = self.offset(rest[0].lineno, rest[0].col_offset)
                if self.data[at : at + 4] != b"elif":
                    break
                branches.append(f"({e(rest[0].test)} {block(rest[0].body)})")
                rest = rest[0].orelse
            return f"(if {' '.join(branches)} {block(rest)})"
        if t is ast.While:
            return f"(while {e(n.test)} {block(n.body)} {block(n.orelse)})"
        if t in (ast.For, ast.AsyncFor):
            a = t is ast.AsyncFor
            return f"(for {a} {e(n.target)} {e(n.iter)} {block(n.body)} {block(n.orelse)})"
        if t in (ast.Try, getattr(ast, "TryStar", ast.Try)):
            handlers = " ".join(
                f"(except {e(h.type)} {h.name or '-'} {block(h.body)})" for h in n.handlers
            )
            return f"(try {block(n.body)} {handlers} {block(n.orelse)} {block(n.finalbody)})"
        if t in (ast.With, ast.AsyncWith):
            items = " ".join(f"({e(i.context_expr)} {e(i.optional_vars)})" for i in n.items)
            return f"(with {t is ast.AsyncWith} {items} {block(n.body)})"
        if t in (ast.FunctionDef, ast.AsyncFunctionDef):
            return (
                f"(def {t is ast.AsyncFunctionDef} {n.name} {self.parameters(n.args)} "
                f"{e(n.returns)} {self.all(n.decorator_list)} {block(n.body)})"
            )
        if t is ast.ClassDef:
            arguments = self.arguments(n.bases, n.keywords)
            return f"(class {n.name} {arguments} {self.all(n.decorator_list)} {block(n.body)})"
        if t is ast.Match:
            cases = " ".join(
                f"(case {self.p(c.pattern)} {e(c.guard)} {block(c.body)})" for c in n.cases
            )
            return f"(match {e(n.subject)} {cases})"
        raise ValueError(t)

    def p(self, n):
        return self.pattern(n) + self.span(n)

    def pattern(self, n):
        t = type(n)
        ps = lambda items: "[" + " ".join(self.p(i) for i in items) + "]"
        if t is ast.MatchValue:
            return f"(value {self.e(n.value)})"
        if t is ast.MatchSingleton:
            return f"(singleton {n.value})"
        if t is ast.MatchAs:
            if n.pattern is None:
                return f"(capture {n.name or '-'})"
            return f"(as {self.p(n.pattern)} {n.name})"
        if t is ast.MatchStar:
            return f"(star {n.name or '-'})"
        if t is ast.MatchSequence:
            return f"(sequence {ps(n.patterns)})"
        if t is ast.MatchOr:
            return f"(or {ps(n.patterns)})"
        if t is ast.MatchMapping:
            entries = " ".join(f"{self.e(k)} {self.p(v)}" for k, v in zip(n.keys, n.patterns))
            return f"(mapping [{entries}] {n.rest or '-'})"
        if t is ast.MatchClass:
            keywords = " ".join(
                f"{k}={self.p(v)}" for k, v in zip(n.kwd_attrs, n.kwd_patterns)
            )
            return f"(instance {self.e(n.cls)} {ps(n.patterns)} [{keywords}])"
        raise ValueError(t)


def main():
    import warnings

    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    for path in sys.stdin.read().splitlines():
        with open(path, "rb") as file:
            data = file.read()
        try:
            tree = ast.parse(data, path)
            dumper = Dumper(data)
            for statement in tree.body:
                print(dumper.s(statement))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            print("refused")
        print("end")


main()
