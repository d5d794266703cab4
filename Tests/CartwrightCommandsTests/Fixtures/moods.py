import random


def act(obs):
    mood = obs["mood"]
    if mood == "loop":
        while True:
            pass
    if mood == "none":
        return None
    if mood == "random":
        return random.randint(0, 1000)
    return obs["answer"] // obs["divisor"]
