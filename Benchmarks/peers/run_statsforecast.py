#!/usr/bin/env python3
"""Forecasts every series of a long table with statsforecast, one series after another on one thread.

usage: OMP_NUM_THREADS=1 python run_statsforecast.py TRAIN.csv[.gz] HORIZON SEASON_LENGTH MODEL OUT.csv[.gz]

TRAIN: unique_id,ds,y. MODEL: Mean (the plain mean of AutoETS and AutoTheta) or a class of statsforecast.models:
AutoARIMA, AutoCES, AutoETS, AutoTheta, DynamicOptimizedTheta, MSTL (its trend is AutoETS), CrostonClassic, CrostonSBA,
CrostonOptimized, TSB (both weights 0.1), ADIDA, IMAPA ... OUT: unique_id,period,mean,lo_95,hi_95; the models of
intermittent demand have no intervals, and nan stands in their place.
Series that fail are left out and named on standard error. The last line of standard output is one JSON object:
series, failed, startup_cpu_s (interpreter, imports, reading, first call), cpu_ms_per_series, wall_ms_per_series, peak_mb.
"""
import inspect
import sys

import numpy as np
import statsforecast
from statsforecast import models

import runner

POINTS_ONLY = {"ADIDA", "CrostonClassic", "CrostonOptimized", "CrostonSBA", "IMAPA", "TSB"}


def made(name, season_length):
    kind = getattr(models, name)
    parameters = inspect.signature(kind.__init__).parameters
    weights = {weight: 0.1 for weight in ("alpha_d", "alpha_p") if weight in parameters}
    return kind(**weights, **({"season_length": season_length} if "season_length" in parameters else {}))


def single(name, season_length):
    model = made(name, season_length)

    def forecast(y, horizon):
        if name in POINTS_ONLY:
            mean = model.forecast(y=y, h=horizon)["mean"]
            return np.column_stack([mean, np.full((horizon, 2), np.nan)])
        out = model.forecast(y=y, h=horizon, level=[95])
        return np.column_stack([out["mean"], out["lo-95"], out["hi-95"]])
    return forecast


def forecaster(name, season_length):
    if name != "Mean":
        return single(name, season_length)
    members = [single(member, season_length) for member in ("AutoETS", "AutoTheta")]
    return lambda y, horizon: np.mean([member(y, horizon) for member in members], axis=0)


if __name__ == "__main__":
    runner.run("statsforecast", statsforecast.__version__, forecaster, sys.argv[1:], __doc__)
