"""Series of processes with known nature: the part of the training data that no publisher has made.

Every series is a level with drift, a season, changes of level and a scale of its own errors, all drawn anew:

    level[t]  = level[t-1] + slope[t-1] + persistence*error[t] (+ a jump)
    slope[t]  = damping*slope[t-1] + small*noise
    season[t] = season[t-m] + small*noise
    error[t]  = autoregressive, with Student tails
    value[t]  = level + season + error, or level * exp(season + error)
"""
import math
import random


def student(rng, degrees):
    """A draw of Student's distribution with unit variance; normal for no degrees."""
    normal = rng.gauss(0, 1)
    if degrees is None:
        return normal
    return normal / math.sqrt(rng.gammavariate(degrees / 2, 2 / degrees)) * math.sqrt((degrees - 2) / degrees)


def one(rng, season, length):
    """One series of positive values."""
    years = length / season
    noise = math.exp(rng.uniform(math.log(0.01), math.log(0.2)))
    persistence = rng.choice([0.0, 0.1, 0.3, 0.6, 1.0])
    damping = rng.choice([0.0, 0.8, 0.9, 0.97, 1.0, 1.0])
    slope = rng.gauss(0.02, 0.05) / season * (damping > 0)
    wander = noise * rng.choice([0.0, 0.02, 0.1]) / math.sqrt(season)
    memory = rng.choice([0.0, 0.0, 0.3, 0.6, -0.3])
    degrees = rng.choice([None, None, 6, 3])
    jump = rng.choice([0.0, 0.0, 0.01, 0.03])
    outlier = rng.choice([0.0, 0.0, 0.02])
    strength = rng.choice([0.0, 0.5, 1.0, 2.0, 4.0]) * noise if season > 1 else 0.0
    moving = strength * rng.choice([0.0, 0.0, 0.05, 0.15])
    additive = rng.random() < 0.5
    wave = [rng.gauss(0, 1) for _ in range(season)]
    centre = sum(wave) / season
    seasonal = [strength * (value - centre) for value in wave]
    level, error, values = 1.0, 0.0, []
    drift_at_most = 2.0 / max(1.0, years) / season
    slope = min(max(slope, -drift_at_most), drift_at_most)
    for time in range(length):
        shock = noise * student(rng, degrees)
        error = memory * error + shock
        level += slope * level if not additive else slope
        level += persistence * shock * (1 if additive else level)
        if rng.random() < jump / max(1, season ** 0.5):
            level *= math.exp(rng.gauss(0, 0.2))
        slope = damping * slope + wander * rng.gauss(0, 1)
        slot = time % season
        seasonal[slot] += moving * rng.gauss(0, 1) if season > 1 else 0.0
        rest = 0.0 if persistence == 1.0 else error
        spike = noise * 5 * student(rng, 3) if rng.random() < outlier else 0.0
        total = seasonal[slot] + rest + spike
        values.append(level + total if additive else level * math.exp(min(total, 3.0)))
    scale = math.exp(rng.uniform(math.log(10), math.log(1e5)))
    return [scale * value for value in values]


def panel(season, shortest, longest, count, seed):
    """`count` series that stay above 0, their lengths spread evenly on a logarithmic scale."""
    rng = random.Random(seed)
    found = []
    while len(found) < count:
        length = round(math.exp(rng.uniform(math.log(shortest), math.log(longest))))
        values = one(rng, season, length)
        if min(values) > 0 and max(values) < 1e3 * (min(values) + sum(values) / length):
            found.append(values)
    return found
