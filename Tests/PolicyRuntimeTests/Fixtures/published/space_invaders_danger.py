import opto.trace as trace
from opto.trace import bundle, node, Module, GRAPH
import random
import math


@trace.model
class Policy(Module):
    def init(self):
        pass

    def __call__(self, obs):
        shot = self.decide_shoot(obs)
        move = self.decide_movement(obs)
        return self.combine_actions(shot, move)

    @bundle(trainable=True)
    def decide_shoot(self, obs):
        '''
        Decide whether to shoot based on enemy positions and existing projectiles.

        Args:
            obs (dict): Game state observation containing object states for "Player", "Shield0", "Alien0", etc.
        Returns:
            bool: True if should shoot, False otherwise
        '''
        # There can only be one player bullet on the field at a time
        for key, obj in obs.items():
            if key.startswith("Bullet") and obj["dy"] < 0:
                return False
        aliens = {k: v for k, v in obs.items() if k.startswith("Alien") and k[5:].isdigit()}
        if len(aliens) == 0 or "Player" not in obs:
            return random.choice([True, False])
        px = obs["Player"]["x"] + obs["Player"]["w"] / 2
        columns = {}
        for name, a in aliens.items():
            columns.setdefault(round((a["x"] + a["w"] // 2) / 16), []).append((a["y"], int(name[5:])))
        lowest = {c: max(v) for c, v in columns.items()}
        return any(abs(c * 16 - px) < 6 for c in lowest) or len(aliens) < 5

    @bundle(trainable=True)
    def decide_movement(self, obs):
        '''
        Decide movement direction. Returns -1 for left, 1 for right, 0 for no movement
        '''
        player = obs.get("Player", {"x": 80, "y": 185, "w": 7, "h": 10, "dx": 0, "dy": 0})
        danger = [0.0] * 160
        i = 0
        while f"Bullet{i}" in obs:
            b = obs[f"Bullet{i}"]
            i += 1
            if b.get("dy", 0) <= 0:
                continue
            t = (player["y"] - b["y"]) / b["dy"]
            landing = int(b["x"] + b.get("dx", 0) * t)
            for x in range(max(0, landing - 6), min(160, landing + 7)):
                danger[x] += 1 / (1 + abs(t))
        here = sum(danger[player["x"]:player["x"] + player["w"]])
        left = sum(danger[max(0, player["x"] - 8):player["x"]])
        right = sum(danger[player["x"] + player["w"]:][:8])
        if here > 0.05:
            return -1 if left < right else 1 if right < left else random.choice((-1, 1))
        xs = sorted(set(v["x"] for k, v in obs.items() if "Alien" in k))
        if not xs:
            return 0
        median = xs[len(xs) // 2] if len(xs) % 2 else (xs[len(xs) // 2 - 1] + xs[len(xs) // 2]) / 2
        return -1 if median < player["x"] - 3 else +1 if median > player["x"] + 3 else 0

    @bundle(trainable=True)
    def combine_actions(self, shoot, movement):
        '''0: NOOP, 1: FIRE, 2: RIGHT, 3: LEFT, 4: RIGHTFIRE, 5: LEFTFIRE'''
        return [[0, 2, 3], [1, 4, 5]][bool(shoot)][movement]
