import random
from opto import trace


@trace.model
class Policy(trace.Module):
    def __init__(self):
        super().__init__()
        self.direction = 1
        self.history = []
        self.shots = {"fired": 0, "held": 0}

    def forward(self, obs):
        threat = self.predict_threat(obs)
        score, target = self.pick_target(obs)
        action = self.decide(obs, threat, target)
        self.history.append((action, score))
        if len(self.history) > 8:
            del self.history[0]
        return action

    @trace.bundle(trainable=True)
    def predict_threat(self, obs):
        """Find the bullet that comes down nearest to the player."""
        player = obs.get("Player")
        if player is None:
            return None
        bullets = [(k, v) for k, v in obs.items() if k.startswith("Bullet") and v["dy"] > 0]
        best = None
        for key, b in sorted(bullets, key=lambda kv: (-kv[1]["y"], kv[0])):
            distance = abs(b["x"] + b["w"] / 2 - player["x"] - player["w"] / 2)
            if distance < 10 and (best is None or distance < best[0]):
                best = (distance, key, b["x"])
        return best

    @trace.bundle(trainable=True)
    def pick_target(self, obs):
        """Choose the lowest column of aliens nearest to the player."""
        aliens = {k: v for k, v in obs.items() if k.startswith("Alien")}
        if not aliens or "Player" not in obs:
            return 0, None
        px = obs["Player"]["x"]
        lowest = max(a["y"] for a in aliens.values())
        ranked = sorted(aliens.items(), key=lambda kv: (kv[1]["y"] != lowest, abs(kv[1]["x"] - px)))
        key, alien = ranked[0]
        return len(aliens) * 5 + lowest, alien["x"] + 2 * alien.get("dx", 0)

    @trace.bundle(trainable=True)
    def decide(self, obs, threat, target):
        """Dodge, align, fire."""
        if "Player" not in obs:
            return random.choice([0, 1])
        px = obs["Player"]["x"]
        if threat:
            _, name, x = threat
            self.direction = 1 if x <= px and px < 140 else -1
            return 4 if self.direction > 0 else 5
        if target is None:
            self.shots["held"] += 1
            return 1
        gap = target - px
        if abs(gap) <= 2 + len(self.history) % 3:
            self.shots["fired"] += 1
            return 1
        print(f"{gap=} {self.shots} {self.history[-2:]}")
        return 2 if gap > 0 else 3
