"""Space Invaders in lanes: the screen is cut into lanes of 8 pixels, each gets a danger and a worth."""
from typing import Dict, List, NamedTuple, Optional
import math

from opto import trace
from opto.trace import bundle, Module

LANE = 8
LANES = 160 // LANE
WORTH = {0: 30, 1: 25, 2: 20, 3: 15, 4: 10, 5: 5}


def lane_of(box: Dict[str, int]) -> int:
    return min(LANES - 1, max(0, int(box["x"] + box["w"] / 2) // LANE))


class Lane:
    """One column of the screen."""

    def __init__(self, index: int):
        self.index = index
        self.aliens: List[dict] = []
        self.danger = 0.0
        self.cover = 0

    @property
    def lowest(self) -> Optional[dict]:
        return max(self.aliens, key=lambda a: a["y"], default=None)

    @property
    def worth(self) -> float:
        if not self.aliens:
            return 0.0
        return len(self.aliens) + self.lowest["y"] / 40.0

    def score(self, here: int) -> float:
        return self.worth - 3.0 * self.danger - 0.25 * abs(self.index - here) + 0.1 * self.cover


@trace.model
class Policy(Module):
    RIGHT, LEFT, FIRE, BOTH = 2, 3, 1, {2: 4, 3: 5, 0: 1}

    def __call__(self, obs):
        if "Player" not in obs:
            return 0
        lanes = self.fill(obs)
        return self.choose(lanes, obs)

    @bundle(trainable=True)
    def fill(self, obs):
        """Sort everything into lanes."""
        lanes = [Lane(i) for i in range(LANES)]
        floor = obs["Player"]["y"]
        for key, box in obs.items():
            kind = key.rstrip("0123456789")
            if kind == "Alien":
                lanes[lane_of(box)].aliens.append(box)
            elif kind == "Shield":
                for i in range(lane_of(box), min(LANES, lane_of(box) + 2)):
                    lanes[i].cover += 1
            elif kind == "Bullet" and box["dy"] > 0:
                eta = (floor - box["y"]) / box["dy"]
                if eta < 0:
                    continue
                for offset, weight in ((-1, 0.5), (0, 1.0), (1, 0.5)):
                    i = lane_of(box) + offset
                    if 0 <= i < LANES:
                        lanes[i].danger += weight * math.exp(-eta / 12)
        return lanes

    @bundle(trainable=True)
    def choose(self, lanes, obs):
        """Go to the best lane that is near; fire when something stands above."""
        here = lane_of(obs["Player"])
        window = lanes[max(0, here - 3):here + 4]
        best = max(window, key=lambda lane: (lane.score(here), -abs(lane.index - here)))
        shots = sum(1 for k, b in obs.items() if k[:6] == "Bullet" and b["dy"] < 0)
        above = lanes[here].lowest
        fire = shots == 0 and above is not None
        move = 0 if best.index == here else self.RIGHT if best.index > here else self.LEFT
        if fire:
            return self.BOTH[move]
        return move
