#!/usr/bin/env python3
"""Records what OCAtari 2.2.1 sees, as JSON lines for the tests of `compat`.

Needs the Python packages ocatari 2.2.1 and ale-py 0.12.1, which the repository does not depend on.

    scripts/record-ocatari.py --out /tmp/recordings                    # 8 x 5,000 steps a game
    scripts/record-ocatari.py --out /tmp/recordings --images 20000     # random RAM instead of play
    scripts/record-ocatari.py pong --out /tmp/recordings --actions F   # what a trained policy chose
    CARTWRIGHT_OCATARI_RECORDINGS=/tmp/recordings swift test -c release --filter CompatTests

The fixtures of Tests/ObjectsTests are the first rows of such recordings.
"""

import argparse
import itertools
import json
import pathlib
import random

import numpy
from ocatari.core import OCAtari
from ocatari.ram.extract_ram_info import detect_objects_ram, init_objects

GAMES = {
    "asterix": "ALE/Asterix-v5",
    "breakout": "ALE/Breakout-v5",
    "enduro": "ALE/Enduro-v5",
    "freeway": "ALE/Freeway-v5",
    "pong": "ALE/Pong-v5",
    "qbert": "ALE/Qbert-v5",
    "seaquest": "ALE/Seaquest-v5",
    "space_invaders": "ALE/SpaceInvaders-v5",
}


def ale_seed(seed):
    """The `random_seed` that Gymnasium's Atari environments give ALE for their own seed."""
    return int(numpy.random.SeedSequence(seed).generate_state(2)[1].astype(numpy.int32))


def row(step, action, reward, terminated, truncated, lives, ram, objects):
    found = []
    for slot, thing in enumerate(objects):
        if not thing:
            continue
        entry = {
            "slot": slot, "category": thing.category,
            "x": int(thing.x), "y": int(thing.y), "w": int(thing.w), "h": int(thing.h),
            "dx": int(thing.dx), "dy": int(thing.dy),
            "rgb": [int(part) for part in thing.rgb], "hud": bool(thing.hud),
        }
        if getattr(thing, "value", None) is not None:
            entry["value"] = int(thing.value)
        if thing.orientation is not None:
            entry["orientation"] = thing.orientation.name
        found.append(entry)
    return {
        "step": step, "action": action, "reward": reward, "terminated": terminated,
        "truncated": truncated, "lives": lives, "ram": bytes(ram).hex(), "objects": found,
    }


def dive(ram, pace=4):
    """Seaquest: to the nearest diver, to the surface with six or little oxygen, always firing; of the
    nine ways to go, only those that lead into no enemy for eight steps, in each of which things swim
    `pace` columns."""
    x, y, oxygen, divers = ram[70], ram[97] + 33, ram[102], ram[62]
    if y <= 48 and oxygen < 60:
        return 0
    enemies, goals = [], []
    for lane in range(4):
        line, kind, column = 141 - 24 * lane, ram[89 + lane] % 16, ram[71 + lane]
        speed = -pace if kind & 8 else pace
        for place in range(3):
            left = (ram[30 + lane] + 16 * place + 8) % 256 - 8
            if ram[36 + lane] >> (2 - place) & 1 and left < 160:
                enemies.append((left, line, speed))
        if kind & 4 and 0 < column < 160:
            enemies.append((column, line, speed))
        elif 14 < column < 146:
            goals.append((abs(column - x) + 2 * abs(line - y), column, line))
    if ram[60] >= 2 and ram[118] < 160:
        enemies.append((ram[118], 45, -pace))
    _, column, line = min(goals, default=(0, 80, 93))
    if divers >= 6 or oxygen < (18 if divers else 12):
        column, line = x, 46

    def cost(way):
        right, down = way
        soonest = next((
            step for step in range(1, 9) for left, top, speed in enemies
            if abs(left + step * speed - x - step * pace * right - 4) < 16
            and abs(top - y - step * pace * down) < 16), 9)
        way_left = abs(x + pace * right - column) + abs(y + pace * down - line)
        faces = right or (1 if ram[86] == 0 else -1)
        targets = sum(abs(top - y) < 8 and (left > x) == (faces > 0) for left, top, _ in enemies)
        return 100 * (9 - soonest) + way_left - 3 * targets

    right, down = min(itertools.product((-1, 0, 1), repeat=2), key=cost)
    return [[15, 10, 14], [12, 1, 11], [17, 13, 16]][down + 1][right + 1]


