import math
import opto.trace as trace
from opto.trace import bundle, Module


def clamp(value, low, high):
    return max(low, min(high, value))


class Filter:
    """Exponential smoothing."""
    def __init__(self, alpha=0.5):
        self.alpha = alpha
        self.value = None

    def __call__(self, x):
        self.value = x if self.value is None else self.alpha * x + (1 - self.alpha) * self.value
        return self.value


@trace.model
class Policy(Module):
    def __init__(self):
        super().__init__()
        self.filter = Filter(0.3)
        self.errors = []
        self.integral = 0.0

    def __call__(self, obs):
        if (p := obs.get("Player")) is None:
            return 1
        cars = obs.get("EnemyCars", [])
        lane = self.lane(cars, p)
        u = self.pid(lane - (p["x"] + p["w"] / 2))
        return self.action(u, cars)

    @bundle(trainable=True)
    def lane(self, cars, p):
        """The x to steer for."""
        ahead = [c for c in cars if -90 < c["rel_y"] < 0]
        if not ahead:
            return 80
        total = sum(math.exp(-abs(c["rel_y"]) / 30) for c in ahead)
        mean = sum(c["x"] * math.exp(-abs(c["rel_y"]) / 30) for c in ahead) / (total or 1)
        return clamp(160 - mean, 40, 120)

    @bundle(trainable=True)
    def pid(self, error, kp=0.6, ki=0.01, kd=0.4):
        """PID control."""
        self.errors.append(error)
        self.errors = self.errors[-8:]
        self.integral = clamp(self.integral + error, -100, 100)
        derivative = self.errors[-1] - self.errors[-2] if len(self.errors) > 1 else 0
        mean = sum(self.errors) / len(self.errors)
        spread = math.sqrt(sum((e - mean) ** 2 for e in self.errors) / len(self.errors))
        return self.filter(kp * error + ki * self.integral + kd * derivative) / (1 + 0.1 * spread)

    @bundle(trainable=True)
    def action(self, u, cars):
        """NOOP 0, FIRE 1, RIGHT 2, LEFT 3, DOWN 4, DOWNRIGHT 5, DOWNLEFT 6, RIGHTFIRE 7, LEFTFIRE 8."""
        close = min((abs(c["rel_x"]) + abs(c["rel_y"]) for c in cars), default=math.inf)
        if close < 25 and abs(u) < 1:
            return 4
        return 7 if u > 1.5 else 8 if u < -1.5 else 1
