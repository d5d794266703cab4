"""Runs policies under CPython, for comparison with our interpreter.

Standard input holds programs, each as a line with its length in bytes and then its text. Every one
is executed in a namespace of its own with `random.seed(0)`, then `act({})` is called. For each
program a line with a length and then a text is written: what was printed, then `-> ` and the
representation of the result, or `! ` and the class of the error.
"""

import contextlib
import io
import math
import random
import resource
import signal
import sys
import warnings


class Timeout(BaseException):
    """The program ran for too long."""


def stop(signal, frame):
    raise Timeout


def run(source):
    output = io.StringIO()
    signal.setitimer(signal.ITIMER_REAL, 2)
    try:
        with contextlib.redirect_stdout(output):
            namespace = {"__name__": "policy"}
            random.seed(0)
            exec(compile(source, "policy.py", "exec"), namespace)
            result = "-> " + repr(namespace["act"]({}))
    except RecursionError:
        result = "! RecursionError"
    except BaseException as error:
        result = "! " + type(error).__name__
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return output.getvalue() + result


def main():
    sys.setrecursionlimit(500)
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, stop)
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    read, write = sys.stdin.buffer, sys.stdout.buffer
    while True:
        header = read.readline()
        if not header:
            break
        text = run(read.read(int(header))).encode("utf-8", "backslashreplace")
        write.write(b"%d\n" % len(text) + text)


main()
