"""Space Invaders in the class style of the Trace library. A weak start: it acts at random.

The cannon moves along the bottom line. Columns are pixels from the left of the screen.
"""

import random

from opto.trace import Module, bundle, model


@model
class Policy(Module):
    """Looks for danger and for a target, then chooses an action."""

    NOOP = 0
    FIRE = 1
    RIGHT = 2
    LEFT = 3
    RIGHTFIRE = 4
    LEFTFIRE = 5

    def __call__(self, obs):
        """One step. Returns an index into Space Invaders' action set."""
        threat = self.find_threat(obs)
        target = self.find_target(obs)
        return self.select_action(threat, target, obs)

    @bundle(trainable=True)
    def find_threat(self, obs):
        """Find a bullet that will hit the cannon.

        Uses obs["Player"] and obs["Bullet0"], obs["Bullet1"], obs["Bullet2"], boxes with x, y, w, h
        and the velocity dx, dy in pixels per step; any of them may be absent. Bullets of the aliens
        fall (dy above 0), the cannon's own rises. Returns a box or None.
        """
        for key, box in obs.items():
            if key.startswith("Bullet") and box["dy"] > 0:
                return box
        return None

    @bundle(trainable=True)
    def find_target(self, obs):
        """Find what to shoot at.

        Uses obs["Alien0"], obs["Alien1"], ... without gaps, from the top row down and from left to
        right, and obs["Satellite"], which is worth most; boxes as above. Returns a box or None.
        """
        aliens = [box for key, box in obs.items() if key.startswith("Alien")]
        return aliens[0] if aliens else None

    @bundle(trainable=True)
    def select_action(self, threat, target, obs):
        """Choose an action: get away from the threat, move below the target, fire.

        Only one bullet of the cannon flies at a time.
        """
        moves = [
            self.NOOP,
            self.FIRE,
            self.RIGHT,
            self.LEFT,
            self.RIGHTFIRE,
            self.LEFTFIRE,
        ]
        return random.choice(moves)
