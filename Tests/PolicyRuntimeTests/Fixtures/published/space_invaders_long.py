import opto.trace as trace
from opto.trace import bundle, node, Module, GRAPH
import random
import math
from collections.abc import Mapping
from typing import Any, Dict, List, Optional, Tuple

Obs = Dict[str, Any]

SCREEN_LEFT = 35
SCREEN_RIGHT = 122
PLAYER_Y = 185
BULLET_SPEED = 7.5     # tunable: 4.0..10.0
SAFE_DISTANCE = 9      # tunable: 4..16
FIRE_ALIGNMENT = 5     # tunable: 1..12

ACTION_NAMES = {
    0: "NOOP",
    1: "FIRE",
    2: "RIGHT",
    3: "LEFT",
    4: "RIGHTFIRE",
    5: "LEFTFIRE",
}
NAME_TO_ACTION = {name: number for number, name in ACTION_NAMES.items()}


@trace.model
class Policy(Module):
    def init(self):
        pass

    def __call__(self, obs):
        groups = self.group_objects(obs)
        threats = self.assess_threats(groups)
        shelter = self.find_shelter(groups, threats)
        target = self.select_target(groups)
        plan = self.make_plan(groups, threats, shelter, target)
        return self.execute(plan)

    def group_objects(self, obs: Obs) -> Dict[str, List[dict]]:
        """Frozen: sorts the objects by kind."""
        groups = {"aliens": [], "shields": [], "enemy_bullets": [], "own_bullets": [], "player": [], "satellite": []}
        for name in sorted(obs):
            box = obs[name]
            if not isinstance(box, dict):
                continue
            if name == "Player":
                groups["player"].append(box)
            elif name.startswith("Alien"):
                row = int(name[len("Alien"):]) // 6
                groups["aliens"].append({**box, "row": row})
            elif name.startswith("Shield"):
                groups["shields"].append(box)
            elif name.startswith("Satellite"):
                groups["satellite"].append(box)
            elif name.startswith("Bullet"):
                key = "own_bullets" if box["dy"] < 0 else "enemy_bullets"
                groups[key].append(box)
        return groups

    @bundle(trainable=True)
    def assess_threats(self, groups):
        """
        For every bullet that comes down: when and where it arrives.

        Args:
            groups (dict): lists of boxes by kind

        Returns:
            list of (eta, x, weight), the most urgent first
        """
        threats = []
        if not groups["player"]:
            return threats
        player = groups["player"][0]
        for bullet in groups["enemy_bullets"]:
            speed = bullet["dy"]
            if speed <= 0:
                continue
            distance = player["y"] - (bullet["y"] + bullet["h"])
            if distance < -4:
                continue
            eta = max(0.0, distance / speed)
            x = bullet["x"] + bullet["w"] / 2 + bullet["dx"] * eta
            blocked = any(
                s["x"] <= x <= s["x"] + s["w"] and bullet["y"] < s["y"] for s in groups["shields"]
            )
            weight = (0.25 if blocked else 1.0) / (1.0 + eta)
            threats.append((eta, x, weight))
        threats.sort(key=lambda t: t[0])
        return threats[:4]

    @bundle(trainable=True)
    def find_shelter(self, groups, threats):
        """
        The middle of the nearest shield, or None.
        """
        if not groups["player"] or not groups["shields"]:
            return None
        px = groups["player"][0]["x"]
        middles = [s["x"] + s["w"] / 2 for s in groups["shields"]]
        nearest = min(middles, key=lambda m: abs(m - px))
        crowded = sum(1 for _, x, _ in threats if abs(x - nearest) < 12)
        if crowded >= 2:
            others = [m for m in middles if m != nearest]
            return min(others, key=lambda m: abs(m - px)) if others else None
        return nearest

    @bundle(trainable=True)
    def select_target(self, groups):
        """
        Choose what to shoot: the saucer if it can be hit, else the lowest alien nearest to us.

        Returns:
            tuple (x to aim at, value) or None
        """
        if not groups["player"]:
            return None
        px = groups["player"][0]["x"] + 3.5

        def time_to_hit(box):
            return (PLAYER_Y - box["y"]) / BULLET_SPEED

        def aim_point(box):
            return box["x"] + box["w"] / 2 + box["dx"] * time_to_hit(box)

        for saucer in groups["satellite"]:
            x = aim_point(saucer)
            if SCREEN_LEFT <= x <= SCREEN_RIGHT and abs(x - px) < 30:
                return x, 200
        best, best_score = None, float("-inf")
        for alien in groups["aliens"]:
            x = aim_point(alien)
            score = alien["y"] * 0.5 - abs(x - px) + (5 - alien["row"]) * 2
            score -= 1e-3 * alien["x"]
            if score > best_score:
                best, best_score = x, score
        if best is None:
            return None
        return best, best_score

    @bundle(trainable=True)
    def make_plan(self, groups, threats, shelter, target):
        """
        Decide on movement and fire.

        Returns:
            dict: {"move": -1/0/1, "fire": bool, "why": str}
        """
        plan = {"move": 0, "fire": False, "why": "idle"}
        if not groups["player"]:
            plan["why"] = "no player"
            return plan
        player = groups["player"][0]
        x = player["x"] + player["w"] / 2
        loaded = len(groups["own_bullets"]) == 0

        danger = {move: 0.0 for move in (-1, 0, 1)}
        for move in danger:
            for eta, bx, weight in threats:
                reach = x + move * min(eta, 6) * 2
                if abs(bx - reach) < SAFE_DISTANCE:
                    danger[move] += weight * (SAFE_DISTANCE - abs(bx - reach))
        if danger[0] > 0.35:
            options = [m for m in danger if SCREEN_LEFT < x + 4 * m < SCREEN_RIGHT]
            plan["move"] = min(options or [0], key=lambda m: (round(danger[m], 4), abs(m)))
            plan["why"] = f"dodge {danger[0]:.2f}"
            plan["fire"] = loaded and target is not None and abs(target[0] - x) < FIRE_ALIGNMENT
            return plan

        if target is not None:
            gap = target[0] - x
            plan["fire"] = loaded and abs(gap) <= FIRE_ALIGNMENT
            if abs(gap) > 2:
                plan["move"] = 1 if gap > 0 else -1
            plan["why"] = "aim {:.1f}".format(gap)
            if danger[plan["move"]] > danger[0]:
                plan["move"] = 0
                plan["why"] += ", wait"
        elif shelter is not None:
            gap = shelter - x
            plan["move"] = 0 if abs(gap) < 4 else int(math.copysign(1, gap))
            plan["why"] = "shelter"
        else:
            plan["move"] = random.randint(-1, 1)
        return plan

    @bundle(trainable=True)
    def execute(self, plan):
        """
        Map the plan to an action number.
        """
        name = {-1: "LEFT", 0: "", 1: "RIGHT"}[plan["move"]] + ("FIRE" if plan["fire"] else "")
        print(plan["why"], "->", name or "NOOP")
        return NAME_TO_ACTION.get(name or "NOOP", 0)
