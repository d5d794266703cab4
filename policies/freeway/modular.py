"""Freeway in two functions. A weak start: it sees the cars and moves at random.

The chicken starts at the bottom and scores a point each time it reaches the top. Lines are pixels
from the top of the screen, so walking up makes y smaller.
"""

import random

NOOP = 0
UP = 1
DOWN = 2


def trainable(function):
    """Marks a function that training may rewrite; everything else stays as it is."""
    return function


@trainable
def find_danger(obs):
    """Say whether a car is about to hit the chicken on its way up.

    Uses obs["Chicken"] and obs["Cars"], a list from the top; each is a box with x, y, w, h and the
    velocity dx, dy in pixels per step. A car drives in its lane: dx below 0 is to the left, above 0
    to the right. obs["Lanes"] lists for each lane from the top its first line y and its speed in
    pixels per frame. Keys may be absent. Returns True or False.
    """
    if "Chicken" not in obs:
        return False
    for car in obs.get("Cars", []):
        if car["y"] == obs["Chicken"]["y"]:
            return True
    return False


@trainable
def select_action(obs, danger):
    """Choose NOOP, UP or DOWN so that the chicken crosses as often as possible.

    A chicken that is hit is pushed back and cannot walk for a moment: obs["stunned"] says for how
    many frames.
    """
    return random.choice([NOOP, UP, DOWN])


def act(obs):
    """One step: look, then choose. Returns an index into Freeway's action set."""
    danger = find_danger(obs)
    return select_action(obs, danger)
