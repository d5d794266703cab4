"""Enduro in two functions. A weak start: it sees the cars and steers at random.

The game counts cars that are passed: a day's number of them must be reached before the day ends. The
player's car drives at the lower end of the picture; cars that it catches up with come down the
road, so a larger y is nearer. A crash costs most of the speed.
"""

import random

NOOP = 0
GAS = 1
RIGHT = 2
LEFT = 3
BRAKE = 4
BRAKE_RIGHT = 5
BRAKE_LEFT = 6
GAS_RIGHT = 7
GAS_LEFT = 8


def trainable(function):
    """Marks a function that training may rewrite; everything else stays as it is."""
    return function


@trainable
def find_danger(obs):
    """Say on which side the next car is in the way.

    Uses obs["Player"], a box with x, y, w, h, and obs["EnemyCars"], a list from the nearest; each has
    x, y, w, h and its distance to the player, rel_x (above 0: to the right) and rel_y (above 0: it is
    lower). obs["nearest_enemy_rel_x"] and obs["nearest_enemy_rel_y"] are those of the first. Keys of
    cars are absent while there is none. obs["Road"] lists from below for some lines y the columns left
    and right of the road's edges. Returns "left", "right" or None.
    """
    if "nearest_enemy_rel_x" not in obs:
        return None
    if abs(obs["nearest_enemy_rel_x"]) < 4:
        return "right"
    return None


@trainable
def select_action(obs, danger):
    """Choose one of the nine actions so that as many cars as possible are passed.

    Uses obs["speed"], which is 6 after a crash while the others drive at 24, obs["cars_left"], the cars
    still to pass on this day, and obs["phase"]: "day", "snow" (the car steers badly), "dusk", "night"
    (only tail lights are seen) or "fog" (only near cars are seen). In a bend the car drifts outwards.
    """
    if danger == "right":
        return random.choice([GAS_LEFT, LEFT, BRAKE])
    return random.choice([GAS, GAS_LEFT, GAS_RIGHT, NOOP])


def act(obs):
    """One step: look, then choose. Returns an index into Enduro's action set."""
    danger = find_danger(obs)
    return select_action(obs, danger)
