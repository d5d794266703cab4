"""Pong: a learned, modular policy of the usual shape."""
import random


def trainable(function):
    return function


@trainable
def predict_ball_trajectory(obs):
    """Predicts the y-coordinate where the ball meets the paddle's column."""
    if "Ball" not in obs or "Player" not in obs:
        return None
    ball = obs["Ball"]
    player = obs["Player"]
    if ball["dx"] <= 0:
        return None
    steps = (player["x"] - ball["x"]) / ball["dx"]
    y = ball["y"] + ball["dy"] * steps
    top = 34
    bottom = 194
    while y < top or y > bottom:
        if y < top:
            y = 2 * top - y
        else:
            y = 2 * bottom - y
    return y


@trainable
def select_action(predicted_y, obs):
    """Chooses the action that moves the paddle's centre to the predicted y-coordinate."""
    player = obs.get("Player")
    if player is None:
        return 0
    centre = player["y"] + player["h"] / 2
    if predicted_y is None:
        target = 105
    else:
        target = predicted_y
    distance = target - centre
    if abs(distance) < 4:
        return 0
    if distance < 0:
        return 2
    return 3


def act(obs):
    predicted_y = predict_ball_trajectory(obs)
    action = select_action(predicted_y, obs)
    return action
