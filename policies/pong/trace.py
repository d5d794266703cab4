"""Pong in the class style of the Trace library. A weak start: it moves at random.

The player is the paddle on the right. Heights are pixels from the top of the screen.
"""

import random

import opto.trace as trace
from opto.trace import Module

NOOP = 0
RIGHT = 2  # moves the paddle up
LEFT = 3  # moves the paddle down


@trace.model
class Policy(Module):
    """Predicts where the ball goes, then chooses an action."""

    def __init__(self):
        super().__init__()
        self.actions = [NOOP, RIGHT, LEFT]

    def __call__(self, obs):
        """One step. Returns an index into Pong's action set."""
        ball_y = self.predict_ball_trajectory(obs)
        return self.select_action(ball_y, obs)

    @trace.bundle(trainable=True)
    def predict_ball_trajectory(self, obs):
        """Say at which height the ball will reach the player's column.

        Uses obs["Ball"], a box with x, y, w, h and the velocity dx, dy in pixels per step; the key
        is absent while no ball is in play. The ball bounces off the upper and the lower wall.
        Returns a height, or None where there is nothing to predict.
        """
        if "Ball" in obs:
            return obs["Ball"].get("y", None)
        return None

    @trace.bundle(trainable=True)
    def select_action(self, ball_y, obs):
        """Choose NOOP, RIGHT (up) or LEFT (down) so that the paddle meets the ball.

        Uses obs["Player"], the paddle's box, and ball_y, the predicted height or None.
        The paddle has momentum: it goes on for a moment after the last press.
        """
        return random.choice(self.actions)
