"""The numbers by which `auto` describes a history, from the definitions in docs/models/auto-training.md.

Run from the root of the package:  python3 Tests/_TestSupport/References/auto-features/make.py
Needs numpy (pip install numpy==2.4.6). Writes expected.json beside this file.
"""

import json
import math
import pathlib

import numpy as np


def correlation(values, lag, centre):
    rest = values - centre
    return float(rest[lag:] @ rest[:-lag] / (rest @ rest))


def moving_average(values, season):
    """Centred, each end weighing a half where the season is even; the ends of the history are held."""
    half = season // 2
    weights = np.ones(2 * half + 1)
    if season % 2 == 0:
        weights[[0, -1]] = 0.5
    padded = np.r_[[values[0]] * half, values, [values[-1]] * half]
    return np.array([weights @ padded[at:at + 2 * half + 1] for at in range(len(values))]) / season


def features(values, season):
    values = np.array(values)
    count, changes = len(values), np.diff(values)
    seasonal = season > 1 and count > 2 * season
    if seasonal:
        yearly = values[season:] - values[:-season]
        slope = yearly.mean() / yearly.std() * math.sqrt(count / season) / 2
    else:
        slope = changes.mean() / changes.std() * math.sqrt(len(changes))
    drift = math.tanh(slope / 4)
    rest = values - moving_average(values, season) if seasonal else None
    return [1.0, math.log(count / (4 * season if season > 1 else 20)), drift, abs(drift),
            correlation(changes, 1, changes.mean()), correlation(rest, season, 0.0) if seasonal else 0.0,
            float(changes.std() / values.std()) - 1]


def cases():
    random = np.random.RandomState(7)
    for season, count in ((1, 5), (1, 30), (4, 7), (4, 8), (4, 9), (4, 41), (7, 60), (12, 24), (12, 90)):
        time = np.arange(count)
        values = (100 + 0.8 * time + 9 * np.sin(2 * math.pi * time / max(season, 5))
                  + np.cumsum(random.normal(0, 2, count)) + random.normal(0, 3, count))
        values = [round(float(value), 3) for value in values]
        yield {"season": season, "values": values, "features": features(values, season)}


here = pathlib.Path(__file__).parent
content = {
    "source": "definitions of the features, in numpy", "version": np.__version__,
    "command": "python3 Tests/_TestSupport/References/auto-features/make.py", "cases": list(cases())}
here.joinpath("expected.json").write_text(json.dumps(content, indent=1) + "\n")
