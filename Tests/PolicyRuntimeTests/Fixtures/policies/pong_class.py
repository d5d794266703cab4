import random
import math
import opto.trace as trace
from opto.trace import bundle, Module


@trace.model
class Policy(Module):
    """A learned policy of the kind that training writes, with what it noticed on the way."""

    def init(self):
        pass

    def __init__(self):
        super().__init__()
        self.last_prediction = None
        self.errors = []

    def __call__(self, obs):
        predicted_ball_y = self.predict_ball_trajectory(obs)
        action = self.select_action(predicted_ball_y, obs)
        return action

    @trace.bundle(trainable=True)
    def predict_ball_trajectory(self, obs):
        """
        Predict the y-coordinate where the ball will meet the paddle.

        Returns:
            float: the predicted y-coordinate, or None.
        """
        if 'Ball' not in obs or 'Player' not in obs:
            return None
        ball = obs['Ball']
        player = obs['Player']
        ball_x, ball_y = ball['x'], ball['y']
        ball_dx, ball_dy = ball.get('dx', 0), ball.get('dy', 0)
        if ball_dx <= 0:
            # Moving away: drift back to the middle.
            return 110 + (ball_y - 110) * 0.25
        TOP, BOTTOM = 34, 190
        time_to_reach = (player['x'] - ball_x) / ball_dx
        predicted = ball_y + ball_dy * time_to_reach
        bounces = 0
        while (predicted < TOP or predicted > BOTTOM) and bounces < 10:
            if predicted < TOP:
                predicted = TOP + (TOP - predicted)
            elif predicted > BOTTOM:
                predicted = BOTTOM - (predicted - BOTTOM)
            bounces += 1
        if self.last_prediction is not None:
            self.errors.append(abs(predicted - self.last_prediction))
            self.errors = self.errors[-5:]
        self.last_prediction = predicted
        return predicted

    @trace.bundle(trainable=True)
    def select_action(self, predicted_ball_y, obs):
        """
        Select the action that moves the paddle to the predicted place: 0 NOOP, 2 up, 3 down.
        """
        if predicted_ball_y is not None and 'Player' in obs:
            spread = sum(self.errors) / len(self.errors) if self.errors else 0.0
            margin = max(2, min(6, math.ceil(spread)))
            center = obs['Player']['y'] + obs['Player']['h'] / 2 + obs['Player'].get('dy', 0) * 1.5
            if predicted_ball_y < center - margin:
                return 2
            elif predicted_ball_y > center + margin:
                return 3
            return 0
        return random.choice([0, 2, 3])
