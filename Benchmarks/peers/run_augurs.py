#!/usr/bin/env python3
"""Forecasts every series of a long table with augurs (Rust), one series after another on one thread.

usage: python run_augurs.py TRAIN.csv[.gz] HORIZON SEASON_LENGTH MSTL OUT.csv[.gz]

MSTL with an ETS trend is the one model of augurs' Python package that forecasts (version 0.8: AutoETS answers "model not
fit yet" after fit). It needs a season and two of them; other series are left out. Tables and costs: as run_statsforecast.py.
"""
import sys
from importlib.metadata import version

import augurs
import numpy as np

import runner


def forecaster(name, season_length):
    if name != "MSTL":
        sys.exit(f"augurs has no model {name} here: write MSTL")

    def forecast(y, horizon):
        model = augurs.MSTL.ets([season_length])
        model.fit(np.ascontiguousarray(y))
        out = model.predict(horizon, level=0.95)
        return np.column_stack([out.point(), out.lower(), out.upper()])
    return forecast


if __name__ == "__main__":
    runner.run("augurs", version("augurs"), forecaster, sys.argv[1:], __doc__)
