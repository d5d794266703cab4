import math
import random
from typing import Any, Dict, List, Optional, Tuple

import opto.trace as trace
from opto.trace import bundle, model, Module, node, GRAPH
from opto.trace.errors import ExecutionError
from opto.optimizers import OptoPrime

# --- Actions (minimal set is the full set in Seaquest) -----------------
NOOP, FIRE, UP, RIGHT, LEFT, DOWN, UPRIGHT, UPLEFT, DOWNRIGHT, DOWNLEFT = range(10)
UPFIRE, RIGHTFIRE, LEFTFIRE, DOWNFIRE, UPRIGHTFIRE, UPLEFTFIRE, DOWNRIGHTFIRE, DOWNLEFTFIRE = range(10, 18)

SURFACE_Y = 46
OXYGEN_LOW = 18          # go up below this
DANGER_RADIUS = 26.0

WITH_FIRE: Dict[int, int] = {
    NOOP: FIRE, UP: UPFIRE, RIGHT: RIGHTFIRE, LEFT: LEFTFIRE, DOWN: DOWNFIRE,
    UPRIGHT: UPRIGHTFIRE, UPLEFT: UPLEFTFIRE, DOWNRIGHT: DOWNRIGHTFIRE, DOWNLEFT: DOWNLEFTFIRE,
}
STEER = {
    (0, 0): NOOP, (0, -1): UP, (1, 0): RIGHT, (-1, 0): LEFT, (0, 1): DOWN,
    (1, -1): UPRIGHT, (-1, -1): UPLEFT, (1, 1): DOWNRIGHT, (-1, 1): DOWNLEFT,
}


def center(box: Dict[str, int]) -> Tuple[float, float]:
    return box["x"] + box.get("w", 8) / 2, box["y"] + box.get("h", 8) / 2


def sign(value: float, dead: float = 0.0) -> int:
    return 0 if abs(value) <= dead else (1 if value > 0 else -1)


@trace.model
class Policy(Module):
    """A submarine that collects divers and shoots what stands in its row."""

    def init(self):
        pass

    def __init__(self):
        super().__init__()
        self.history: List[Tuple[int, int]] = []
        self.ticks = 0
        self.mode = "hunt"

    def __call__(self, obs):
        self.ticks += 1
        player = obs.get("Player", None)
        if not player:
            return NOOP
        px, py = center(player)
        self.history.append((int(px), int(py)))
        self.history = self.history[-5:]
        threats = self.rank_threats(obs, px, py)
        target = self.choose_target(obs, threats, px, py)
        action = self.steer(target, px, py, self.is_stuck())
        return self.maybe_fire(action, threats, px, py)

    @bundle(trainable=True)
    def rank_threats(self, obs, px, py):
        """
        Enemies with their distance, the most dangerous first.

        Args: obs: the dictionary of objects. px, py: centre of the player.
        Returns: list of (distance, type, x, y, dx)
        """
        threats = []
        for enemy in obs.get("Enemies", []):
            ex, ey = center(enemy)
            lead = 2 if enemy.get("type") == "EnemyMissile" else 4
            ex += enemy.get("dx", 0) * lead
            distance = math.hypot(ex - px, (ey - py) * 1.5)
            weight = {"Shark": 1.0, "Submarine": 0.9, "EnemyMissile": 0.6}.get(enemy["type"], 1.0)
            threats.append((round(distance * weight, 3), enemy["type"], ex, ey, enemy.get("dx", 0)))
        return sorted(threats, key=lambda t: (t[0], t[1]))

    @bundle(trainable=True)
    def choose_target(self, obs, threats, px, py):
        """Where to go: up for air, to a diver, away from danger, or to a row with something to shoot."""
        oxygen = obs.get("oxygen", 64)
        collected = obs.get("collected", 0)
        if oxygen < OXYGEN_LOW or collected >= 6:
            self.mode = "surface"
        elif self.mode == "surface" and oxygen > 55:
            self.mode = "hunt"
        if self.mode == "surface":
            return px, SURFACE_Y
        close = [t for t in threats if t[0] < DANGER_RADIUS]
        if close:
            _, kind, ex, ey, *_rest = close[0]
            if abs(ey - py) > 6:
                return px - (ex - px), py - (ey - py)
            return ex, py  # face it
        divers = obs.get("Divers") or []
        if divers:
            best = min(divers, key=lambda d: (abs(d["y"] - py) + 0.5 * abs(d["x"] - px), d["x"]))
            return center(best)
        if threats:
            return threats[0][2], threats[0][3]
        return 80.0, 100.0

    @bundle(trainable=True)
    def steer(self, target, px, py, stuck):
        """One of nine directions."""
        tx, ty = target
        if stuck and random.random() < 0.3:
            return random.choice([UP, DOWN, LEFT, RIGHT])
        angle = math.atan2(ty - py, tx - px)
        if math.hypot(tx - px, ty - py) < 3:
            return NOOP
        dx = sign(math.cos(angle), 0.38)
        dy = sign(math.sin(angle), 0.38)
        return STEER[dx, dy]

    @bundle(trainable=True)
    def maybe_fire(self, action, threats, px, py):
        """Adds the button where something stands in the row that the submarine faces."""
        inline = [t for t in threats if abs(t[3] - py) <= 6 and t[1] != "EnemyMissile"]
        if any((t[2] - px) * d > 0 for t in inline for d in (-1, 1)) and self.ticks % 2 == 0:
            return WITH_FIRE.get(action, FIRE)
        return action

    def is_stuck(self):
        return len(self.history) == 5 and len(set(self.history)) == 1
