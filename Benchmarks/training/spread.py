"""How far errors reach beside what the members say: laws for 80 % and 95 %, and what a panel adds to them.

The same quantities as in the library (SpreadCalibration, ErrorShape, CalibratedModel); see there for the equations.
"""
import math

import numpy as np
from scipy.optimize import minimize
from scipy.stats import norm

LEVELS = (0.80, 0.95)
NARROW_SHARE = 0.75
SOFTNESS = 0.5
STEEPNESS = 1 + SOFTNESS ** 2
LEAST = 1e-3
LONGEST = 4
MOST_ERRORS = 9973
NODES, NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(21)
NODE_WEIGHTS = NODE_WEIGHTS / NODE_WEIGHTS.sum()


def _shape_table():
    rows = []
    for step in range(73):
        stretch = 1 + step / 12
        sizes = np.linspace(0, 3 * stretch, 20001)
        inside = 1 - 2 * (NARROW_SHARE * norm.sf(sizes) + (1 - NARROW_SHARE) * norm.sf(sizes / stretch))
        at80, at95 = np.interp(LEVELS, inside, sizes)
        rows.append((at95 / at80, stretch, at95))
    return np.array(rows).T


RATIOS, STRETCHES, AT95 = _shape_table()


def shape(at80, at95):
    """Standard deviations of the narrow and the wide part."""
    ratio = np.clip(at95 / at80, RATIOS[0], RATIOS[-1])
    narrow = at95 / np.interp(ratio, RATIOS, AT95)
    return narrow, narrow * np.interp(ratio, RATIOS, STRETCHES)


def bend(values, softness):
    """The map onto the values above 0, and its slope."""
    root = np.sqrt(values * values + 4 * softness * softness)
    height = np.where(values >= 0, (values + root) / 2, 2 * softness ** 2 / (root - values))
    return height, height / root


def unbend(height, softness):
    return height - softness ** 2 / height


def origin(mean, softness, narrow, wide):
    """The argument around which errors lie so that the expected value is the mean."""
    place = unbend(mean, softness)
    spread = np.sqrt(NARROW_SHARE * narrow ** 2 + (1 - NARROW_SHARE) * wide ** 2)
    for _ in range(12):
        value, slope = np.zeros_like(mean), np.zeros_like(mean)
        for share, size in ((NARROW_SHARE, narrow), (1 - NARROW_SHARE, wide)):
            for node, weight in zip(NODES, NODE_WEIGHTS):
                height, rate = bend(place + size * node, softness)
                value += share * weight * height
                slope += share * weight * rate
        place = place - np.clip((value - mean) / slope, -3 * spread - mean, 3 * spread + mean)
    return place


class Pooled:
    """Pooled forecasts of some windows with what came, one row for each."""

    def __init__(self, windows, rule, which):
        samples = windows.samples
        mean, spread = windows.pooled(rule)
        which = which & (spread > 0).all(1) & np.isfinite(spread).all(1)
        self.mean, self.spread, self.actual = mean[which], spread[which], samples.actual[which]
        self.bounded, self.scale = samples.is_bounded[which], samples.scale[which]
        self.unit = 20 if samples.season == 1 else 4 * samples.season
        self.steps = np.arange(1, samples.horizon + 1)
        self.observations = samples.observations[which]
        self.length = np.log(np.clip(self.observations / self.unit, 1 / 8, LONGEST))
        level = np.abs(self.mean).mean(1, keepdims=True)
        least = np.minimum(self.spread, level) / 16
        inside = np.where(self.mean < least, least ** 2 / (2 * least - np.minimum(self.mean, least)), self.mean)
        self.inside = np.where(self.bounded[:, None], inside, self.mean)

    def terms(self):
        """What the laws are linear in, for every window and step."""
        ones = np.ones((len(self.mean), len(self.steps)))
        return np.stack([ones, ones * np.log(self.steps), ones * self.length[:, None]], 2)

    def sizes(self, reach):
        """Errors in standard deviations, around the place that errors of this reach have."""
        plain = np.abs(self.actual - self.mean) / self.spread
        bounded = self.bounded
        if not bounded.any():
            return plain
        unit, softness, place = self._linked(reach)
        mean = self.inside[bounded]
        value = np.maximum(self.actual[bounded], 1e-9 * mean)
        plain[bounded] = np.abs(unbend(value, softness) - place) / unit
        return plain

    def _linked(self, reach):
        bounded = self.bounded
        mean, spread = self.inside[bounded], self.spread[bounded]
        unit, softness = STEEPNESS * spread, SOFTNESS * np.maximum(mean, SOFTNESS * spread)
        narrow, wide = shape(reach[0][bounded], reach[1][bounded])
        return unit, softness, origin(mean, softness, narrow * unit, wide * unit)

    def interval(self, reach, level=1):
        """The interval of a level, by its place in LEVELS."""
        low, high = self.mean - reach[level] * self.spread, self.mean + reach[level] * self.spread
        bounded = self.bounded
        if bounded.any():
            unit, softness, place = self._linked(reach)
            for bound, sign in ((low, -1), (high, 1)):
                bound[bounded] = bend(place + sign * reach[level][bounded] * unit, softness)[0]
        return low, high


