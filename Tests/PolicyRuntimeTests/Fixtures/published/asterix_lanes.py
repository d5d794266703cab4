import math
import opto.trace as trace
from opto.trace import bundle, Module

LANES = [26 + 16 * i for i in range(8)]
VALUE = {"Consumable": 50, "Reward": 100, "Enemy": -200}


def lane_of(y):
    return min(range(len(LANES)), key=lambda i: abs(LANES[i] - y))


def by_lane(objects):
    table = [[] for _ in LANES]
    for o in objects:
        table[lane_of(o["y"])].append(o)
    return table


@trace.model
class Policy(Module):
    weights = {"now": 1.0, "next": 0.6}

    def __call__(self, obs):
        p = obs.get("Player")
        if p is None:
            return 0
        everything = [o for key in ("Enemies", "Consumables", "Rewards") for o in obs.get(key, [])]
        grid = by_lane(everything)
        scores = self.score_lanes(grid, p)
        return self.move(scores, grid, p)

    @bundle(trainable=True)
    def score_lanes(self, grid, p):
        """Scores of the eight lanes."""
        here = lane_of(p["y"])
        scores = {}
        for i, lane in enumerate(grid):
            gain = sum(VALUE[o["type"]] / (10 + abs(o["x"] - p["x"])) for o in lane if o["type"] in VALUE)
            danger = any(o["type"] == "Enemy" and abs(o["x"] - p["x"]) < 18 for o in lane)
            step = abs(i - here)
            scores[i] = gain * self.weights["now" if step < 2 else "next"] - (100 if danger and step <= 1 else 0) - step * 0.25
        return scores

    @bundle(trainable=True)
    def move(self, scores, grid, p):
        """The action: lanes first, then along the lane."""
        here = lane_of(p["y"])
        reachable = {i: s for i, s in scores.items() if here - 1 <= i <= here + 1}
        (best, value), *rest = sorted(reachable.items(), key=lambda kv: (-kv[1], kv[0]))
        if best != here and value > scores[here] + 0.5:
            vertical = -1 if best < here else 1
        else:
            vertical = 0
        prizes = [o for o in grid[best] if o["type"] != "Enemy"]
        horizontal = 0
        if prizes:
            nearest = sorted(prizes, key=lambda o: (abs(o["x"] - p["x"]), -o["x"]))[0]
            horizontal = (nearest["x"] > p["x"] + 4) - (nearest["x"] < p["x"] - 4)
        table = [[6, 1, 5], [3, 0, 2], [8, 4, 7]]
        return table[vertical + 1][horizontal + 1]
