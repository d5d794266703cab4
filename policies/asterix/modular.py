"""Asterix in two functions. A weak start: it sees what crosses and moves at random.

Things cross eight stages, one at a time on each. A lyre kills, everything else is food and scores.
Places are pixels from the top left; stages are 16 lines apart.
"""

import random

NOOP = 0
UP = 1
RIGHT = 2
LEFT = 3
DOWN = 4
UPRIGHT = 5
UPLEFT = 6
DOWNRIGHT = 7
DOWNLEFT = 8


def trainable(function):
    """Marks a function that training may rewrite; everything else stays as it is."""
    return function


@trainable
def choose_target(obs):
    """Choose something to eat.

    Uses obs["Player"], with x and y, and obs["Consumables"], a list with x, y and type, the nearest
    first. obs["Rewards"] are points that stay where something was eaten; they are worth nothing.
    obs["Lanes"] has the line y and the speed of each stage in pixels a frame, to the right positive.
    Keys may be absent. Returns an entry of the list or None.
    """
    if "Consumables" not in obs:
        return None
    return obs["Consumables"][0]


@trainable
def select_action(obs, target):
    """Choose one of nine moves: reach the target, and be on no stage where a lyre comes.

    Uses obs["Enemies"], the lyres, a list with x, y and type, the nearest first, and obs["lives"].
    """
    return random.choice(
        [NOOP, UP, RIGHT, LEFT, DOWN, UPRIGHT, UPLEFT, DOWNRIGHT, DOWNLEFT]
    )


def act(obs):
    """One step: look, then choose. Returns an index into Asterix's action set."""
    target = choose_target(obs)
    return select_action(obs, target)
