def act(obs):
    numbers = [997.0, 993.0, 95.0, 1234.5, 995.0, 985.0, 999.9999999999999, 5e22, 9.5e22, -997.0, 4.9, 5.0]
    return [[round(n, d) for d in (-1, -2, -3, -4, -22, -23)] for n in numbers]
