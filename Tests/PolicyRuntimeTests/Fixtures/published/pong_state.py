import random
from opto import trace
from opto.trace import bundle


@trace.model
class Policy(trace.Module):
    """Keeps the last positions, since velocities may be stale."""

    DEAD_ZONE = 3   # tunable: 1..8
    HISTORY = 4

    def __init__(self, noise=0.0, **options):
        super().__init__()
        self.noise = noise
        self.options = options
        self.positions = []
        self.last_action = 0
        self.stats = {"hits": 0, "steps": 0, "by_action": {}}

    def __call__(self, obs):
        self.stats["steps"] += 1
        ball = obs.get("Ball")
        if ball is not None:
            self.positions.append((ball["x"], ball["y"]))
            del self.positions[:-self.HISTORY]
        else:
            self.positions.clear()
        velocity = self.velocity()
        action = self.choose(obs, velocity)
        if action != self.last_action and random.random() < self.noise:
            action = self.last_action
        self.last_action = action
        self.stats["by_action"][action] = self.stats["by_action"].get(action, 0) + 1
        return action

    @bundle(trainable=True)
    def velocity(self):
        """Mean velocity over the last positions."""
        if len(self.positions) < 2:
            return None
        pairs = list(zip(self.positions, self.positions[1:]))
        vx = sum(b[0] - a[0] for a, b in pairs) / len(pairs)
        vy = sum(b[1] - a[1] for a, b in pairs) / len(pairs)
        return vx, vy

    @bundle(trainable=True)
    def choose(self, obs, velocity):
        """Track the ball with a lead."""
        try:
            player, ball = obs["Player"], obs["Ball"]
        except KeyError as missing:
            return 1 if missing.args[0] == "Ball" else 0
        vx, vy = velocity or (0, 0)
        lead = 0
        if vx > 0:
            lead = min((player["x"] - ball["x"]) / vx, 12) * vy
        y = ball["y"] + lead
        if not 34 <= y <= 194:
            y = 2 * (34 if y < 34 else 194) - y
        gap = y - (player["y"] + player["h"] / 2)
        if vx > 0 and abs(gap) < 8 and abs(player["x"] - ball["x"]) < 6:
            self.stats["hits"] += 1
        if abs(gap) <= self.DEAD_ZONE:
            return 0
        return 3 if gap > 0 else 2
