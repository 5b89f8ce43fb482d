"""Reference values of beta-binomial shares: probabilities and filtered likelihoods by scipy.

Run from the root of the package:  python3 Tests/_TestSupport/References/beta-binomial/make.py
Needs numpy and scipy. Writes expected.json beside this file.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy.stats import betabinom

CASES = [(4, 0.75, 3.0), (10, 0.1, 0.8), (30, 0.5, 40.0), (120, 0.97, 500.0), (7, 0.3, 1e6)]
PARTS = [3, 4, 0, 2, 5, 7, 1, 0, 6, 9, 2, 4]
SIZES = [4, 9, 0, 6, 5, 11, 4, 2, 20, 9, 0, 8]


def filtered(discount, steadiness, rate, strength):
    """The one-step log-likelihood and the last level of discounted counts around a prior."""
    cases = successes = total = 0.0
    for part, size in zip(PARTS, SIZES):
        level_strength = strength + cases
        level = (rate * strength + successes) / level_strength
        if size:
            joint = level_strength / (1 + level_strength / steadiness)
            total += betabinom.logpmf(part, size, level * joint, (1 - level) * joint)
            worth = size / (1 + size / steadiness)
            successes += worth * part / size
            cases += worth
        cases *= discount
        successes *= discount
    end = strength + cases
    return {"discount": discount, "steadiness": steadiness, "rate": rate, "strength": strength,
            "logLikelihood": total, "level": (rate * strength + successes) / end,
            "levelStrength": end}


content = {
    "source": "scipy.stats.betabinom", "version": f"scipy {scipy.__version__}",
    "command": "python3 Tests/_TestSupport/References/beta-binomial/make.py",
    "parts": PARTS, "sizes": SIZES,
    "cases": [{"size": n, "rate": m, "strength": s,
               "probabilities": list(betabinom.pmf(np.arange(n + 1), n, m * s, (1 - m) * s)),
               "mean": float(betabinom.mean(n, m * s, (1 - m) * s)) / n,
               "deviation": float(betabinom.std(n, m * s, (1 - m) * s)) / n}
              for n, m, s in CASES],
    "filters": [filtered(*law) for law in
                [(1.0, 1e9, 0.5, 1.0), (0.9, 1e9, 0.5, 1.0), (0.8, 25.0, 0.6, 12.0)]],
}
path = pathlib.Path(__file__).with_name("expected.json")
path.write_text(json.dumps(content, indent=1) + "\n")
