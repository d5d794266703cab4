#!/usr/bin/env python3
"""Writes what the log fixtures hold, computed here in Python alone.

    scripts/log-goldens.py            writes Tests/BaselinesTests/Fixtures/*/expected.csv

The readers in Swift are held against these files. Standard library only.
"""
import csv
import glob
import gzip
import json
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


if __name__ == "__main__":
    monitors()
