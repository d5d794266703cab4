# What is not finite, in formats with zeros and separators.
def act(obs):
    for value in (float("inf"), float("-inf"), float("nan"), 1e15, -0.0):
        for width in (3, 5, 8, 17, 18, 19, 20, 21):
            for text in ("%d_", "0%d_", "0%d,.2f", "<0%d_", "0=%d_", "x>0%d,", "+0%d,", "0%d_E", "0%d,%%"):
                print(repr(text), format(value, text % width))
    return 0
