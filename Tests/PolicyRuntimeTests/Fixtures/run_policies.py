"""Runs policies under CPython, for comparison with our interpreter.

Standard input holds programs, each as a line with its length in bytes and then its text. Every one
is executed in a namespace of its own with `random.seed(0)`, then its entry is called three times:
`act`, or the object of a class that the program made last and that can be called, or one made of the
last such class. The argument is `{}`, or, where the length is followed by that of a JSON text, the
objects of its lines, one a call. For each program a line with a length and then a text is written:
for every call what was printed (what the module prints is not kept), then `-> ` and the representation of the result, or `! ` and the
class of the error.

`trace_library`, which the tests put on the path, stands in for the Trace library.
"""

import contextlib
import io
import json
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


def entry(namespace):
    if "act" in namespace:
        return namespace["act"]
    classes = [v for v in namespace.values() if isinstance(v, type) and v.__module__ == "policy"]
    classes = [c for c in classes if callable(c) and ("__call__" in dir(c) or hasattr(c, "forward"))]
    objects = [v for v in namespace.values() if type(v) in classes]
    return objects[-1] if objects else classes[-1]()


def guarded(call, output):
    signal.setitimer(signal.ITIMER_REAL, 2, 0.5)  # again where a `finally` swallows it
    try:
        with contextlib.redirect_stdout(output):
            return call()
    except RecursionError:
        output.write("! RecursionError")
    except BaseException as error:
        output.write("! " + type(error).__name__)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def run(source, observations):
    output = io.StringIO()

    def load():
        namespace = {"__name__": "policy"}
        random.seed(0)
        exec(compile(source, "policy.py", "exec"), namespace)
        return entry(namespace)

    function = guarded(load, output)
    if function is None:
        return "! " + output.getvalue().split("! ")[-1]
    output = io.StringIO()
    for observation in observations:
        guarded(lambda: output.write("-> " + repr(function(observation)) + "\n"), output)
        if not output.getvalue().endswith("\n"):
            output.write("\n")
    return output.getvalue()


def prepare():
    import trace_library

    sys.setrecursionlimit(500)
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, stop)
    # A process that is started from a worker thread may inherit that all signals wait.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))


def main():
    prepare()
    read, write = sys.stdin.buffer, sys.stdout.buffer
    while True:
        header = read.readline()
        if not header:
            break
        lengths = [int(word) for word in header.split()]
        source = read.read(lengths[0])
        observations = [{}, {}, {}]
        if len(lengths) > 1:
            observations = [json.loads(line) for line in read.read(lengths[1]).splitlines()]
        try:
            text = run(source, observations).encode("utf-8", "backslashreplace")
        except BaseException as error:
            # More output than memory, or the alarm at the very end.
            text = b"! " + type(error).__name__.encode()
        write.write(b"%d\n" % len(text) + text)


if __name__ == "__main__":
    main()
