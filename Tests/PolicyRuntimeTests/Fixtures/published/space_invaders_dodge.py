import opto.trace as trace
from opto.trace import bundle, node, Module, GRAPH
import random


@trace.model
class Policy(Module):
    def init(self):
        pass

    def __call__(self, obs):
        shoot = self.decide_shoot(obs)
        move = self.decide_movement(obs)
        return self.combine(shoot, move)

    @bundle(trainable=True)
    def decide_shoot(self, obs):
        '''
        Shoot when an alien will be above us and no shot of ours is under way.

        Returns:
            bool: True if should shoot
        '''
        own_shot = any(k.startswith("Bullet") and b.get("dy", 0) < 0 for k, b in obs.items() if isinstance(b, dict))
        if own_shot or "Player" not in obs:
            return False
        px = obs["Player"]["x"] + obs["Player"]["w"] / 2
        for key, alien in obs.items():
            if not key.startswith(("Alien", "Satellite")):
                continue
            time = (obs["Player"]["y"] - alien["y"]) / 8
            ahead = alien["x"] + alien["w"] / 2 + alien.get("dx", 0) * time
            if abs(ahead - px) < alien["w"] / 2 + 1:
                return True
        return False

    @bundle(trainable=True)
    def decide_movement(self, obs):
        '''
        Dodge first, then go where most aliens are.

        Returns:
            int: -1 left, 1 right, 0 stay
        '''
        import random

        player = obs.get("Player")
        if not player:
            return 0
        danger = {-1: 0.0, 0: 0.0, 1: 0.0}
        for key, b in obs.items():
            if key.startswith("Bullet") and b["dy"] > 0:
                eta = max(0.1, (player["y"] - b["y"]) / b["dy"])
                for move in danger:
                    distance = abs(b["x"] + b.get("dx", 0) * eta - (player["x"] + 3 + 4 * move))
                    if distance < 8:
                        danger[move] += (8 - distance) / eta
        if max(danger.values()) > 0:
            best = min(danger, key=lambda m: (round(danger[m], 6), m != 0, m))
            if best != 0 or danger[0] == 0:
                return best
        aliens = [(o["y"], o["x"]) for k, o in obs.items() if k.startswith("Alien")]
        if not aliens:
            return random.choice([-1, 0, 1])
        lowest = max(y for y, _ in aliens)
        xs = [x for y, x in aliens if y == lowest]
        gap = sum(xs) / len(xs) - player["x"]
        return 0 if abs(gap) < 4 else (1 if gap > 0 else -1)

    @bundle(trainable=True)
    def combine(self, shoot, movement):
        '''0 NOOP, 1 FIRE, 2 RIGHT, 3 LEFT, 4 RIGHT+FIRE, 5 LEFT+FIRE'''
        if shoot and movement > 0:
            return 4
        elif shoot and movement < 0:
            return 5
        elif shoot:
            return 1
        elif movement > 0:
            return 2
        elif movement < 0:
            return 3
        return 0