def leap(ram, seen):
    """Q*bert: the shortest way to a cube of the oldest colour, not to where the others stand or may
    leap next. A cube is its row from the top and its place from the left; `seen` keeps the round's
    colours."""
    cells = [(row, place) for row in range(6) for place in range(row + 1)]
    colors = dict(zip(cells, (ram[i] for i in (
        21, 52, 54, 83, 85, 87, 98, 100, 102, 104, 1, 3, 5, 7, 9, 32, 34, 36, 38, 40, 42))))
    row = (ram[67] - 25) // 28
    here = row, (ram[43] - 77 + 12 * row + 6) // 24
    if here not in colors or (ram[67] - 25) % 28:
        return 0
    ways = {3: (1, 1), 5: (1, 0), 2: (-1, 0), 4: (-1, -1)}
    beyond = lambda cell, way: (cell[0] + way[0], cell[1] + way[1])
    blocked = set()
    for line in range(5):
        picture, column = ram[92 + (line if line < 3 else 7 - line)], ram[75 + line]
        if picture in (0, 17, 59, 81, 102) and ram[107 + line] != 196:
            cell = line + 1, (column - 4 + line + (column >= 4)) // 2
            blocked |= {cell, *(beyond(cell, way) for way in ways.values())}
    if len(set(colors.values())) == 1:
        seen.clear()
    seen += sorted(set(colors.values()) - set(seen))
    first = next(color for color in seen if color in colors.values())
    goals = {cell for cell in cells if colors[cell] == first} - {here}
    front, reached = [(here, None)], {here}
    for cell, first in front:
        if first and cell in goals:
            return first
        for action, way in ways.items():
            goal = beyond(cell, way)
            if goal in colors and goal not in reached | blocked:
                reached.add(goal)
                front.append((goal, first or action))
    return next((action for action, way in ways.items()
                 if beyond(here, way) in colors and beyond(here, way) not in blocked), 0)


class Player:
    """Random actions, each held for one to eight steps; now and then a stretch of better play, in
    which the paddle goes after the ball, the chicken walks, the submarine
    collects divers, the cannon sweeps and fires, Q*bert leaps to cubes of the first colour."""

    def __init__(self, game, actions, seed):
        self.game, self.actions, self.random = game, actions, random.Random(seed)
        self.action, self.hold, self.follow, self.offset = 0, 0, 0, 0
        self.colors = []

    def choose(self, ram):
        if self.follow == 0 and self.random.random() < 0.002:
            self.follow = 3000 if self.game in ("qbert", "seaquest") else 600
        if self.follow > 0:
            self.follow -= 1
            if self.random.random() < 0.02:
                self.offset = self.random.randrange(-6, 7)
            if self.game == "asterix":
                return self.eat(ram)
            if self.game == "enduro":
                return self.drive(ram)
            if self.game == "freeway":
                return 1
            if self.game == "qbert":
                return leap([int(byte) for byte in ram], self.colors)
            if self.game == "seaquest":
                return dive([int(byte) for byte in ram])
            if self.game == "space_invaders":
                return 4 + self.follow // 40 % 2
            if self.game == "pong":
                gap = int(ram[54]) - 1 - int(ram[51]) - 6 + self.offset
                return 1 if ram[54] == 0 else 3 if gap > 2 else 2 if gap < -2 else 0
            gap = int(ram[99]) - 2 - int(ram[72]) - 6 + self.offset
            return 1 if ram[101] == 0 else 2 if gap > 2 else 3 if gap < -2 else 0
        if self.hold == 0:
            self.action = self.random.randrange(self.actions)
            self.hold = self.random.randrange(1, 9)
        self.hold -= 1
        return self.action

    def drive(self, ram):
        """Gas, on the side of the road where the next car is not."""
        shift = int(numpy.int8(ram[46]))
        lanes = [int(lane) for lane in ram[27:31] if lane]
        side = 0 if not lanes else 18 if lanes[0] & 1 else -18
        return 8 if side > shift + 3 else 7 if side < shift - 3 else 1

    def eat(self, ram):
        """Goes to a stage with food and no lyre, the nearest one."""
        stage, x = int(ram[39]), int(ram[41])
        lyres = [ram[18 - i] in (204, 216) and abs(int(ram[42 + i]) - x) < 24 for i in range(8)]
        food = [i for i in range(8) if ram[18 - i] >= 108 and ram[18 - i] not in (204, 216)]
        if lyres[stage]:
            free = [way for way in (-1, 1) if 0 <= stage + way < 8 and not lyres[stage + way]]
            return (1 if free[0] < 0 else 4) if free else 0
        if not food:
            return 0
        goal = min(food, key=lambda i: abs(int(ram[42 + i]) - x) + 12 * abs(i - stage))
        if goal != stage and not lyres[stage + (1 if goal > stage else -1)]:
            return 4 if goal > stage else 1
        return 2 if ram[42 + goal] > x else 3


