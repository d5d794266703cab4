"""Keeps all kinds of values on self and changes them in all kinds of ways, by an order of its own."""


class Item:
    def __init__(self, value):
        self.value = value
        self.links = []


class Policy:
    def __init__(self):
        self.seed = 7
        self.lists = [[], [1, 2], [(3, "three")]]
        self.table = {"a": self.lists[0], (0, 1): "pair"}
        self.members = {1, 2}
        self.alias = self.lists[1]
        self.item = Item(0)
        self.previous = None
        self.text = ""
        self.deep = None
        self.bad = None

    def draw(self, count):
        self.seed = (self.seed * 1103515245 + 12345) % 2147483648
        return (self.seed >> 8) % count

    def value(self, obs):
        return [
            self.draw(100), self.draw(100) / 8, f"text {self.draw(50)}", (self.draw(9), [self.draw(9)]),
            obs["Ball"], obs["row"], self.alias, range(self.draw(5)), None, "constant",
            {"k": self.draw(9)}, {self.draw(4)}, obs["Ball"].copy(), self.previous, self.item,
        ][self.draw(15)]

    def change(self, kind, obs):
        xs = self.lists[self.draw(len(self.lists))]
        key = ["a", "b", self.draw(40), (self.draw(6), f"k{self.draw(6)}"), f"n{self.draw(30)}"][self.draw(5)]
        if kind == 0:
            xs.append(self.value(obs))
        elif kind == 1 and xs:
            xs.pop(self.draw(len(xs)))
        elif kind == 2 and xs:
            xs.pop()
        elif kind == 3 and xs:
            xs[self.draw(len(xs))] = self.value(obs)
        elif kind == 4:
            xs.insert(self.draw(len(xs) + 1), self.value(obs))
        elif kind == 5:
            xs.reverse()
        elif kind == 6:
            xs[self.draw(4):self.draw(8)] = [self.value(obs) for _ in range(self.draw(4))]
        elif kind == 7:
            del xs[:-4]
        elif kind == 8:
            xs += [self.draw(9), (1, self.draw(3))]
        elif kind == 9:
            self.lists[self.draw(3)] = xs[-5:]
        elif kind == 10:
            self.table[key] = self.value(obs)
        elif kind == 11:
            self.table.pop(key, None)
        elif kind == 12:
            self.table.setdefault(key, []).append(self.draw(9)) if not isinstance(
                self.table.get(key, []), (int, float, str, tuple, dict, set, range, type(None), Item)) else None
        elif kind == 13:
            self.members.add(self.draw(60))
            self.members.add(f"m{self.draw(9)}")
        elif kind == 14:
            self.members.discard(self.draw(60))
        elif kind == 15:
            self.members |= {self.draw(60), (1, self.draw(3))}
        elif kind == 16:
            self.alias = xs
        elif kind == 17:
            self.previous = obs if self.draw(2) else obs["Ball"]
        elif kind == 18:
            self.item = Item(self.value(obs))
            self.item.links.append(self.item)
            self.item.links.append(xs)
        elif kind == 19:
            self.item.value = self.value(obs)
            self.item.links.append(self.draw(9))
        elif kind == 20:
            self.text += f"{self.draw(10)}"
            self.text = self.text[-40:]
        elif kind == 21:
            self.deep = [self.deep, self.draw(9)] if self.draw(9) else None
        elif kind == 22:
            self.table = {k: v for k, v in self.table.items() if self.draw(3)}
        elif kind == 23:
            xs *= 2
            del xs[12:]
        elif kind == 24:
            obs["Ball"]["x"] = -1
        elif kind == 25:
            for i in range(self.draw(30)):
                xs.append((i, self.draw(9)))
            xs.pop(0) if xs else None
        elif kind == 26:
            xs.clear()
        elif kind == 27 and self.table:
            self.table.popitem()
        elif kind == 28:
            for i in range(20):
                self.table[("many", self.draw(40))] = [i]
        elif kind == 29:
            setattr(self, f"extra{self.draw(12)}", self.value(obs))

    def forget(self):
        """Values must not hold more and more of each other."""
        if len(repr(self.lists)) + len(repr(self.table)) + len(repr(self.previous)) > 3000:
            self.lists = [[], [1, 2], [(3, "three")]]
            self.table = {"a": self.lists[0]}
            self.alias = self.lists[1]
            self.item = Item(0)
            self.previous = None
            for i in range(12):
                setattr(self, f"extra{i}", None)

    def __call__(self, obs):
        if obs["bad"] == 1:
            for kind in range(30):
                self.change(kind, obs)
            self.bad = iter([1])
            return None
        for _ in range(self.draw(8)):
            self.change(self.draw(30), obs)
        self.forget()
        if obs["bad"] == 2:
            obs["nothing"]
        links = [x is xs for x in self.item.links for xs in self.lists + [self.item, self.alias]]
        return (self.seed, self.lists, self.table, sorted(map(str, self.members)), self.previous,
                self.text, self.deep, self.item.value, links,
                [a is b for a in self.lists for b in list(self.table.values()) + [self.alias]])
