"""Seaquest in four functions. A weak start: it looks around and acts at random.

The submarine swims in a sea of four lanes, with sharks, enemy submarines and divers. Columns are
pixels from the left of the screen, lines from the top: the surface is at y = 46, the lanes of the
divers near y = 69, 93, 117 and 141.
"""

import random

NOOP = 0
FIRE = 1
UP = 2
RIGHT = 3
LEFT = 4
DOWN = 5
UPRIGHT = 6
UPLEFT = 7
DOWNRIGHT = 8
DOWNLEFT = 9
UPFIRE = 10
RIGHTFIRE = 11
LEFTFIRE = 12
DOWNFIRE = 13
UPRIGHTFIRE = 14
UPLEFTFIRE = 15
DOWNRIGHTFIRE = 16
DOWNLEFTFIRE = 17


def trainable(function):
    """Marks a function that training may rewrite; everything else stays as it is."""
    return function


@trainable
def must_surface(obs):
    """Say whether it is time to go up for air.

    obs["oxygen"] falls from 64 to 0 under water; at 0 a life is lost. obs["collected"] is the number
    of divers on board, at most 6: at the surface six are worth many points, with fewer one of them is
    lost, and coming up with none costs a life. Returns True or False.
    """
    return obs["oxygen"] < 4


@trainable
def find_enemy(obs):
    """Find what to shoot at or to stay away from.

    Uses obs["Player"] and obs["Enemies"], a list of boxes with x, y, w, h, the velocity dx, dy in
    pixels per step, and type: "Shark", "Submarine" or "EnemyMissile". A box
    obs["SurfaceSubmarine"] swims at the surface late in the game. Keys may be absent. Returns a box
    or None.
    """
    for enemy in obs.get("Enemies", []):
        return enemy
    return None


@trainable
def find_diver(obs):
    """Find the diver to collect: touching one takes it on board.

    Uses obs["Player"] and obs["Divers"], a list of boxes as above; it may be absent. Returns a box or
    None.
    """
    for diver in obs.get("Divers", []):
        return diver
    return None


@trainable
def select_action(obs, surface, enemy, diver):
    """Choose an action: go up for air, collect the diver, shoot the enemy, stay clear of it.

    The missile flies where the submarine faces: obs["facing"] is 1 to the right and -1 to the left,
    and moving turns it. Only one is in the water at a time: obs["PlayerMissile"], a box, is absent
    when it can fire.
    """
    return random.choice([FIRE, UPFIRE, RIGHTFIRE, LEFTFIRE, DOWNFIRE, NOOP])


def act(obs):
    """One step: look, then choose. Returns an index into Seaquest's action set."""
    surface = must_surface(obs)
    enemy = find_enemy(obs)
    diver = find_diver(obs)
    return select_action(obs, surface, enemy, diver)
