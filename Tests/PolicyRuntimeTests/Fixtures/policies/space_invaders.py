"""Space Invaders: dodge bullets, chase the nearest column of aliens."""


def trainable(function):
    return function


@trainable
def find_threat(obs):
    """Finds the bullet that will hit the player soonest."""
    player = obs.get("Player")
    if player is None:
        return None
    best = None
    best_distance = 1000
    for key, value in obs.items():
        if not key.startswith("Bullet"):
            continue
        if value["dy"] <= 0:
            continue
        distance = player["y"] - value["y"]
        if 0 < distance < best_distance and abs(value["x"] - player["x"]) < 12:
            best = value
            best_distance = distance
    return best


@trainable
def find_target(obs):
    """Finds the alien nearest to the player's column."""
    player = obs.get("Player")
    if player is None:
        return None
    centre = player["x"] + player["w"] / 2
    best = None
    best_distance = 1000
    for i in range(36):
        key = f"Alien{i}"
        if key not in obs:
            break
        alien = obs[key]
        distance = abs(alien["x"] + alien["w"] / 2 + 2 * alien["dx"] - centre)
        if distance < best_distance:
            best = alien
            best_distance = distance
    return best


@trainable
def decide(threat, target, obs):
    """Moves away from the threat, else towards the target, and fires when aligned."""
    player = obs.get("Player")
    if player is None:
        return 0
    if threat is not None:
        if threat["x"] >= player["x"]:
            return 3
        return 2
    if target is None:
        return 1
    distance = target["x"] - player["x"]
    if abs(distance) < 5:
        return 1
    if distance > 0:
        return 4
    return 5


def act(obs):
    threat = find_threat(obs)
    target = find_target(obs)
    return decide(threat, target, obs)
