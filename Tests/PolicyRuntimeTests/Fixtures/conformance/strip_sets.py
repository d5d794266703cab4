# What strip, lstrip and rstrip take away: sets of characters of one byte and of more.


def act(obs):
    results = []
    for text in ["Alien12", "", "aab", "éaé", "xyx", "  a ", "12", "é12é", "aéa", "~\x7f~"]:
        for cut in ["0123456789", "a", "xy", " ", "", "é", "aé", "~\x7f"]:
            results.append((text.strip(cut), text.lstrip(cut), text.rstrip(cut)))
    return results
