# Dig a tunnel at one side, then keep the ball above the wall.
import random
import math
from opto.trace import bundle, model, Module

ROWS = [("BB", 87, 1), ("AB", 81, 1), ("GB", 75, 4), ("YB", 69, 4), ("OB", 63, 7), ("RB", 57, 7)]
LEFT, RIGHT = 8, 152
COLUMN = 8


def columns(bricks):
    """The columns that a row of brick runs covers."""
    covered = set()
    for brick in bricks:
        first = (brick["x"] - LEFT) // COLUMN
        last = (brick["x"] + brick["w"] - LEFT - 1) // COLUMN
        covered |= set(range(first, last + 1))
    return covered


@model
class Policy(Module):

    SIDES = {"left": 0, "right": 17}

    def __init__(self):
        super().__init__()
        self.side = None
        self.launches = 0
        self.lives = None

    def __call__(self, obs):
        lives = obs.get("lives")
        if lives != self.lives:
            self.lives, self.side = lives, None
        if self.should_launch(obs):
            self.launches += 1
            return 1
        wall = self.wall(obs)
        if self.side is None:
            self.side = self.pick_side(wall)
        return self.follow(obs, wall)

    @bundle()
    def should_launch(self, obs):
        return "Ball" not in obs and self.launches % 2 == 0 or not obs

    @bundle(trainable=True)
    def wall(self, obs):
        """Height of the wall per column: how many rows still stand, and their worth."""
        heights = [0] * 18
        worth = {}
        for name, y, points in ROWS:
            for column in columns(obs.get(name, ())):
                if 0 <= column < len(heights):
                    heights[column] += 1
                    worth[column] = worth.get(column, 0) + points
        return {"heights": heights, "worth": worth, "open": [c for c, h in enumerate(heights) if h == 0]}

    @bundle(trainable=True)
    def pick_side(self, wall):
        """Dig where least is left."""
        left = sum(wall["heights"][:4])
        right = sum(wall["heights"][-4:])
        if left == right:
            return random.choice(sorted(self.SIDES))
        return "left" if left < right else "right"

    @bundle(trainable=True)
    def follow(self, obs, wall):
        """Meet the ball with the edge of the paddle that sends it to the tunnel."""
        ball, paddle = obs.get("Ball"), obs.get("Player")
        if not ball or not paddle:
            return 0
        x = ball["x"] + ball["w"] / 2
        if ball["dy"] > 0:
            time = (paddle["y"] - ball["y"]) / ball["dy"]
            x += ball["dx"] * time
            span = RIGHT - LEFT
            phase = (x - LEFT) % (2 * span)
            x = LEFT + (phase if phase < span else 2 * span - phase)
        tunnel = wall["open"] or [self.SIDES[self.side]]
        goal = LEFT + COLUMN * (min(tunnel, key=lambda c: abs(c - self.SIDES[self.side])) + 0.5)
        bias = math.tanh((goal - x) / 40) * paddle["w"] * 0.35
        middle = paddle["x"] + paddle["w"] / 2 + bias
        gap = x - middle
        if abs(gap) < 2 + (ball["dy"] < 0) * 4:
            return 0
        return 2 if gap > 0 else 3
