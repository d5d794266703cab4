import random
from random import choice, randint as dice


def act(obs):
    print([random.random() for _ in range(5)], random.uniform(-1, 1), random.uniform(5, 2))
    print([random.randint(1, 6) for _ in range(20)], [dice(0, 1000000) for _ in range(3)])
    print([random.choice("abcdef") for _ in range(10)], choice([1, 2, 3]), choice((9,)), choice(range(100)))
    print([random.randrange(10) for _ in range(5)], random.randrange(5, 50, 5), random.randrange(10, 0, -3))
    print([random.gauss(0, 1) for _ in range(5)], random.gauss(10, 0.5))
    xs = list(range(10))
    random.shuffle(xs)
    print(xs, random.sample(range(100), 5), random.sample([1, 2, 3], 3), random.sample(list(range(5)), 0))
    print(random.randint(0, 10 ** 12), random.randint(-(10 ** 18), 10 ** 18))
    random.seed(42)
    first = random.random()
    random.seed(42)
    print(first == random.random(), first)
    random.seed(12345678901234)
    print(random.random())
    return [random.random() for _ in range(700)][-1]
