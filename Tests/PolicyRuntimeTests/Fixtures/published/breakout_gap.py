import opto.trace as trace
from opto.trace import bundle, Module


@trace.model
class Policy(Module):
    def init(self):
        pass

    def __call__(self, obs):
        x = self.predict(obs)
        target = self.aim(x, obs)
        return self.move(target, obs)

    @bundle(trainable=True)
    def predict(self, obs):
        """Where the ball meets the paddle's plane (y=189); None while it goes up."""
        if 'Ball' not in obs:
            return None
        ball = obs['Ball']
        if ball['dy'] <= 0:
            return None
        t = (189 - ball['y']) / ball['dy']
        x = ball['x'] + ball['dx'] * t
        n = 0
        while (x < 9 or x > 152) and n < 10:
            x = 18 - x if x < 9 else 304 - x
            n += 1
        return x if n < 10 else None

    @bundle(trainable=True)
    def aim(self, x, obs):
        """Aim at the widest gap of the lowest rows."""
        if x is None:
            return None
        gaps = []
        for color in ['B', 'A', 'G', 'Y', 'O', 'R']:
            row = sorted(obs.get(f'{color}B', []), key=lambda brick: brick['x'])
            edge = 8
            for brick in row:
                if brick['x'] - edge > 6:
                    gaps.append({'x': (edge + brick['x']) / 2, 'w': brick['x'] - edge, 'row': color})
                edge = brick['x'] + brick['w']
            if row and 152 - edge > 6:
                gaps.append({'x': (edge + 152) / 2, 'w': 152 - edge, 'row': color})
        if not gaps:
            return x + (3 if obs['Ball']['dx'] < 0 else -3)
        widest = max(gaps, key=lambda g: (g['w'], -abs(g['x'] - x)))
        nearest = min(gaps, key=lambda g: abs(g['x'] - x))
        goal = widest if widest['w'] > 2 * nearest['w'] else nearest
        return x - max(-6, min(6, (goal['x'] - x) / 10))

    @bundle(trainable=True)
    def move(self, target, obs):
        if target is None:
            return 1 if 'Ball' not in obs else 0
        paddle = obs.get('Player')
        if paddle is None:
            return 0
        center = paddle['x'] + paddle['w'] / 2
        if center < target - 3:
            return 2
        elif center > target + 3:
            return 3
        return 0
