"""Pong in two functions. A weak start: it knows where the ball is and moves at random.

The player is the paddle on the right. Heights are pixels from the top of the screen.
"""

import random

NOOP = 0
RIGHT = 2  # moves the paddle up
LEFT = 3  # moves the paddle down


def trainable(function):
    """Marks a function that training may rewrite; everything else stays as it is."""
    return function


@trainable
def predict_ball_trajectory(obs):
    """Say at which height the ball will reach the player's column.

    Uses obs["Ball"], a box with x, y, w, h and the velocity dx, dy in pixels per step; the key is
    absent while no ball is in play. The ball bounces off the upper and the lower wall.
    Returns a height, or None where there is nothing to predict.
    """
    if "Ball" not in obs:
        return None
    return obs["Ball"]["y"]


@trainable
def select_action(obs, ball_y):
    """Choose NOOP, RIGHT (up) or LEFT (down) so that the paddle meets the ball.

    Uses obs["Player"], the paddle's box, and ball_y, the predicted height or None.
    The paddle has momentum: it goes on for a moment after the last press.
    """
    return random.choice([NOOP, RIGHT, LEFT])


def act(obs):
    """One step: predict, then choose. Returns an index into Pong's action set."""
    ball_y = predict_ball_trajectory(obs)
    return select_action(obs, ball_y)
