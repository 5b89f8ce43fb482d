#!/usr/bin/env python3
"""Writes ets-<series>/statsforecast.json beside each ets-<series>/input.csv (run make_ets.R first).

usage: OMP_NUM_THREADS=1 python make_ets_statsforecast.py [FOLDER]      (package: statsforecast)
"""
import csv
import json
import math
import sys
from pathlib import Path

import numpy as np
import statsforecast
from statsforecast.models import AutoETS, AutoTheta, DynamicOptimizedTheta, DynamicTheta, OptimizedTheta, Theta

HORIZON = 8
THETAS = [Theta, OptimizedTheta, DynamicTheta, DynamicOptimizedTheta, AutoTheta]


def plain(value):
    """A number or array as JSON can hold it: no NaN, no infinity, full double precision."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(v) for v in value]
    value = float(value)
    return value if math.isfinite(value) else None


def read(folder):
    with open(folder / "input.csv", newline="") as file:
        y = np.array([float(row["y"]) for row in csv.DictReader(file)])
    expected = json.loads((folder / "expected.json").read_text())
    return y, int(expected["season_length"]), [model["form"] for model in expected["models"]]


def parameters(model):
    """The peer keeps alpha, beta, gamma, phi first, whether or not the form has them."""
    parts = model["components"]
    used = {"alpha": True, "beta": parts[1] != "N", "gamma": parts[2] != "N", "phi": parts[3] == "D"}
    return {name: plain(value) for (name, use), value in zip(used.items(), model["par"]) if use}


def ets(y, season_length, form=None):
    arguments = "" if form is None else f', model="{form.replace("d", "")}", damped={"d" in form}'
    out = {"form": form, "command": f"AutoETS(season_length={season_length}{arguments})"}
    try:
        options = {} if form is None else {"model": form.replace("d", ""), "damped": "d" in form}
        fitted = AutoETS(season_length=season_length, **options).fit(y)
        model = fitted.model_
        forecast = fitted.predict(HORIZON, level=[80, 95])
    except Exception as error:  # a form the peer refuses or cannot fit: recorded, not hidden
        return out | {"error": f"{type(error).__name__}: {error}"}
    parts = model["components"]
    out["form"] = parts[:2] + ("d" if parts[3] == "D" else "") + parts[2]
    out |= {key: plain(model[key]) for key in ("loglik", "aic", "aicc", "bic", "mse", "sigma2")}
    out |= {"parameters": parameters(model), "initial_states": plain(model["states"][0]), "mean": plain(forecast["mean"])}
    for level in (80, 95):
        out |= {f"lo_{level}": plain(forecast[f"lo-{level}"]), f"hi_{level}": plain(forecast[f"hi-{level}"])}
    return out


def theta(y, season_length, kind):
    out = {"command": f"{kind.__name__}(season_length={season_length})"}
    try:
        fitted = kind(season_length=season_length).fit(y)
        out |= {"selected": str(fitted.model_["modeltype"]), "decomposed": bool(fitted.model_.get("decompose", False)),
                "mse": plain(fitted.model_["mse"]),
                "parameters": {k: plain(v) for k, v in fitted.model_["par"].items()},
                "mean": plain(fitted.predict(HORIZON)["mean"])}
    except Exception as error:
        out["error"] = f"{type(error).__name__}: {error}"
    return out


def main(root):
    for folder in sorted(Path(root).glob("ets-*/")):
        y, season_length, forms = read(folder)
        content = {
            "source": "statsforecast", "version": statsforecast.__version__,
            "command": "python make_ets_statsforecast.py", "season_length": season_length, "horizon": HORIZON,
            "selected": ets(y, season_length),
            "models": [ets(y, season_length, form) for form in forms],
            "theta": {kind.__name__: theta(y, season_length, kind) for kind in THETAS}}
        (folder / "statsforecast.json").write_text(json.dumps(content, indent=2, allow_nan=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else ".")