def play(game, seed, skip, hud, steps, actions):
    # With observations of objects, OCAtari ends with an AttributeError in Q*bert. The stacks are named
    # because its own list of them grows with each environment.
    env = OCAtari(GAMES[game], mode="ram", hud=hud, frameskip=skip, repeat_action_probability=0.0,
                  obs_mode="ori" if game == "qbert" else "obj", create_buffer_stacks=["ori"])
    ale = env._ale
    env.reset(seed=seed)
    player = Player(game, env.action_space.n, seed)
    yield {
        "game": game, "ale_random_seed": ale_seed(seed), "frameskip": skip,
        "repeat_action_probability": 0.0, "hud": hud,
        "minimal_action_set": [int(action.value) for action in ale.getMinimalActionSet()],
        "ocatari": "2.2.1", "ale_py": "0.12.1",
    }
    yield row(0, None, 0, False, False, ale.lives(), ale.getRAM(), env.objects)
    for step in range(1, steps + 1):
        action = player.choose(ale.getRAM()) if actions is None else actions[step - 1]
        # OCAtari returns truncated before terminated.
        _, reward, truncated, terminated, _ = env.step(action)
        yield row(step, action, float(reward), bool(terminated), bool(truncated), ale.lives(),
                  ale.getRAM(), env.objects)
        if terminated or truncated:
            env.reset()
            yield row(step, None, 0, False, False, ale.lives(), ale.getRAM(), env.objects)


def images(game, seed, hud, count):
    """Random RAM, byte by byte, with stretches in which few bytes change; a reset now and then."""
    env = OCAtari(GAMES[game], mode="ram", hud=hud)
    rng = numpy.random.default_rng(seed)
    yield {"game": game, "hud": hud, "random_ram": True}
    objects, ram = None, None
    for step in range(count):
        begins = step == 0 or rng.random() < 0.01
        if begins or rng.random() < 0.3:
            ram = rng.integers(0, 256, 128, dtype=numpy.uint8)
        else:
            ram = ram.copy()
            ram[rng.integers(0, 128, 12)] = rng.integers(0, 256, 12, dtype=numpy.uint8)
        if rng.random() < 0.5:
            ram[[13, 14]] = rng.integers(0, 22, 2)
        if game == "breakout":
            ram[:6] &= 0x3F  # With more bits OCAtari ends with a ValueError.
            ram[57] %= 6
        if game == "space_invaders":
            ram[18:24] &= 0x3F  # With more bits OCAtari ends with an IndexError.
        if game == "enduro":
            ram[27:34] *= rng.integers(0, 2, 7, dtype=numpy.uint8)  # Rows without cars.
        if begins:
            objects = init_objects(env.game_name, hud)
        detect_objects_ram(objects, ram, env.game_name, hud)
        yield row(step, None if begins else 0, 0, False, False, 5, ram, objects)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("games", nargs="*", default=sorted(GAMES))
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[10, 11])
    parser.add_argument("--skips", type=int, nargs="+", default=[1, 4], help="frame skips")
    parser.add_argument("--images", type=int, help="random RAM images instead of play")
    parser.add_argument("--actions", type=pathlib.Path,
                        help="play these actions of one game, an index a line, instead")
    options = parser.parse_args()
    actions = None
    if options.actions:
        actions = [int(word) for word in options.actions.read_text().split()]
        options.steps = min(options.steps, len(actions))
    options.out.mkdir(parents=True, exist_ok=True)
    for game, seed, hud in itertools.product(options.games, options.seeds, (False, True)):
        if hud and game == "enduro":
            continue  # OCAtari ends with an AttributeError.
        for skip in options.skips if options.images is None else (0,):
            if options.images is None:
                name, rows = f"{game}_seed{seed}_skip{skip}_hud{int(hud)}", play(
                    game, seed, skip, hud, options.steps, actions)
            else:
                name, rows = f"{game}_images{seed}_hud{int(hud)}", images(
                    game, seed, hud, options.images)
            with open(options.out / f"{name}.jsonl", "w") as file:
                for entry in rows:
                    file.write(json.dumps(entry, separators=(",", ":")) + "\n")
            print(name)


if __name__ == "__main__":
    main()
