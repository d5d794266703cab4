"""Decides with texts, as some language models do."""
import opto.trace as trace
from opto.trace import bundle, Module
import random

ACTIONS = {"WAIT": 0, "UP": 1, "DOWN": 2}
ACTION_NAMES = {v: k for k, v in ACTIONS.items()}


@trace.model
class Policy(Module):
    def __init__(self):
        super().__init__()
        self.words = []

    def __call__(self, obs):
        description = self.describe(obs)
        word = self.choose(description)
        self.words.append(word)
        if len(self.words) >= 50:
            text = " ".join(self.words)
            print(f"{text.count('UP')=} {text.title()[:12]!r} {len(text.split()):05d}")
            self.words = []
        return ACTIONS[word.strip().upper()]

    @bundle(trainable=True)
    def describe(self, obs):
        """A line a lane."""
        chicken = obs["Chicken"]
        lines = []
        for n, car in enumerate(sorted(obs.get("Cars", []), key=lambda c: c["y"])):
            gap = car["y"] - chicken["y"]
            side = "left" if car["x"] < chicken["x"] else "right"
            moving = "toward" if (car.get("dx") or 0) * (1 if side == "left" else -1) > 0 else "away"
            lines.append(f"{n}:{gap:+d}:{side}:{moving}:{abs(car['x'] - chicken['x'])}")
        return "\n".join(lines)

    @bundle(trainable=True)
    def choose(self, description):
        """Reads the lines back."""
        for line in description.splitlines():
            number, gap, side, moving, distance = line.split(":")
            gap, distance = int(gap), int(distance)
            if -22 <= gap <= -6 and distance < 30 and moving.startswith("tow"):
                return "down" if distance < 12 and not number.endswith("0") else " wait "
            if line.partition(":")[0].isdigit() and "away" in line.lower() and distance < 8 and abs(gap) < 6:
                return "Down"
        return "up".upper() if len(description) % 97 else "up"