def slopes(terms, panel, values, weights, level):
    """The effects of step and length inside of the panels: a quantile regression with an intercept for each panel.

    Between panels a length stands for much else. A longer history never widens: that effect is at most 0.
    """
    own = (panel[:, None] == np.arange(panel.max() + 1)).astype(float)
    design = np.concatenate([terms, own], 1)
    found = np.r_[np.zeros(terms.shape[1]), np.full(own.shape[1], np.quantile(values, level))]
    bounds = [(None, None), (None, 0)] + [(None, None)] * own.shape[1]
    for width in (0.5, 0.1, 0.02):
        def loss(line):
            rest = values - design @ line
            root = np.sqrt(rest * rest + width * width)
            slope = weights * (level - 0.5 + 0.5 * rest / root)
            return (weights * ((level - 0.5) * rest + 0.5 * root)).sum(), -(design.T @ slope)
        found = minimize(loss, found, jac=True, bounds=bounds, method="L-BFGS-B").x
    return found[:terms.shape[1]]


def weighted_quantile(values, weights, level):
    order = np.argsort(values, kind="stable")
    passed = np.cumsum(weights[order])
    return values[order][min(np.searchsorted(passed, level * passed[-1]), len(values) - 1)]


def usual_reach(pooled):
    return tuple(np.full(pooled.mean.shape, size) for size in (1.4, 2.6))


def laws(panels, shares):
    """Intercept and effects of step and length, for both levels, over panels that count by their shares."""
    found = None
    for _ in range(2):
        parts = []
        for place, (pooled, share) in enumerate(zip(panels, shares)):
            reach = reaches(found, pooled) if found is not None else usual_reach(pooled)
            sizes = pooled.sizes(reach).ravel()
            stride = max(1, len(sizes) // MOST_ERRORS)
            kept = slice(None, None, stride)
            count = len(sizes[kept])
            parts.append((pooled.terms()[:, :, 1:].reshape(-1, 2)[kept], np.full(count, place),
                          np.log(sizes[kept] + LEAST), np.full(count, share / count)))
        terms, panel, values, weights = (np.concatenate(part) for part in zip(*parts))
        found = []
        for level in LEVELS:
            effects = slopes(terms, panel, values, weights, level)
            found.append(np.r_[weighted_quantile(values - terms @ effects, weights, level), effects])
    return found


def reaches(laws, pooled, shifts=None, recency=0.0, weight=0.0):
    """The sizes that 80 % and 95 % of the errors stay below, for every window and step."""
    found = []
    for place, law in enumerate(laws):
        logs = pooled.terms() @ law - recency
        if shifts is not None:
            middle, slope, centre = shifts[place]
            logs = logs + weight * np.clip(middle + slope * (np.log(pooled.steps) - centre), -1, 1)
        found.append(np.exp(logs))
    return found[0], np.maximum(found[0], found[1])


def shifts(laws, pooled):
    """What the errors of a panel show beside the laws: at the middle step, and per log of the step."""
    sizes = pooled.sizes(reaches(laws, pooled))
    steps = np.log(pooled.steps)
    found = []
    for law, level in zip(laws, LEVELS):
        rests = np.sort(np.log(sizes + LEAST) - pooled.terms() @ law, 0)
        count = len(rests)
        quantiles = rests[min(count, max(1, math.ceil((count + 1) * level))) - 1]
        centred = steps - steps.mean()
        total = (centred ** 2).sum()
        found.append((quantiles.mean(), (centred * quantiles).sum() / total if total else 0.0, steps.mean()))
    return found


def scores(pooled, reach):
    """Coverage of both levels and the scaled interval score of 95 %."""
    inside = [np.mean(pooled.sizes(reach) <= reach[place]) for place in range(2)]
    low, high = pooled.interval(reach)
    miss = np.maximum(low - pooled.actual, 0) + np.maximum(pooled.actual - high, 0)
    return inside[0], inside[1], ((high - low + 40 * miss).mean(1) / pooled.scale).mean()
