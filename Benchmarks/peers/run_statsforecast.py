#!/usr/bin/env python3
"""Forecasts every series of a long table with statsforecast, one series after another on one thread.

usage: OMP_NUM_THREADS=1 python run_statsforecast.py TRAIN.csv[.gz] HORIZON SEASON_LENGTH MODEL OUT.csv[.gz]

TRAIN: unique_id,ds,y. MODEL: AutoETS, AutoTheta, Mean (the plain mean of those two), or another class of
statsforecast.models that takes season_length. OUT: unique_id,period,mean,lo_95,hi_95.
Series that fail are left out and named on standard error. The last line of standard output is one JSON object:
series, failed, startup_cpu_s (interpreter, imports, reading, first call), cpu_ms_per_series, wall_ms_per_series, peak_mb.
"""
import csv
import gzip
import json
import resource
import sys
import time

import numpy as np
import statsforecast
from statsforecast import models


def opened(path, mode):
    return gzip.open(path, mode, newline="") if path.endswith(".gz") else open(path, mode, newline="")


def read(path):
    series = {}
    with opened(path, "rt") as file:
        for row in csv.DictReader(file):
            series.setdefault(row["unique_id"], []).append(float(row["y"]))
    return {name: np.array(values) for name, values in series.items()}


def single(name, season_length):
    model = getattr(models, name)(season_length=season_length)

    def forecast(y, horizon):
        out = model.forecast(y=y, h=horizon, level=[95])
        return np.column_stack([out["mean"], out["lo-95"], out["hi-95"]])
    return forecast


def forecaster(name, season_length):
    if name != "Mean":
        return single(name, season_length)
    members = [single(member, season_length) for member in ("AutoETS", "AutoTheta")]
    return lambda y, horizon: np.mean([member(y, horizon) for member in members], axis=0)


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


def main(train, horizon, season_length, model, out):
    series, horizon = read(train), int(horizon)
    forecast = forecaster(model, int(season_length))
    attempt(forecast, "warm-up", next(iter(series.values())), horizon)
    startup, began = time.process_time(), time.perf_counter()
    tables = {name: attempt(forecast, name, y, horizon) for name, y in series.items()}
    cpu, wall = time.process_time() - startup, time.perf_counter() - began
    done = {name: table for name, table in tables.items() if table is not None}
    write(out, done)
    print(json.dumps({
        "tool": "statsforecast", "version": statsforecast.__version__, "model": model,
        "series": len(series), "failed": len(series) - len(done), "startup_cpu_s": round(startup, 3),
        "cpu_ms_per_series": round(1000 * cpu / len(series), 3), "wall_ms_per_series": round(1000 * wall / len(series), 3),
        "peak_mb": round(peak_mb(), 1)}))


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
