def trainable(function):
    return function

PADDLE_Y = 189
LEFT, RIGHT = 8, 152

@trainable
def predict_ball_trajectory(obs):
    """Predicts the x-coordinate where the ball comes down to the paddle."""
    ball = obs.get("Ball")
    if ball is None:
        return None
    dx, dy = ball["dx"], ball["dy"]
    if dy <= 0:
        return ball["x"]
    x = ball["x"] + dx * (PADDLE_Y - ball["y"]) / dy
    width = RIGHT - LEFT
    x = (x - LEFT) % (2 * width)
    if x > width:
        x = 2 * width - x
    return x + LEFT

@trainable
def generate_paddle_target(predicted_x, obs):
    """Aims the paddle so that the ball flies to the fullest side."""
    if predicted_x is None:
        return 80
    left = 0
    right = 0
    for row in ("RB", "OB", "YB", "GB", "AB", "BB"):
        for brick in obs.get(row, []):
            if brick["x"] + brick["w"] / 2 < 80:
                left += brick["w"]
            else:
                right += brick["w"]
    offset = 3 if left > right else -3
    return predicted_x + offset

@trainable
def select_paddle_action(target, obs):
    player = obs.get("Player")
    if player is None or "Ball" not in obs:
        return 1
    centre = player["x"] + player["w"] // 2
    if target - centre > 3:
        return 2
    if target - centre < -3:
        return 3
    return 0

def act(obs):
    return select_paddle_action(generate_paddle_target(predict_ball_trajectory(obs), obs), obs)
