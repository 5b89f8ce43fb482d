#!/usr/bin/env python3
"""Writes expected.json: rolling-origin scores of a last-value model, computed apart from the package.

usage: python3 Tests/_TestSupport/References/backtest/make.py      (Python 3.8 or later, no packages)
"""
import json
import math
import platform
from pathlib import Path
from statistics import NormalDist

NAN = None
VALUES = [12, 15, 9, 20, 14, 16, 11, 23, NAN, 18, 12, 25, 17, 21, 13, 27, 18, 20, NAN, 29, 21, 24, 16, 31]
HORIZON, WINDOWS, STEP, SEASON = 3, 4, 2, 4


def last_value(known):
    """Normal around the last value with standard deviation 2, 2√2, 2√3 …"""
    last = [v for v in known if v is not NAN][-1]
    return [NormalDist(last, 2 * math.sqrt(h + 1)) for h in range(HORIZON)]


def last_season(known):
    """The value one season before; the last value of all where that is missing."""
    last = [v for v in known if v is not NAN][-1]
    return [known[len(known) - SEASON + h] if known[len(known) - SEASON + h] is not NAN else last for h in range(HORIZON)]


def scale(known):
    d = [known[t] - known[t - SEASON] for t in range(SEASON, len(known)) if NAN not in (known[t], known[t - SEASON])]
    return sum(map(abs, d)) / len(d), math.sqrt(sum(v * v for v in d) / len(d))


def mean(values):
    return sum(values) / len(values)


def window(origin):
    known = VALUES[:origin]
    pairs = [(a, f, s) for a, f, s in zip(VALUES[origin:origin + HORIZON], last_value(known), last_season(known)) if a is not NAN]
    absolute, root = scale(known)
    error = [f.mean - a for a, f, _ in pairs]
    inside = {}
    score = []
    for level in (0.8, 0.95):
        tail = (1 - level) / 2
        bounds = [(a, f.inv_cdf(tail), f.inv_cdf(1 - tail)) for a, f, _ in pairs]
        inside[level] = mean([lo <= a <= hi for a, lo, hi in bounds])
        score = [hi - lo + 2 / (1 - level) * (max(lo - a, 0) + max(a - hi, 0)) for a, lo, hi in bounds]
    loss = 0
    for q in [k / 10 for k in range(1, 10)]:
        for a, f, _ in pairs:
            u = a - f.inv_cdf(q)
            loss += 2 * max(q * u, (q - 1) * u) / 9
    mae, rmse = mean(list(map(abs, error))), math.sqrt(mean([e * e for e in error]))
    return {
        "mae": mae, "rmse": rmse, "bias": mean(error),
        "smape": mean([200 * abs(f.mean - a) / (abs(a) + abs(f.mean)) for a, f, _ in pairs]),
        "mase": mae / absolute, "rmsse": rmse / root, "msis": mean(score) / absolute,
        "coverage_80": inside[0.8], "coverage_95": inside[0.95],
        "peer": mean([abs(s - a) for a, _, s in pairs]), "loss": loss, "weight": sum(abs(a) for a, _, _ in pairs)}


def main():
    origins = sorted(len(VALUES) - HORIZON - k * STEP for k in range(WINDOWS))
    windows = [window(origin) for origin in origins]
    scores = {key: mean([w[key] for w in windows]) for key in windows[0] if key not in ("peer", "loss", "weight")}
    scores["wql"] = sum(w["loss"] for w in windows) / sum(w["weight"] for w in windows)
    scores["skill"] = 1 - scores["mae"] / mean([w["peer"] for w in windows])
    content = {
        "source": "independent computation with Python's statistics.NormalDist", "version": platform.python_version(),
        "command": "python3 Tests/_TestSupport/References/backtest/make.py",
        "values": VALUES, "horizon": HORIZON, "windows": WINDOWS, "step": STEP, "season_length": SEASON,
        "origins": origins, "scores": scores}
    Path(__file__).with_name("expected.json").write_text(json.dumps(content, indent=2) + "\n")


main()
