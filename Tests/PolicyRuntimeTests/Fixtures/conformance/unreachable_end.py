# Code behind a return that would loop, as the last of a file.
def act(obs):
    return ("before", len(obs))
    return [x for x in 5]
