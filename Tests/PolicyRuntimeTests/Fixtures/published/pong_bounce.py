import opto.trace as trace
from opto.trace import bundle, node, Module, GRAPH


@trace.model
class Policy(Module):
    def init(self):
        pass

    def __call__(self, obs):
        landing = self.predict_landing(obs)
        return self.steer(landing, obs)

    @bundle(trainable=True)
    def predict_landing(self, obs):
        """
        Predict the y-coordinate at which the ball crosses the paddle's plane.

        Walls: top y=34, bottom y=194. The paddle stands at x=140.

        Args:
            obs (dict): "Player", "Ball", "Enemy" boxes with x, y, w, h, dx, dy.
        Returns:
            float or None
        """
        if "Ball" not in obs:
            return None
        ball = obs["Ball"]
        x, y = float(ball.get("x", 0)), float(ball.get("y", 0))
        dx, dy = ball.get("dx", 0), ball.get("dy", 0)
        if dx <= 0:
            return 110.0 if dx < 0 else y
        steps = (140 - x) / dx
        y = y + dy * steps
        bounces = 0
        while y < 34 or y > 194:
            if y < 34:
                y = 34 + (34 - y)
            elif y > 194:
                y = 194 - (y - 194)
            bounces += 1
            if bounces > 8:  # never loop for ever
                break
        return y

    @bundle(trainable=True)
    def steer(self, landing, obs):
        '''
        Move the paddle: 2 is up, 3 is down, 0 stays.
        '''
        if landing is None or "Player" not in obs:
            return 0
        player = obs["Player"]
        center = player["y"] + player.get("h", 15) / 2.0
        tolerance = max(2.0, min(6.0, abs(140 - obs.get("Ball", {}).get("x", 70)) / 20.0))
        diff = center - landing
        if abs(diff) <= tolerance:
            return 0
        return 2 if diff > 0 else 3
