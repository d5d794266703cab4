from opto.trace import bundle, model, Module
import random


@model
class Policy(Module):
    """Targets by a sum of rules."""

    def __init__(self):
        super(Policy, self).__init__()
        self.rules = [
            ("low", lambda a, p: a["y"] / 20, 1.0),
            ("near", lambda a, p: -abs(a["x"] - p["x"]) / 16, 1.5),
            ("edge", lambda a, p: 0.5 if a["x"] < 20 or a["x"] > 140 else 0, 1.0),
        ]
        self.locked = None
        self.age = 0

    def forward(self, obs):
        p = obs.get("Player", {"x": 80, "y": 185, "w": 7, "h": 10})
        target = self.lock(obs, p)
        dodge = self.dodge(obs, p)
        return self.act(dodge, target, p, obs)

    @bundle(trainable=True)
    def rate(self, alien, p):
        """The sum of the weighted rules."""
        total = 0
        for name, rule, weight in self.rules:
            total += weight * rule(alien, p)
        return total

    @bundle(trainable=True)
    def lock(self, obs, p):
        """Keep a target for some steps, so that we do not jitter."""
        self.age += 1
        if self.locked in obs and self.age < 12:
            return obs[self.locked]
        ranked = sorted(
            ((self.rate(o, p), k) for k, o in obs.items() if "Alien" in k or k == "Satellite"),
            reverse=True,
        )
        self.locked, self.age = (ranked[0][1] if ranked else None), 0
        return obs.get(self.locked)

    @bundle(trainable=True)
    def dodge(self, obs, p):
        """-1, 0 or 1; None where nothing comes down."""
        threats = [
            (p["y"] - b["y"], b["x"] - p["x"] - 3)
            for k, b in obs.items()
            if k.startswith("Bullet") and b["dy"] > 0 and b["y"] < p["y"]
        ]
        if not threats:
            return None
        height, offset = min(threats)
        if height > 60 or abs(offset) > 9:
            return None
        return 1 if offset < 0 else -1

    @bundle(trainable=True)
    def act(self, dodge, target, p, obs):
        """Combine."""
        has_shot = any(b["dy"] < 0 for k, b in obs.items() if k.startswith("Bullet"))
        table = {(-1, True): 5, (0, True): 1, (1, True): 4, (-1, False): 3, (0, False): 0, (1, False): 2}
        if dodge is not None:
            if p["x"] <= 36 and dodge < 0 or p["x"] >= 120 and dodge > 0:
                dodge = -dodge
            return table[dodge, not has_shot]
        if target is None:
            return random.choice(list(table.values()))
        gap = target["x"] + 2 * target["dx"] - p["x"]
        move = (gap > 2) - (gap < -2)
        return table[move, not has_shot and abs(gap) <= 6]
