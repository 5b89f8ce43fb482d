"""Point forecasts of intermittent methods by statsforecast, for generated histories.

Run from the root of the package:  python3 Tests/_TestSupport/References/intermittent/make.py
Needs statsforecast==2.1.1. Writes expected.json beside this file.
"""

import json
import pathlib

import numpy as np
import statsforecast
from statsforecast.models import ADIDA, IMAPA, TSB, CrostonClassic, CrostonOptimized, CrostonSBA

generator = np.random.default_rng(5)
MODELS = {
    "croston": CrostonClassic(),
    "crostonOptimized": CrostonOptimized(),
    "sba": CrostonSBA(),
    "tsb": TSB(alpha_d=0.2, alpha_p=0.1),
    "adida": ADIDA(),
    "imapa": IMAPA(),
}


def history(number):
    length = int(generator.integers(20, 90))
    chance = generator.uniform(0.1, 0.8)
    events = generator.random(length) < chance
    if number % 3 == 2:
        sizes = np.round(generator.gamma(2, generator.uniform(10, 500), length) + 0.01, 2)
    else:
        sizes = 1 + generator.poisson(generator.uniform(0.2, 6), length)
    return [float(v) for v in events * sizes]


series = []
while len(series) < 30:
    values = history(len(series))
    if sum(v > 0 for v in values) < 4:
        continue
    y = np.array(values)
    means = {k: float(m.forecast(y, h=1)["mean"][0]) for k, m in MODELS.items()}
    entry = {"values": values, "means": means}
    if len(series) < 6:
        fitted = CrostonClassic().forecast(y, h=1, fitted=True)["fitted"]
        entry["fitted"] = [None if np.isnan(v) else float(v) for v in fitted]
    series.append(entry)

content = {
    "source": "statsforecast, Croston, TSB, ADIDA and IMAPA of generated histories",
    "version": statsforecast.__version__,
    "command": "python3 Tests/_TestSupport/References/intermittent/make.py",
    "series": series,
}
path = pathlib.Path(__file__).parent / "expected.json"
path.write_text(json.dumps(content, separators=(",", ":")).replace('{"values"', '\n{"values"') + "\n")
