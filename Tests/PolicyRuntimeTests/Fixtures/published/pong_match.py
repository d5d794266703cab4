from opto.trace import model, bundle, Module


@model
class Policy(Module):
    def forward(self, obs):
        zone = self.zone(obs)
        return self.respond(zone, obs)

    @bundle(trainable=True, description="[zone] Where the ball is and where it goes.")
    def zone(self, obs):
        match obs:
            case {"Ball": {"x": x, "dx": dx, "dy": dy, **rest}, "Player": {"x": px}}:
                near = (px - x) < 40
                if dx > 0 and near:
                    return ("danger", dx, dy)
                elif dx > 0:
                    return ("coming", dx, dy)
                return ("leaving", dx, dy)
            case {"Player": _}:
                return ("waiting",)
            case _:
                return None

    @bundle(trainable=True)
    def respond(self, zone, obs):
        match zone:
            case None:
                return 0
            case ("waiting",):
                return 1
            case ("leaving", dx, dy) if dx == 0:
                return 0
            case ("leaving", *_):
                goal, slack = 114, 12
            case (("danger" | "coming") as kind, int(dx), int(dy)):
                ball = obs["Ball"]
                ahead = (obs["Player"]["x"] - ball["x"]) // dx
                goal = ball["y"] + dy * ahead
                goal = -goal + 68 if goal < 34 else 388 - goal if goal > 194 else goal
                slack = {"danger": 2, "coming": 5}[kind]
        y = obs["Player"]["y"] + 7
        return 0 if abs(y - goal) <= slack else (2 if y > goal else 3)
