import random
from opto import trace
from opto.trace import bundle


@trace.model
class Policy:
    """Plain class without Module."""

    def __init__(self, patience: int = 3):
        self.patience = patience
        self.queue = []
        self.seen = set()

    def __call__(self, obs):
        if self.queue:
            return self.queue.pop(0)
        plan = self.plan(obs)
        head, *tail = plan or [0]
        self.queue.extend(tail)
        return head

    @bundle(trainable=True)
    def plan(self, obs):
        """A few hops ahead: breadth first over the cubes."""
        player = obs.get("Player")
        cubes = obs.get("Cubes", [])
        if not player or not cubes:
            return []
        pos = min(((abs(c["x"] - player["x"]) + abs(c["y"] - player["y"]), i) for i, c in enumerate(cubes)))[1]
        rows = {}
        for index, cube in enumerate(cubes):
            rows.setdefault(cube["y"], []).append(index)
        levels = [rows[y] for y in sorted(rows)]
        place = {index: (r, c) for r, row in enumerate(levels) for c, index in enumerate(row)}
        moves = {2: (-1, 0), 3: (1, 1), 4: (-1, -1), 5: (1, 0)}
        enemies = {self.nearest(cubes, e) for e in obs.get("Enemies", [])}
        frontier = [(pos, [])]
        visited = {pos}
        while frontier:
            current, path = frontier.pop(0)
            if cubes[current]["state"] == 0 and path:
                return [step for move in path for step in (move, 0)]
            r, c = place[current]
            for action, (dr, dc) in moves.items():
                try:
                    if r + dr < 0 or c + dc < 0:
                        raise IndexError
                    following = levels[r + dr][c + dc]
                except IndexError:
                    continue
                if following in visited or following in enemies:
                    continue
                visited.add(following)
                frontier.append((following, path + [action]))
        self.seen |= visited
        return [random.choice(list(moves))] if self.patience > len(self.seen) % 5 else []

    @staticmethod
    def nearest(cubes, box):
        distance, index = min((abs(c["x"] - box["x"]) + abs(c["y"] - box["y"]), i) for i, c in enumerate(cubes))
        return index if distance < 20 else None
