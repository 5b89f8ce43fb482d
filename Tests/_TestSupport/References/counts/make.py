"""Reference values of count distributions: probabilities added one by one with 60 digits.

Run from the root of the package:  python3 Tests/_TestSupport/References/counts/make.py
Needs mpmath (pip install mpmath==1.4.1). Writes expected.json beside this file.
"""

import json
import pathlib

import mpmath
from mpmath import mp, mpf

mp.dps = 60
TAILS = [1e-250, 1e-30, 1e-12, 1e-6, 0.001, 0.025, 0.1, 0.3, 0.5, 0.7, 0.9, 0.975]
CASES = [(0.001, 0), (0.3, 0), (4.2, 0), (60, 0), (900, 0), (0.02, 3), (0.7, 0.5), (0.7, 20),
         (5, 0.01), (5, 2), (80, 0.3), (400, 1e-4), (2000, 4), (3, 1e-9)]


def log_probability(k, mean, dispersion):
    mean, dispersion = mpf(mean), mpf(dispersion)
    if dispersion == 0:
        return k * mpmath.log(mean) - mean - mpmath.loggamma(k + 1)
    r, odds = 1 / dispersion, 1 + dispersion * mean
    return (mpmath.loggamma(r + k) - mpmath.loggamma(r) - mpmath.loggamma(k + 1)
            - r * mpmath.log(odds) + k * mpmath.log(dispersion * mean / odds))


def step(k, mean, dispersion):
    """The ratio of the probabilities of k + 1 and k."""
    mean, dispersion = mpf(mean), mpf(dispersion)
    return mean * (1 + k * dispersion) / ((k + 1) * (1 + dispersion * mean))


def probabilities(mean, dispersion):
    """All probabilities down to a tail of 1e-290."""
    terms, p, k = [], mpmath.exp(log_probability(0, mean, dispersion)), 0
    while k < mean or p > mpf(10) ** -290:
        terms.append(p)
        p *= step(k, mean, dispersion)
        k += 1
    return terms


def case(mean, dispersion):
    terms = probabilities(mean, dispersion)
    lower, total = [], mpf(0)
    for p in terms:
        total += p
        lower.append(total)
    upper, total = [], mpf(0)
    for p in reversed(terms):
        upper.append(total)
        total += p
    upper.reverse()
    wanted = set()
    quantile, upper_quantile = [], []
    for p in TAILS:
        k = next(i for i, value in enumerate(lower) if value >= mpf(p))
        quantile.append({"at": p, "value": float(k)})
        k2 = next(i for i, value in enumerate(upper) if value <= mpf(p))
        upper_quantile.append({"at": p, "value": float(k2)})
        wanted |= {k, k2}
    ks = sorted(k for k in wanted if upper[k] > mpf(10) ** -260)
    rows = lambda f: [{"at": float(k), "value": float(f(k))} for k in ks]
    return {"mean": mean, "dispersion": dispersion, "quantile": quantile,
            "upperQuantile": upper_quantile, "cdf": rows(lambda k: lower[k]),
            "survival": rows(lambda k: upper[k]),
            "logProbability": rows(lambda k: log_probability(k, mean, dispersion))}


content = {
    "source": "mpmath, probabilities of counts added one by one with 60 digits",
    "version": mpmath.__version__,
    "command": "python3 Tests/_TestSupport/References/counts/make.py",
    "cases": [case(*c) for c in CASES],
}
path = pathlib.Path(__file__).parent / "expected.json"
path.write_text(json.dumps(content, separators=(",", ":")).replace('{"mean"', '\n{"mean"') + "\n")
