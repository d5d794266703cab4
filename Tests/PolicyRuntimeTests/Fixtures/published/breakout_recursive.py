import opto.trace as trace
from opto.trace import bundle, Module

WIDTH, LEFT_WALL, RIGHT_WALL, PADDLE_Y = 160, 9, 151, 189
NAMES = "RB OB YB GB AB BB".split()


@trace.model
class Policy(Module):
    def __init__(self):
        super().__init__()
        self.previous = None
        self.memo = {}

    def __call__(self, obs):
        if "Ball" not in obs or not obs.get("Player"):
            self.previous = None
            return 1
        ball = obs["Ball"]
        dx, dy = ball["dx"], ball["dy"]
        if dx == dy == 0 and self.previous is not None:
            dx, dy = ball["x"] - self.previous[0], ball["y"] - self.previous[1]
        self.previous = ball["x"], ball["y"]
        landing = self.predict(ball["x"], ball["y"], dx, dy)
        offset = self.aim(obs)
        return self.move(obs["Player"], landing, offset)

    @bundle(trainable=True)
    def predict(self, x, y, dx, dy, depth=0):
        """Follows the ball with its bounces, recursively."""
        if dy <= 0 or depth > 6:
            return None
        key = (x, y, dx, dy)
        if key in self.memo:
            return self.memo[key]
        if len(self.memo) > 40:
            self.memo = {}
        steps = (PADDLE_Y - y) / dy
        end = x + dx * steps
        if end < LEFT_WALL and dx:
            t = (LEFT_WALL - x) / dx
            result = self.predict(LEFT_WALL, y + dy * t, -dx, dy, depth + 1)
        elif end > RIGHT_WALL and dx:
            t = (RIGHT_WALL - x) / dx
            result = self.predict(RIGHT_WALL, y + dy * t, -dx, dy, depth + 1)
        else:
            result = end
        self.memo[key] = result
        return result

    @bundle(trainable=True)
    def aim(self, obs):
        """A little to the side where bricks are left."""
        left = right = 0
        for name in NAMES:
            for run in obs.get(name, []):
                mid = max(run["x"], min(80, run["x"] + run["w"]))
                left += max(0, mid - run["x"])
                right += max(0, run["x"] + run["w"] - mid)
        return 0 if left == right else (3 if left > right else -3) * (1 if min(left, right) else 2)

    @bundle(trainable=True)
    def move(self, player, landing, offset):
        """NOOP 0, FIRE 1, RIGHT 2, LEFT 3"""
        goal = 80 if landing is None else landing + offset
        middle = player["x"] + player["w"] / 2
        return 2 if goal > middle + 4 else 3 if goal < middle - 4 else 0
