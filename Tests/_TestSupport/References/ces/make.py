#!/usr/bin/env python3
"""Writes ces/expected.json beside itself: complex exponential smoothing of the series in ets-<series>/input.csv.

usage: OMP_NUM_THREADS=1 python make.py      (package: statsforecast)
"""
import csv
import json
import math
from pathlib import Path

import numpy as np
import statsforecast
from statsforecast.models import AutoCES

HORIZON = 6
NAMES = ["alpha_0", "alpha_1", "beta_0", "beta_1"]


def read(folder):
    with open(folder / "input.csv", newline="") as file:
        y = np.array([float(row["y"]) for row in csv.DictReader(file)])
    return y, int(json.loads((folder / "expected.json").read_text())["season_length"])


def fit(name, y, season_length, form):
    fitted = AutoCES(season_length=season_length, model=form).fit(y)
    found = fitted.model_
    weights = [float(found["par"][key]) for key in NAMES]
    return {"series": name, "form": found["seasontype"], "season_length": season_length,
            "weights": [w for w in weights if not math.isnan(w)],
            "sum_of_squares": float(np.sum(found["residuals"] ** 2)),
            "mean": fitted.predict(HORIZON)["mean"].tolist()}


def main(root):
    fits = []
    for folder in sorted(root.glob("ets-*/")):
        y, season_length = read(folder)
        for form in "NSPF" if season_length > 1 and len(y) >= 2 * season_length else "N":
            fits.append(fit(folder.name.removeprefix("ets-"), y, season_length, form))
    origin = f'"source": "statsforecast", "version": "{statsforecast.__version__}", "command": "python ces/make.py"'
    lines = ",\n".join(json.dumps(fit) for fit in fits)
    (root / "ces" / "expected.json").write_text("{\n" + origin + ',\n"fits": [\n' + lines + "\n]}\n")


if __name__ == "__main__":
    main(Path(__file__).resolve().parent.parent)
