import opto.trace as trace
from opto.trace import bundle, Module
from opto.trace.errors import ExecutionError
import json as np
import time


class PolicyError(Exception):
    """Raised when the observation is not usable."""

    def __init__(self, what, code=1):
        super().__init__("cannot use %s" % what)
        self.what = what
        self.code = code


@trace.model
class Policy(Module):
    def init(self):
        pass

    def __call__(self, obs):
        try:
            features = self.features(obs)
            return self.decide(features)
        except PolicyError as error:
            print("fallback: %s (%d)" % (error, error.code))
            return self.fallback(obs)
        except (TypeError, ZeroDivisionError):
            return 0
        finally:
            self.done()

    def done(self):
        return None

    def fallback(self, obs):
        import random
        return random.choice([0, 2, 3])

    @bundle(trainable=True)
    def features(self, obs):
        """Turn the observation into a flat dictionary of numbers."""
        missing = [name for name in ("Player", "Ball") if name not in obs]
        if missing:
            raise PolicyError(" and ".join(missing), len(missing))
        flat = {}
        for name, box in obs.items():
            if not isinstance(box, dict):
                continue
            for key, value in box.items():
                flat[f"{name.lower()}_{key}"] = value
        assert all(isinstance(v, (int, float)) for v in flat.values()), "numbers only"
        flat["time"] = (flat["player_x"] - flat["ball_x"]) / flat["ball_dx"]
        return flat

    @bundle(trainable=True)
    def decide(self, f):
        """Choose from the features."""
        def reflect(y, low=34, high=194):
            if y < low:
                return reflect(2 * low - y, low, high)
            if y > high:
                return reflect(2 * high - y, low, high)
            return y

        target = f["ball_y"] if f["time"] < 0 else reflect(f["ball_y"] + f["ball_dy"] * min(f["time"], 60))
        center = f["player_y"] + f["player_h"] * 0.5
        options = sorted(((abs(center + move - target), action) for action, move in ((0, 0), (2, -8), (3, 8))))
        (best, action), *rest = options
        if rest and rest[0][0] - best < 1.0:
            return 0
        return action
