"""What the members of `auto` forecast for the panels, as arrays."""
import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

NAIVE2_Z = 1.645


class Samples:
    """Windows of one panel: every array has one row per window.

    means, spreads   window, member, step; NaN for a member that fell back to a simpler model
    trial            each member's mean absolute error over the window before, or NaN
    """

    def __init__(self, panel, rows):
        self.name, self.family, self.season, self.horizon = panel.name, panel.family, panel.season, panel.horizon
        column = lambda key: np.array([row[key] for row in rows])
        self.series, self.offset, self.observations = column("series"), column("offset"), column("observations")
        self.scale, self.features, self.actual = column("scale"), column("features"), column("actual")
        self.means, self.spreads = (self._members(rows, key) for key in ("means", "spreads"))
        self.trial, self.known = self._trials()
        self.is_bounded = np.array([min(panel.series[name]) >= 0 for name in self.series])
        self.is_test = self.offset == 0
        self.may_train = np.full(len(rows), True) if panel.is_open else self.offset >= panel.horizon
        self.naive2 = np.full_like(self.actual, np.nan)
        for at in np.flatnonzero(self.is_test):
            history = np.array(panel.series[self.series[at]][:-panel.horizon])
            self.naive2[at] = naive2(history, self.season, self.horizon)

    @staticmethod
    def _members(rows, key):
        steps = len(rows[0]["actual"])
        blank = [np.nan] * steps
        values = [[blank if member is None else member for member in row[key]] for row in rows]
        found = np.array(values, dtype=float)
        return found

    def _trials(self):
        """Errors of the window that ends where this one begins, and what was known before it."""
        place = {key: at for at, key in enumerate(zip(self.series, self.offset))}
        trial = np.full(self.means.shape[:2], np.nan)
        known = np.zeros(len(self.series), int)
        errors = np.abs(self.means - self.actual[:, None]).mean(2)
        for key, at in place.items():
            before = place.get((key[0], key[1] + self.horizon))
            if before is not None:
                trial[at], known[at] = errors[before], self.observations[before]
        return trial, known


def naive2(history, season, horizon):
    """The last value, of the seasonally adjusted series where a season is significant (M4 rules)."""
    ahead = np.arange(len(history), len(history) + horizon)
    if season == 1 or not is_seasonal(history, season):
        return np.full(horizon, history[-1])
    indices = seasonal_indices(history, season)
    last = indices[(len(history) - 1) % season]
    return history[-1] / last * indices[ahead % season] if last else np.full(horizon, history[-1])


def is_seasonal(history, season):
    count = len(history)
    centred = history - history.mean()
    total = (centred * centred).sum()
    if count < 3 * season or total == 0:
        return False
    correlations = [(centred[lag:] * centred[:-lag]).sum() / total for lag in range(1, season + 1)]
    limit = NAIVE2_Z * np.sqrt((1 + 2 * np.square(correlations[:-1]).sum()) / count)
    return abs(correlations[-1]) > limit


def seasonal_indices(history, season):
    """Classical multiplicative indices with mean 1."""
    weights = np.ones(season) / season
    if season % 2 == 0:
        weights = np.r_[0.5, np.ones(season - 1), 0.5] / season
    half = len(weights) // 2
    trend = np.convolve(history, weights, "valid")
    slots = np.arange(half, half + len(trend)) % season
    ratios = history[half:half + len(trend)] / np.where(trend == 0, np.nan, trend)
    indices = np.array([np.nanmean(ratios[slots == slot]) for slot in range(season)])
    return indices / indices.mean()


def export(panel, exporter, folder, members=None):
    """Runs the exporter on a panel; what it wrote before is used again."""
    path = Path(folder) / f"{panel.name}.jsonl"
    if path.exists():
        return path
    offsets = ",".join(str(offset) for offset in panel.offsets())
    command = [str(exporter), str(panel.write(folder)), str(panel.season), str(panel.horizon), offsets]
    unfinished = path.with_suffix(".part")
    with open(unfinished, "w") as out:
        subprocess.run(command + ([",".join(members)] if members else []), stdout=out, check=True)
    unfinished.rename(path)
    return path


def load(panels, exporter, folder, members=None, jobs=2):
    Path(folder).mkdir(parents=True, exist_ok=True)
    names = (lambda panel: members[panel.season] if members else None)
    with ThreadPoolExecutor(jobs) as pool:
        paths = list(pool.map(lambda panel: export(panel, exporter, folder, names(panel)), panels))
    found = []
    for panel, path in zip(panels, paths):
        with open(path) as file:
            found.append(Samples(panel, [json.loads(line) for line in file]))
    return found
