from __future__ import annotations

import math
import random
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import (
    Any,
    Callable,
    Dict,
    Final,
    List,
    NamedTuple,
    Optional,
    Tuple,
    TypedDict,
    Union,
    cast,
)

import opto.trace as trace
from opto.trace import bundle, Module

Number = Union[int, float]
EPSILON: Final[float] = 1e-9


class Base(ABC):
    @abstractmethod
    def decide(self, obs: dict[str, Any]) -> int:
        ...


class Tracker(Base):
    _instances = 0

    def __init__(self, size: int = 4) -> None:
        self._xs: list[int] = []
        self._size = size

    def push(self, x: Number) -> None:
        self._xs.append(x)
        while len(self._xs) > self._size:
            self._xs.pop(0)

    @property
    def speed(self) -> float:
        if len(self._xs) < 2:
            return 0.0
        diffs = [b - a for a, b in zip(self._xs, self._xs[1:])]
        return sum(diffs) / len(diffs)

    @property
    def last(self) -> Optional[int]:
        return self._xs[-1] if self._xs else None

    def decide(self, obs):
        """Not used."""
        return 0


@trace.model
class Policy(Module):
    """Pong with every habit."""

    TOP: int = 34
    BOTTOM: int = 194

    def __init__(self) -> None:
        super().__init__()
        self.trackers = {name: Tracker(size) for name, size in (("x", 3), ("y", 5))}
        self.total: float = 0.0
        self.n = 0

    def __call__(self, obs: Dict[str, Any]) -> int:
        ball: Optional[dict] = obs.get("Ball")
        player, enemy = obs.get("Player"), obs.get("Enemy")
        if None in (ball, player):
            return 0
        for axis, tracker in self.trackers.items():
            tracker.push(ball[axis])
        self.n += 1
        reward = obs.get("reward", 0)
        if not math.isnan(reward):
            self.total += reward
        target = self.predict(obs)
        return self.choose(player, target, urgency=1 / (1 + abs(ball["x"] - player["x"])))

    @bundle(trainable=True)
    def predict(self, obs: Dict[str, Any]) -> float:
        """Reflect at the walls."""
        vx, vy = (self.trackers[a].speed for a in "xy")
        ball = obs["Ball"]
        if abs(vx) < EPSILON:
            return ball["y"]
        steps = (obs["Player"]["x"] - ball["x"]) / vx
        if not 0 < steps < 200:
            return (self.TOP + self.BOTTOM) / 2
        y = ball["y"] + vy * steps
        span = self.BOTTOM - self.TOP
        folded = (y - self.TOP) % (2 * span)
        return self.TOP + (folded if folded <= span else 2 * span - folded)

    @bundle(trainable=True)
    def choose(self, player: Dict[str, int], target: float, *, urgency: float = 0.0) -> int:
        """0 stay, 2 up (RIGHT), 3 down (LEFT)."""
        middle = player["y"] + player["h"] / 2
        dead = 4 if urgency < 0.05 else 2
        delta = target - middle
        return 0 if -dead < delta < dead else (2, 3)[delta > 0]
