"""A Pong policy as plain functions with a table of constants."""
from __future__ import annotations

import math
from typing import Any, Dict, Optional, Tuple

from opto.trace import bundle

Obs = Dict[str, Any]
Box = Dict[str, int]

NOOP, FIRE, UP, DOWN = 0, 1, 2, 3
COURT = {"top": 34, "bottom": 194, "player_x": 140, "enemy_x": 16}
GAINS = (0.8, 0.15, 0.05)
ACTIONS = {name: index for index, name in enumerate(["NOOP", "FIRE", "UP", "DOWN"])}


def clamp(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))


def fold(y: float, low: float, high: float) -> float:
    """Mirror y into [low, high], as a ball between two walls."""
    span = high - low
    y = (y - low) % (2 * span)
    return low + (y if y <= span else 2 * span - y)


@bundle(trainable=True)
def intercept(obs: Obs) -> Optional[Tuple[float, float]]:
    """Time and height of the ball at the paddle."""
    ball: Optional[Box] = obs.get("Ball")
    if not ball:
        return None
    dx = ball["dx"]
    if dx == 0:
        return math.inf, float(ball["y"])
    time = (COURT["player_x"] - ball["x"]) / dx
    if time < 0:
        return None
    return time, fold(ball["y"] + ball["dy"] * time, COURT["top"], COURT["bottom"])


@bundle(trainable=True)
def act(obs: Obs) -> int:
    """Choose an action."""
    player = obs.get("Player", None)
    if player is None:
        return FIRE
    mid = player["y"] + player["h"] // 2
    found = intercept(obs)
    if found is None:
        target = (COURT["top"] + COURT["bottom"]) / 2
    else:
        time, target = found
        if not math.isfinite(time):
            target = mid + math.copysign(1, target - mid) * 3
    error = clamp(target - mid, -40, 40)
    force = sum(g * error ** (i + 1) / 40 ** i for i, g in enumerate(GAINS))
    print(f"{mid=} {target:.1f} {error:+.2f} {force:8.3f}")
    if abs(force) < 2.5:
        return ACTIONS["NOOP"]
    return ACTIONS["UP" if force < 0 else "DOWN"]


if __name__ == "__main__":
    import sys
    print(act({"Player": {"y": 3, "h": 15}}), file=sys.stderr)
