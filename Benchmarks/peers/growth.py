#!/usr/bin/env python3
"""Measures how the cost of kpi-forecast and its peers grows with the series, and prints Markdown tables.

usage: python growth.py --binary PATH [--model NAME ...] [--peer TOOL:MODEL ...] [--part length|season|number] [options]

Generated series (fixed seed): a level, a trend, a season of 20 %, noise of 5 %, all positive. Three tables, each of CPU:
length   ms per series of 60 ... 960 monthly values
season   ms per series with seasons of 4 ... 365 values, four seasons but at least 120 values long
number   seconds and peak MB for 100 ... 100,000 series of 48 monthly values in one run
ms per series = (CPU of --series series - CPU of one) / (series - 1), the least of --repeat runs each. A run that takes more
than --limit CPU seconds is ended and printed as >limit, and longer ones of the same tool are not tried.
"""
import argparse
import csv
import math
import random
import sys
import tempfile
from pathlib import Path

from measuring import add_tools, least, table, tools

LENGTHS = [60, 120, 240, 480, 960]
SEASONS = [4, 12, 24, 52, 168, 365]
NUMBERS = [100, 1000, 10_000, 100_000]
PARTS = ["length", "season", "number"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_tools(parser)
    parser.add_argument("--part", action="append", dest="parts", choices=PARTS, help="repeatable; default: all three")
    parser.add_argument("--series", type=int, default=8, help="series per point of length and season; default: 8")
    parser.add_argument("--repeat", type=int, default=2, help="default: 2")
    parser.add_argument("--limit", type=int, default=120, help="CPU seconds per run; default: 120")
    parser.add_argument("--most", type=int, default=NUMBERS[-1], help="largest number of series; default: 100000")
    parser.add_argument("--horizon", default="12")
    return parser.parse_args()


def generated(path, count, length, season):
    """Writes `count` series of `length` values as unique_id,ds,y; ds counts months from January 1900."""
    draw = random.Random(20260101)
    months = [f"{1900 + slot // 12}-{slot % 12 + 1:02d}-01" for slot in range(length)]
    with open(path, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["unique_id", "ds", "y"])
        for number in range(count):
            level, slope, phase = draw.uniform(50, 500), draw.uniform(-0.2, 0.6) / length, draw.random()
            for slot, month in enumerate(months):
                wave = 1 + 0.2 * math.sin(2 * math.pi * (slot / season + phase))
                value = level * (1 + slope * slot) * wave * (1 + 0.05 * draw.gauss(0, 1))
                out.writerow([f"s{number}", month, f"{value:.4f}"])


def cost(options, command, count, length, season, folder):
    """CPU seconds and peak MB for one table; None after the limit or a failure."""
    path = folder / f"{count}-{length}-{season}.csv"
    if not path.exists():
        generated(path, count, length, season)
    repeat = 1 if count >= 10_000 else options.repeat
    result, problem = least(command(str(path), options.horizon, str(season), str(folder / "out.csv")), repeat, options.limit)
    if result is None:
        print(f"{count} series of {length}, season {season}: {problem}", file=sys.stderr, flush=True)
    return result


def milliseconds(options, command, length, season, folder):
    one = cost(options, command, 1, length, season, folder)
    many = one and cost(options, command, options.series, length, season, folder)
    return many and 1000 * max(0, many[0] - one[0]) / (options.series - 1)


def row(options, points, measure, pattern):
    """One text per point; after the first that fails, none is tried."""
    cells, failed = [], False
    for point in points:
        value = None if failed else measure(point)
        cells.append(pattern(value) if value is not None else "–" if failed else f">{options.limit} s")
        failed = value is None
    return cells


def growth(options, title, head, points, measure, pattern):
    rows = []
    for label, command in tools(options):
        rows.append([label] + row(options, points, lambda point: measure(command, point), pattern))
        print(" | ".join(rows[-1]), file=sys.stderr, flush=True)
    table(title, ["tool"] + [f"{head}{point:,}" for point in points], rows)


def main():
    options = arguments()
    parts = options.parts or PARTS
    short = lambda value: f"{value:.2f}" if value < 100 else f"{value:.0f}"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if "length" in parts:
            growth(options, "CPU ms per series by length (season 12)", "", LENGTHS,
                   lambda command, length: milliseconds(options, command, length, 12, folder), short)
        if "season" in parts:
            growth(options, "CPU ms per series by season length (four seasons, at least 120 values)", "m = ", SEASONS,
                   lambda command, season: milliseconds(options, command, max(120, 4 * season), season, folder), short)
        if "number" in parts:
            numbers = [number for number in NUMBERS if number <= options.most]
            growth(options, "CPU s / peak MB by number of series (48 monthly values)", "", numbers,
                   lambda command, number: cost(options, command, number, 48, 12, folder),
                   lambda value: f"{value[0]:.2f} / {value[1]:.0f}")


if __name__ == "__main__":
    main()
