from __future__ import annotations

import json
import sys
import time as clock
from typing import Any, Dict, List, Optional, Tuple, Union

import opto.trace as trace
from opto.trace import GRAPH, Module, bundle, node
from opto.trace.bundle import ExceptionNode
from opto.trace.errors import ExecutionError

Box = Dict[str, float]
Obs = Dict[str, Any]
Pair = Tuple[int, int] | None
Boxes = list[Box]

try:
    import a_module_that_nobody_has as np
    from a_module_that_nobody_has.parts import clip
except ImportError as error:
    np = None
    missing = type(error).__name__


def centre(box: Box) -> Optional[float]:
    import os

    if np is None:
        return box["x"] + 0.5
    return np.mean([box["x"]])


def clipped(x: float) -> Union[int, float]:
    try:
        from another_module_that_nobody_has import clip as cut
        return cut(x, 0, 1)
    except ModuleNotFoundError:
        return max(0, min(1, x))


@trace.model
class Policy(Module):
    def init(self):
        pass

    def __call__(self, obs: Obs) -> List[Any]:
        boxes: Boxes = [{"x": 3}]
        return [self.act(box) for box in boxes] + [missing, clipped(7), clipped(0.5)]

    @bundle(trainable=True)
    def act(self, box: Box) -> Optional[float]:
        """Where the box is."""
        return centre(box)
