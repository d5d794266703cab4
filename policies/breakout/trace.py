"""Breakout in the class style of the Trace library. A weak start: it moves at random.

Places are pixels from the left edge of the screen.
"""

import opto.trace as trace
from opto.trace import Module, bundle

NOOP, FIRE, RIGHT, LEFT = 0, 1, 2, 3


@trace.model
class Policy(Module):
    """Predicts the ball, aims, and moves the paddle."""

    WALLS = (8, 152)

    def __call__(self, obs):
        """One step. Returns an index into Breakout's action set."""
        ball_x = self.predict_ball_trajectory(obs)
        target_x = self.generate_paddle_target(ball_x, obs)
        return self.select_paddle_action(target_x, obs)

    @bundle(trainable=True)
    def predict_ball_trajectory(self, obs):
        """Say at which x the ball will come down to the paddle.

        Uses obs["Ball"], a box with x, y, w, h and the velocity dx, dy in pixels per step; the key
        is absent while no ball is in play. The ball bounces off the walls, whose inner edges are
        self.WALLS, and off the bricks. Returns an x, or None where there is nothing to predict.
        """
        ball = obs.get("Ball")
        if ball is None:
            return None
        left, right = self.WALLS
        return max(left, min(right, ball["x"]))

    @bundle(trainable=True)
    def generate_paddle_target(self, ball_x, obs):
        """Choose the x to which the paddle should go, given the predicted x of the ball or None.

        A hit near the end of the paddle sends the ball off at a flat angle. The bricks that are
        left are in obs["RB"], obs["OB"], ..., lists of boxes by row. Returns an x or None.
        """
        return ball_x

    @bundle(trainable=True)
    def select_paddle_action(self, target_x, obs):
        """Choose NOOP, FIRE, RIGHT or LEFT so that the paddle is at target_x in time.

        Uses obs["Player"], the paddle's box. Without a ball in play, FIRE serves one.
        """
        import random

        return random.choice([NOOP, FIRE, RIGHT, LEFT])
