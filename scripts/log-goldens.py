#!/usr/bin/env python3
"""Writes what the log fixtures hold, computed here in Python alone.

    scripts/log-goldens.py            writes Tests/BaselinesTests/Fixtures/*/expected.csv

The readers in Swift are held against these files. Standard library only.
"""
import csv
import glob
import gzip
import json
import math
import os

FIXTURES = os.path.join(os.path.dirname(__file__), "../Tests/BaselinesTests/Fixtures")


def write(folder, header, rows):
    with open(os.path.join(FIXTURES, folder, "expected.csv"), "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[repr(x) if isinstance(x, float) else x for x in row] for row in rows])


def monitors():
    """The best mean of 100 consecutive episodes, and when it was first reached."""
    rows = []
    for folder in sorted(glob.glob(os.path.join(FIXTURES, "monitor/*/*/"))):
        episodes, starts = [], []
        for path in sorted(glob.glob(os.path.join(folder, "*.monitor.csv.gz"))):
            lines = gzip.open(path, "rt").read().splitlines()
            start = json.loads(lines[0][1:])["t_start"]
            starts.append(start)
            for line in lines[2:]:
                value, length, time = map(float, line.split(","))
                episodes.append((start + time, value, length))
        episodes.sort(key=lambda episode: episode[0])
        best, at = float("-inf"), 0.0
        for end in range(100, len(episodes) + 1):
            mean = sum(episode[1] for episode in episodes[end - 100 : end]) / 100
            if mean > best:
                best, at = mean, episodes[end - 1][0] - min(starts)
        name = os.path.relpath(folder, os.path.join(FIXTURES, "monitor"))
        rows.append([name, len(episodes), sum(e[2] for e in episodes), best, at / 60])
    write("monitor", ["run", "episodes", "frames", "best", "minutes"], rows)


def rllib():
    """The rows with a mean, its best, and the clock and the steps where it was first reached."""
    rows = []
    for path in sorted(glob.glob(os.path.join(FIXTURES, "rllib/*/*.gz"))):
        with gzip.open(path, "rt") as file:
            if path.endswith("result.json.gz"):
                table = [json.loads(line) for line in file]
            else:
                table = list(csv.DictReader(file))
        points = [
            (float(row["episode_reward_mean"]), float(row["timesteps_total"]), float(row["time_total_s"]))
            for row in table
        ]
        points = [point for point in points if not math.isnan(point[0])]
        best = max(points, key=lambda point: point[0])
        name = os.path.relpath(path, os.path.join(FIXTURES, "rllib"))
        rows.append([name, len(points), *best, points[-1][0], points[-1][2]])
    header = ["file", "rows", "best", "steps", "seconds", "last", "last_seconds"]
    write("rllib", header, rows)


def dopamine():
    """The value of each run at its first and last iteration, and the sum of all."""
    rows = []
    for path in sorted(glob.glob(os.path.join(FIXTURES, "dopamine/*.json"))):
        runs = {}
        for record in json.load(open(path)):
            iterations = runs.setdefault(record["Agent"], {})
            iterations.setdefault(record["Iteration"], []).append(record["Value"])
        for agent, iterations in runs.items():
            for run in range(len(iterations[0])):
                values = [iterations[i][run] for i in sorted(iterations)]
                rows.append(
                    [os.path.basename(path), agent, run + 1, len(values), values[0], values[-1],
                     math.fsum(values)]
                )
    write("dopamine", ["file", "agent", "run", "count", "first", "last", "sum"], rows)


def oc_atari():
    """The clock that the speed gives at some steps of the returns."""
    folder = os.path.join(FIXTURES, "oc_atari/pong/run-0")

    def read(name):
        with open(os.path.join(folder, name)) as file:
            return [tuple(map(float, row)) for row in list(csv.reader(file))[1:]]

    clock, seconds = {}, 0.0
    for step, speed in read("time_fps.csv"):
        seconds = max(seconds, step / speed)
        clock[step] = seconds
    rows = [[*point, clock[point[0]]] for point in read("rollout_return.csv") if point[0] in clock]
    write("oc_atari", ["step", "return", "seconds"], rows[::40])


if __name__ == "__main__":
    monitors()
    rllib()
    dopamine()
    oc_atari()
