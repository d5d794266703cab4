"""Breakout in three functions. A weak start: it knows where the ball is and moves at random.

Places are pixels from the left edge of the screen.
"""

import random

NOOP = 0
FIRE = 1  # serves the ball
RIGHT = 2
LEFT = 3


def trainable(function):
    """Marks a function that training may rewrite; everything else stays as it is."""
    return function


@trainable
def predict_ball_trajectory(obs):
    """Say at which x the ball will come down to the paddle.

    Uses obs["Ball"], a box with x, y, w, h and the velocity dx, dy in pixels per step; the key is
    absent while no ball is in play. The ball bounces off the side walls and the bricks.
    Returns an x, or None where there is nothing to predict.
    """
    if "Ball" not in obs:
        return None
    return obs["Ball"]["x"]


@trainable
def generate_paddle_target(obs, ball_x):
    """Choose the x to which the paddle should go, given the predicted x of the ball or None.

    A hit near the end of the paddle sends the ball off at a flat angle. Returns an x or None.
    """
    return ball_x


@trainable
def select_paddle_action(obs, target_x):
    """Choose NOOP, FIRE, RIGHT or LEFT so that the paddle is at target_x in time.

    Uses obs["Player"], the paddle's box. One press moves the paddle about as far as it is wide,
    half of it in the step after.
    """
    return random.choice([NOOP, FIRE, RIGHT, LEFT])


def act(obs):
    """One step: predict, aim, move. Returns an index into Breakout's action set."""
    ball_x = predict_ball_trajectory(obs)
    target_x = generate_paddle_target(obs, ball_x)
    return select_paddle_action(obs, target_x)
