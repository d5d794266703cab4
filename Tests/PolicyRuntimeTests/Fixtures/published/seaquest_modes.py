from opto.trace import model, bundle, Module
import random


class Mode:
    """Enum-like."""
    HUNT = "hunt"
    FLEE = "flee"
    SURFACE = "surface"
    ALL = (HUNT, FLEE, SURFACE)


class Timer:
    def __init__(self, length=10, *, repeat=False):
        self.length, self.repeat = length, repeat
        self.left = length

    def tick(self, n=1):
        self.left -= n
        if self.left <= 0:
            if self.repeat:
                self.left += self.length
            return True
        return False

    def reset(self):
        self.left = self.length


TRANSITIONS = {
    (Mode.HUNT, "danger"): Mode.FLEE,
    (Mode.HUNT, "air"): Mode.SURFACE,
    (Mode.FLEE, "safe"): Mode.HUNT,
    (Mode.FLEE, "air"): Mode.SURFACE,
    (Mode.SURFACE, "full"): Mode.HUNT,
}


@model
class Policy(Module):
    def __init__(self):
        super().__init__()
        self.mode = Mode.HUNT
        self.timer = Timer(7, repeat=True)
        self.events = []

    def event(self, obs):
        player = obs["Player"]
        enemies = obs.get("Enemies", ())
        if obs.get("oxygen", 64) < 15:
            return "air"
        if obs.get("oxygen", 64) >= 60:
            yield_full = True
        else:
            yield_full = False
        near = [e for e in enemies if abs(e["x"] - player["x"]) < 20 and abs(e["y"] - player["y"]) < 12]
        if near:
            return "danger"
        return "full" if yield_full and self.mode == Mode.SURFACE else "safe"

    @bundle(trainable=True)
    def act_in(self, mode, obs):
        """What each mode does."""
        x, y, *_ = obs["Player"].values()
        match mode:
            case "hunt":
                targets = obs.get("Divers") or obs.get("Enemies") or []
                match targets:
                    case []:
                        return 5 if y < 100 else 2
                    case [only]:
                        goal = only
                    case [first, *others]:
                        goal = min([first, *others], key=lambda o: (abs(o["y"] - y), abs(o["x"] - x)))
                if abs(goal["y"] - y) > 5:
                    return 2 if goal["y"] < y else 5
                return 11 if goal["x"] > x else 12
            case "flee":
                return 8 if self.timer.tick() else 9
            case "surface":
                return 2
            case other:
                raise ValueError(f"no such mode: {other!r}")

    def __call__(self, obs):
        if "Player" not in obs:
            return 0
        event = self.event(obs)
        old = self.mode
        self.mode = TRANSITIONS.get((self.mode, event), self.mode)
        if old is not self.mode and old != self.mode:
            self.events.append({"from": old, "to": self.mode, "why": event})
            if len(self.events) > 20:
                self.events.pop(0)
            self.timer.reset()
        assert self.mode in Mode.ALL, "unknown mode"
        return self.act_in(self.mode, obs)
