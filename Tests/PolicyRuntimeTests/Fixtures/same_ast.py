"""Tells of pairs of programs whether CPython reads the same program in both.

Standard input holds the texts, each as a line with its length in bytes and then the text. For each two
of them a line is written: `same`, `different`, or `refused` if CPython reads neither.
"""

import ast
import sys
import warnings


def dump(text):
    try:
        return ast.dump(ast.parse(text))
    except SyntaxError:
        return None


def main():
    warnings.simplefilter("ignore")
    data = sys.stdin.buffer
    texts = []
    while line := data.readline():
        texts.append(data.read(int(line)))
    for first, second in zip(texts[::2], texts[1::2]):
        first, second = dump(first), dump(second)
        print("refused" if first is None is second else "same" if first == second else "different")


main()
