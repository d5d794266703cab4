"""Space Invaders in three functions. A weak start: it looks around and acts at random.

The cannon moves along the bottom line. Columns are pixels from the left of the screen, lines from
the top.
"""

import random

NOOP = 0
FIRE = 1
RIGHT = 2
LEFT = 3
RIGHTFIRE = 4
LEFTFIRE = 5


def trainable(function):
    """Marks a function that training may rewrite; everything else stays as it is."""
    return function


@trainable
def find_threat(obs):
    """Find a bullet that will hit the cannon.

    Uses obs["Player"] and obs["Bullet0"], obs["Bullet1"], obs["Bullet2"], boxes with x, y, w, h and
    the velocity dx, dy in pixels per step; any of them may be absent. Bullets of the aliens fall
    (dy above 0), the cannon's own rises. Returns a box or None.
    """
    return obs.get("Bullet0")


@trainable
def find_target(obs):
    """Find what to shoot at.

    Uses obs["Alien0"], obs["Alien1"], ... without gaps, up to 36, from the top row down and from
    left to right, and obs["Satellite"], which is worth most; boxes as above. Aliens march sideways
    and turn at the edges: obs["aliens_direction"] is 1 while to the right, -1 while to the left, and
    obs["aliens_left"] tells how many there are. obs["Shield0"], ... stand between them and the
    cannon.
    Returns a box or None.
    """
    return obs.get("Alien0")


@trainable
def select_action(obs, threat, target):
    """Choose an action: get away from the threat, move below the target, fire.

    Only one bullet of the cannon flies at a time.
    """
    return random.choice([NOOP, FIRE, RIGHT, LEFT, RIGHTFIRE, LEFTFIRE])


def act(obs):
    """One step: look, then choose. Returns an index into Space Invaders' action set."""
    threat = find_threat(obs)
    target = find_target(obs)
    return select_action(obs, threat, target)
