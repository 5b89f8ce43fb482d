"""Moments of smoothly bounded images of normal numbers, by numerical integration with mpmath."""

import json
import os

from mpmath import mp, mpf, sqrt, exp, pi, quad, linspace
import mpmath

mp.dps = 30


def above(lower, softness):
    return lambda z: lower + ((z - lower) + sqrt((z - lower) ** 2 + 4 * softness**2)) / 2


def below(upper, softness):
    return lambda z: upper - ((upper - z) + sqrt((upper - z) ** 2 + 4 * softness**2)) / 2


def within(lower, upper):
    return lambda z: lower + (upper - lower) / (1 + exp(-z))


def moments(value, mean, deviation):
    density = lambda t: exp(-t * t / 2) / sqrt(2 * pi)
    points = linspace(-14, 14, 113)
    at = lambda t: value(mean + deviation * t)
    first = quad(lambda t: at(t) * density(t), points)
    second = quad(lambda t: (at(t) - first) ** 2 * density(t), points)
    return float(first), float(sqrt(second))


cases = []
for bound, softness, mean, deviation in [
    (0, 0.2, 0, 1), (0, 0.2, 1, 1), (0, 0.2, -2, 1), (0, 0.05, 0.5, 1), (5, 4, 9, 2), (0, 2, 1, 30),
]:
    # The map of u = z: z is counted from 0, the value from the bound.
    shift = mpf(bound)
    up = moments(lambda z: shift + above(0, mpf(softness))(z), mpf(mean), mpf(deviation))
    down = moments(lambda z: shift + below(0, mpf(softness))(z), mpf(mean), mpf(deviation))
    for kind, pair in [("above", up), ("below", down)]:
        cases.append(dict(kind=kind, lower=bound, upper=bound, softness=softness, mean=mean,
                          deviation=deviation, linkedMean=pair[0], linkedDeviation=pair[1]))
for lower, upper, mean, deviation in [
    (0, 1, 0, 1), (0, 1, 6.9, 1.5), (0, 100, -2, 0.3), (-2, 3, 1, 4), (0, 1, 0, 12),
]:
    pair = moments(within(mpf(lower), mpf(upper)), mpf(mean), mpf(deviation))
    cases.append(dict(kind="within", lower=lower, upper=upper, softness=0, mean=mean,
                      deviation=deviation, linkedMean=pair[0], linkedDeviation=pair[1]))

result = dict(source="mpmath, numerical integration", version=mpmath.__version__,
              command="python3 Tests/_TestSupport/References/linked-moments/make.py", cases=cases)
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "expected.json")
with open(path, "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
