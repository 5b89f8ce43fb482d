#!/usr/bin/env python3
"""What a panel of many series costs: generates it, forecasts it, and prints wall time, CPU time, peak memory and speed-up.

usage: python scale.py --binary ../../.build/release/kpi-forecast [--series 10000 --series 100000] [--jobs 1 --jobs 2]
                       [--model naive --model theta] [--folder KEPT] [--by-date] [--repeat 1]
       python scale.py --make TABLE.csv --series 100000

The table is unique_id,ds,y: monthly series of 60 to 300 points, positive, with trend, season and noise (fixed seed). All series end
in one month; --by-date writes the rows month by month instead of series by series. Forecasts go to a file as CSV. 'read' and
'forecast' are the wall times of the stages by the run's own manifest; 'speed-up' compares the forecast stage with that of the
first --jobs. The answers of all --jobs must be equal to the byte.
"""
import argparse
import filecmp
import json
import math
import os
import random
import sys
import tempfile
import time
from pathlib import Path

LAST = 2024 * 12 + 11  # December 2024, counted in months
SEASON = [math.sin(2 * math.pi * month / 12) for month in range(12)]


def months():
    return [f"{month // 12:04d}-{month % 12 + 1:02d}-01" for month in range(LAST - 299, LAST + 1)]


def values(number):
    """The points of one series; its length, level, trend, season and noise depend on its number alone."""
    dice = random.Random(number)
    count = dice.randint(60, 300)
    level, growth = math.exp(dice.gauss(5, 1.5)), dice.gauss(0.002, 0.004)
    season, phase, noise = dice.uniform(0, 0.4), dice.randrange(12), dice.uniform(0.02, 0.25)
    gauss, exp = dice.gauss, math.exp
    return [f"{level * exp(growth * step + season * SEASON[(step + phase) % 12] + noise * gauss(0, 1)):.4g}" for step in range(count)]


def make(path, series, by_date=False):
    """Writes the table; the number of its points."""
    names, points = months(), 0
    with open(path, "w", newline="") as file:
        file.write("unique_id,ds,y\n")
        if by_date:
            panel = [values(number) for number in range(series)]
            for step, name in enumerate(names):
                file.writelines(f"m{number:06d},{name},{y[step - 300 + len(y)]}\n" for number, y in enumerate(panel)
                                if step >= 300 - len(y))
            return sum(map(len, panel))
        for number in range(series):
            y = values(number)
            points += len(y)
            file.write("".join(f"m{number:06d},{name},{value}\n" for name, value in zip(names[-len(y):], y)))
    return points


def run(options, table, model, jobs, folder):
    """Wall and CPU seconds, peak MB and the seconds of each stage."""
    command = [options.binary, "forecast", str(table), "--model", model, "--jobs", str(jobs), "--quiet", "--out", str(folder)]
    start = time.monotonic()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit("failed: " + " ".join(command))
    stages = json.loads((folder / "manifest.json").read_text())["durations"]
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024), stages


def measure(options, table, series, points, model, folder):
    base = None
    for jobs in options.jobs or [1, 2]:
        out = folder / f"out-{jobs}"
        runs = [run(options, table, model, jobs, out) for _ in range(options.repeat)]
        wall, cpu, peak = (min(run[part] for run in runs) for part in range(3))
        read, forecast = (min(run[3].get(stage, 0) for run in runs) for stage in ("read", "forecast"))
        first = folder / f"out-{(options.jobs or [1, 2])[0]}" / "forecast.csv"
        same = filecmp.cmp(first, out / "forecast.csv", shallow=False)
        base = base or forecast
        print(f"| {model} | {series:,} | {points:,} | {jobs} | {read:.1f} | {forecast:.1f} | {wall:.1f} | {cpu:.1f} | {peak:.0f} | "
              f"{base / forecast if forecast else 0:.2f} | {'yes' if same else 'NO'} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary")
    parser.add_argument("--series", type=int, action="append")
    parser.add_argument("--jobs", type=int, action="append")
    parser.add_argument("--model", action="append", dest="models")
    parser.add_argument("--repeat", type=int, default=1, help="least of so many runs")
    parser.add_argument("--by-date", action="store_true")
    parser.add_argument("--folder", type=Path, help="where tables are kept for the next run; default: nowhere")
    parser.add_argument("--make", type=Path, help="only write the table")
    options = parser.parse_args()
    if options.make:
        return print(make(options.make, (options.series or [100_000])[0], options.by_date), "points")
    if not options.binary:
        parser.error("--binary is missing")
    print("| model | series | points | jobs | read s | forecast s | wall s | CPU s | peak MB | speed-up | same bytes |")
    print("|---|" + "---:|" * 9 + "---|", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        for series in options.series or [10_000, 25_000, 100_000]:
            table = (options.folder or Path(scratch)) / f"scale-{series}{'-by-date' if options.by_date else ''}.csv"
            points = make(table, series, options.by_date) if not table.exists() else sum(1 for _ in open(table, "rb")) - 1
            for model in options.models or ["naive", "theta", "auto"]:
                measure(options, table, series, points, model, Path(scratch))


if __name__ == "__main__":
    main()
