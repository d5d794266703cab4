"""Q*bert in two functions. A weak start: it sees its neighbours and leaps at random.

Every leap is to one of the four cubes beside: UP goes up and right, RIGHT down and right, LEFT up and
left, DOWN down and left. Places are pixels from the top left; rows of cubes are about 29 lines apart,
cubes of a row 24 columns. Who leaps off the pyramid loses a life, unless there is a disk.
"""

import random

NOOP = 0
FIRE = 1
UP = 2
RIGHT = 3
LEFT = 4
DOWN = 5


def trainable(function):
    """Marks a function that training may rewrite; everything else stays as it is."""
    return function


@trainable
def find_danger(obs):
    """Find someone who may hurt Q*bert.

    Uses obs["Player"], a box with x, y, w, h and the velocity dx, dy in pixels a step, and
    obs["Enemies"], such boxes with their type: Coily follows, PurpleBall and RedBall leap down.
    obs["Friendlies"] are Sam and GreenBall, which are worth catching. Keys may be absent. Returns a
    box or None.
    """
    if "Enemies" not in obs:
        return None
    return obs["Enemies"][0]


@trainable
def select_action(obs, danger):
    """Choose a leap: change the colour of every cube, and stay away from danger.

    Uses obs["Cubes"], a list with x, y and state (how many new colours the cube has had in this
    round; rounds from 4 on ask for two), obs["Disks"], a list with x, y, w, h, obs["round"] counted
    from 0, and obs["lives"].
    """
    return random.choice([UP, RIGHT, LEFT, DOWN])


def act(obs):
    """One step: look, then choose. Returns an index into Q*bert's action set."""
    danger = find_danger(obs)
    return select_action(obs, danger)
