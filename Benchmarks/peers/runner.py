"""Forecasts every series of a long table, one after another, and counts what that costs: for run_*.py."""
import csv
import gzip
import json
import resource
import sys
import time

import numpy as np


def opened(path, mode):
    return gzip.open(path, mode, newline="") if path.endswith(".gz") else open(path, mode, newline="")


def read(path):
    series = {}
    with opened(path, "rt") as file:
        for row in csv.DictReader(file):
            series.setdefault(row["unique_id"], []).append(float(row["y"]))
    return {name: np.array(values) for name, values in series.items()}


def attempt(forecast, name, y, horizon):
    try:
        table = forecast(y, horizon)
        if not np.isfinite(table[:, 0]).all():
            raise ValueError("forecast is not finite")
        return table
    except Exception as error:  # one bad series must not end the run
        print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
        return None


def write(path, tables):
    with opened(path, "wt") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["unique_id", "period", "mean", "lo_95", "hi_95"])
        for name, table in tables.items():
            for step, row in enumerate(table.tolist(), 1):
                out.writerow([name, step] + [f"{value:.10g}" for value in row])


def peak_mb():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def run(tool, version, forecaster, arguments, usage):
    """`forecaster(model, season_length)` gives a function of values and horizon to rows mean, lo_95, hi_95."""
    if len(arguments) != 5:
        sys.exit(usage)
    train, horizon, season_length, model, out = arguments
    series, horizon = read(train), int(horizon)
    forecast = forecaster(model, int(season_length))
    attempt(forecast, "warm-up", next(iter(series.values())), horizon)
    startup, began = time.process_time(), time.perf_counter()
    tables = {name: attempt(forecast, name, y, horizon) for name, y in series.items()}
    cpu, wall = time.process_time() - startup, time.perf_counter() - began
    done = {name: table for name, table in tables.items() if table is not None}
    write(out, done)
    print(json.dumps({
        "tool": tool, "version": version, "model": model,
        "series": len(series), "failed": len(series) - len(done), "startup_cpu_s": round(startup, 3),
        "cpu_ms_per_series": round(1000 * cpu / len(series), 3), "wall_ms_per_series": round(1000 * wall / len(series), 3),
        "peak_mb": round(peak_mb(), 1)}))
