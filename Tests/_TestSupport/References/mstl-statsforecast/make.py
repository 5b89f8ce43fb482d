"""Decompositions by statsforecast's mstl, which calls statsmodels' STL without jumps, five inner turns.

usage: python make.py > expected.json, with OMP_NUM_THREADS=1; needs statsforecast and statsmodels.
"""
import json
import math

import numpy as np
import statsforecast
import statsmodels.api as sm
from statsforecast.mstl import mstl


def values(count):
    t = np.arange(1, count + 1)
    wave = 8 * np.sin(2 * math.pi * t / 6) + 5 * np.cos(2 * math.pi * t / 30)
    return 50 + 0.1 * t + wave + (t * t) % 7


def case(name, y, seasons):
    table = mstl(np.array(y, dtype=float), seasons)
    columns = ["seasonal"] if len(seasons) == 1 else [f"seasonal{s}" for s in sorted(seasons)]
    configs = [sm.tsa.STL(y, period=s, seasonal=11 + 4 * i, seasonal_deg=0).config
               for i, s in enumerate(sorted(seasons))]
    return {"name": name, "season_lengths": sorted(seasons),
            "seasonal_windows": [c["seasonal"] for c in configs],
            "trend_windows": [c["trend"] for c in configs],
            "low_pass_windows": [c["low_pass"] for c in configs],
            "inner_passes": 5, "values": list(map(float, y)), "trend": table["trend"].tolist(),
            "seasonals": [table[column].tolist() for column in columns]}


print(json.dumps({
    "source": "statsforecast: mstl",
    "version": statsforecast.__version__,
    "command": "python Tests/_TestSupport/References/mstl-statsforecast/make.py"
               " > Tests/_TestSupport/References/mstl-statsforecast/expected.json",
    "cases": [case("one season", values(100), [6]), case("two seasons", values(150), [30, 6]),
              case("an odd season", values(120), [7])],
}, indent=None))
