from typing import Any, Dict, List, Optional, Tuple

import opto.trace as trace
from opto.trace import bundle, Module

ROWS = ["RB", "OB", "YB", "GB", "AB", "BB"]


class Tracker:
    """Remembers the ball between steps."""

    def __init__(self, size: int = 4):
        self.size = size
        self.places: List[Tuple[int, int]] = []

    def add(self, x: int, y: int) -> None:
        self.places.append((x, y))
        if len(self.places) > self.size:
            self.places.pop(0)

    def rising(self) -> bool:
        return len(self.places) > 1 and self.places[-1][1] < self.places[0][1]


@trace.model
class BreakoutPolicy(Module):
    LEFT_WALL: int = 8
    RIGHT_WALL: int = 152

    def __init__(self, *, deep: bool = True):
        super(BreakoutPolicy, self).__init__()
        self.tracker = Tracker(size=3)
        self.lives = None
        self.memory: Dict[str, Any] = {"lost": 0, "rows": {}}
        self.deep = deep

    def __call__(self, obs):
        """Main entry."""
        if self.lives is not None and obs.get("lives", 0) < self.lives:
            self.memory["lost"] += 1
        self.lives = obs.get("lives")
        x = self.predict_ball_trajectory(obs)
        target = self.generate_paddle_target(x, obs)
        return self.select_paddle_action(target, obs)

    @bundle(trainable=True)
    def predict_ball_trajectory(self, obs) -> Optional[float]:
        """Predict where the ball lands."""
        ball = obs.get("Ball")
        if not ball:
            return None
        self.tracker.add(ball["x"], ball["y"])
        dx, dy = ball["dx"], ball["dy"]
        if dy <= 0 or self.tracker.rising():
            return ball["x"] + dx
        steps = (obs["Player"]["y"] - ball["y"]) / dy
        x = ball["x"] + dx * steps
        width = self.RIGHT_WALL - self.LEFT_WALL
        offset = (x - self.LEFT_WALL) % (2 * width)
        return self.LEFT_WALL + (offset if offset <= width else 2 * width - offset)

    @bundle(trainable=True)
    def generate_paddle_target(self, pre_ball_x, obs) -> Optional[float]:
        """Aim at the side where more bricks are left."""
        if pre_ball_x is None:
            return None
        counts = {row: sum(b["w"] // 8 for b in obs.get(row, [])) for row in ROWS}
        self.memory["rows"] = {k: v for k, v in counts.items() if v != self.memory["rows"].get(k)}
        left = sum(1 for row in ROWS for b in obs.get(row, []) if b["x"] < 80)
        right = sum(1 for row in ROWS for b in obs.get(row, []) if b["x"] + b["w"] > 80)
        lean = 3 if right > left else -3 if left > right else 0
        return pre_ball_x - lean

    @bundle(trainable=True)
    def select_paddle_action(self, target_x, obs):
        """0 NOOP, 1 FIRE, 2 RIGHT, 3 LEFT"""
        if target_x is None:
            return 1
        paddle = obs["Player"]
        center = paddle["x"] + paddle["w"] / 2
        error = target_x - center
        print(f"{target_x:8.3f} {error:+.2f} {self.memory} {self.tracker.places}")
        return 2 if error > 3 else 3 if error < -3 else 0


policy = BreakoutPolicy()
