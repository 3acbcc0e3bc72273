"""The frontier of the same problems, by NegMAS and by us, in turns in the same minute.

Two ways of the peer are timed where it can take them at all:

- "scenario": `pareto_frontier(ufuns, issues=...)`, as its users call it, from utility functions;
- "points":   `pareto_frontier_numpy(points)` on utilities of all packages that are in memory already.

Ours is timed from scores in memory to a sorted list of points, conversion included. The frontiers must
be equal as sets of points; the medians of both, and their ratio, are printed.

usage: compare.py PEER-BINARY [RUNS]
"""

import json
import statistics
import subprocess
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")

from negmas import make_issue  # noqa: E402
from negmas.preferences import LinearAdditiveUtilityFunction  # noqa: E402
from negmas.preferences.ops import pareto_frontier, pareto_frontier_numpy  # noqa: E402

# Parties, issues, alternatives, the most points, gains. The larger ones are beyond the peer.
PROBLEMS = [
    (2, 4, 8, 1000, "uniform"),
    (2, 4, 8, 1000, "opposed"),
    (2, 5, 8, 1000, "opposed"),
    (3, 4, 8, 100, "uniform"),
    (2, 6, 10, 1000, "uniform"),
    (2, 6, 10, 1000, "opposed"),
]
# A run that takes the peer longer than this is repeated only three times.
LONG = 20.0


class Ours:
    """The other program, spoken to line by line."""

    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def ufuns_of(points):
    """The peer's utility functions for scores by party, issue and alternative."""
    issues = [make_issue(len(rows), f"i{n}") for n, rows in enumerate(points[0])]
    made = []
    for party in points:
        values = {f"i{n}": {a: v for a, v in enumerate(rows)} for n, rows in enumerate(party)}
        made.append(LinearAdditiveUtilityFunction(values=values, weights={k: 1.0 for k in values}, issues=issues))
    return issues, made


def all_points(points):
    """The utilities of every package, one row each."""
    total = None
    for n in range(len(points[0])):
        rows = np.array([party[n] for party in points], dtype=float).T
        total = rows if total is None else (total[:, None, :] + rows[None, :, :]).reshape(-1, rows.shape[1])
    return total


def timed(work):
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def same(ours, theirs):
    return {tuple(p) for p in ours} == {tuple(float(v) for v in p) for p in theirs}


def compare(ours, problem, runs):
    points = ours.ask("draw " + " ".join(map(str, problem)) + " 1")
    issues, ufuns = ufuns_of(points)
    matrix = all_points(points)
    ways = {
        "scenario": lambda: pareto_frontier(ufuns, issues=issues)[0],
        "points": lambda: matrix[pareto_frontier_numpy(matrix)],
    }
    for name, way in ways.items():
        theirs, mine, left = [], [], runs
        while left > 0:
            seconds, frontier = timed(way)
            theirs.append(seconds)
            mine.append(ours.ask("run")["ns"] / 1e9)
            left = min(left - 1, 2 if len(theirs) == 1 and seconds > LONG else left - 1)
        if not same(ours.ask("points"), frontier):
            sys.exit(f"the frontiers of {problem} differ")
        a, b = statistics.median(theirs), statistics.median(mine)
        parties, count, alternatives, most, gains = problem
        print(
            f"{parties} parties {count} x {alternatives} to {most:<4} {gains:<8} {name:<8} "
            f"{len(frontier):>5} points  NegMAS {a * 1e3:>10.2f} ms  ours {b * 1e3:>8.4f} ms  "
            f"{a / b:>9.0f} times  ({len(theirs)} runs)",
            flush=True,
        )


def main():
    ours = Ours(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    for problem in PROBLEMS:
        compare(ours, problem, runs)


main()
