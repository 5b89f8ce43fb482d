"""Reference values of distributions, computed with 50 digits or more and rounded once to a double.

Run from the root of the package:  python3 Tests/_TestSupport/References/distributions/make.py
Needs mpmath (pip install mpmath==1.4.1). Writes expected.json beside this file.
"""

import json
import pathlib

import mpmath
from mpmath import mp, mpf

mp.dps = 50

TAILS = [1e-300, 1e-200, 1e-100, 1e-30, 1e-16, 1e-10, 1e-5, 0.001, 0.01, 0.025, 0.05, 0.0749,
         0.0751, 0.1, 0.2, 0.25, 0.4, 0.49999, 0.5, 0.50001, 0.6, 0.75, 0.9, 0.95, 0.975, 0.99,
         0.999, 0.9999999]


def bisect(increasing, low, high):
    """The root of an increasing function, by bisection to the full working precision."""
    low, high = mpf(low), mpf(high)
    while not (increasing(low) <= 0):
        low *= 2 if low < 0 else mpf(1) / 2
    while not (increasing(high) >= 0):
        high *= 2 if high > 0 else mpf(1) / 2
    for _ in range(400):
        middle = (low + high) / 2
        if increasing(middle) < 0:
            low = middle
        else:
            high = middle
        if abs(high - low) <= mpf(10) ** -30 * abs(middle):
            break
    return (low + high) / 2


# Normal

def normal_lower(z):
    return mpmath.erfc(-z / mpmath.sqrt(2)) / 2


def normal_quantile(p):
    """By Newton's method on log F from the asymptotic tail, in the nearer tail."""
    p = mpf(p)
    if p == mpf("0.5"):
        return mpf(0)
    tail = min(p, 1 - p)
    z = -mpmath.sqrt(-2 * mpmath.log(tail)) if tail < mpf("0.01") else mpf(0)
    for _ in range(200):
        value = normal_lower(z)
        density = mpmath.exp(-z * z / 2) / mpmath.sqrt(2 * mpmath.pi)
        step = (mpmath.log(value) - mpmath.log(tail)) * value / density
        z -= step
        if abs(step) < mpf(10) ** (5 - mp.dps):
            break
    return z if p < mpf("0.5") else -z


# Student t, through the regularized incomplete beta function

def student_upper(t, nu):
    """P(T > t) for t >= 0."""
    t, nu = mpf(t), mpf(nu)
    y = t * t / (nu + t * t)
    if y < mpf("0.5"):
        # The lower tail is near one half: enough digits to subtract down to 1e-600.
        with mp.workdps(700):
            y = t * t / (nu + t * t)
            lower = mpmath.betainc(mpf("0.5"), nu / 2, 0, y, regularized=True) / 2
            return mpf("0.5") - lower
    return mpmath.betainc(nu / 2, mpf("0.5"), 0, nu / (nu + t * t), regularized=True) / 2


def student_quantile(p, nu):
    p = mpf(p)
    if p == mpf("0.5"):
        return mpf(0)
    q = min(p, 1 - p)
    # in u = log t, so that heavy tails stay within a few hundred
    u = bisect(lambda u: q - student_upper(mpmath.exp(u), nu) if u < 2000 else mpf(1), -40, 1)
    t = mpmath.exp(u)
    return -t if p < mpf("0.5") else t


def student_log_density(t, nu):
    t, nu = mpf(t), mpf(nu)
    return (mpmath.loggamma((nu + 1) / 2) - mpmath.loggamma(nu / 2)
            - mpmath.log(nu * mpmath.pi) / 2 - (nu + 1) / 2 * mpmath.log1p(t * t / nu))


# Gamma and beta. The tails are integrals of the density over the side that holds the tail, in
# pieces of one standard deviation: no special function is used, and no tail is a difference.

def gauss_legendre(count):
    """Nodes and weights on 0...1."""
    rule = []
    for i in range(count):
        x = mpmath.cos(mpmath.pi * (i + mpf("0.75")) / (count + mpf("0.5")))
        for _ in range(8):
            before, value = mpf(1), x
            for k in range(2, count + 1):
                before, value = value, ((2 * k - 1) * x * value - (k - 1) * before) / k
            slope = count * (x * value - before) / (x * x - 1)
            x -= value / slope
        rule.append(((1 + x) / 2, 1 / ((1 - x * x) * slope * slope)))
    return rule


RULE = gauss_legendre(40)


def integral(density, start, direction, step, end):
    """The integral of a density that falls off from `start` towards `end`."""
    total, left = mpf(0), start
    for _ in range(2000):
        width = min(step, abs(end - left))
        part = width * sum(w * density(left + direction * width * x) for x, w in RULE)
        total += part
        left += direction * width
        if part < mpf(10) ** -22 * total or left == end:
            return total
    raise ValueError("the integral has not converged")


def gamma_tails(x, a):
    """Both tails; through the log of the value, in which the density has no pole at zero."""
    x, a = mpf(x), mpf(a)
    constant = -mpmath.loggamma(a)

    def density(s):
        return mpmath.exp(constant + a * s - mpmath.exp(s))

    s = mpmath.log(x)
    step = 1 / mpmath.sqrt(a) if a > 1 else mpf(1)
    if x < a:
        if a < 1:
            lower = mpmath.gammainc(a, 0, x, regularized=True)
        else:
            lower = integral(density, s, -1, step, s - 300)
        return lower, 1 - lower
    upper = integral(density, s, 1, step, s + 60)
    return 1 - upper, upper


def beta_tails(x, a, b):
    """Both tails; through s = log(x / (1 - x)), in which the density is log-concave."""
    x, a, b = mpf(x), mpf(a), mpf(b)
    if min(a, b) < 2:
        lower = mpmath.betainc(a, b, 0, x, regularized=True)
        if lower < mpf("0.5"):
            return lower, 1 - lower
        upper = mpmath.betainc(b, a, 0, 1 - x, regularized=True)
        return 1 - upper, upper
    constant = mpmath.loggamma(a + b) - mpmath.loggamma(a) - mpmath.loggamma(b)

    def density(s):
        return mpmath.exp(constant - a * mpmath.log1p(mpmath.exp(-s))
                          - b * mpmath.log1p(mpmath.exp(s)))

    s = mpmath.log(x / (1 - x))
    step = mpmath.sqrt(1 / a + 1 / b)
    if x < a / (a + b):
        lower = integral(density, s, -1, step, s - 300)
        return lower, 1 - lower
    upper = integral(density, s, 1, step, s + 300)
    return 1 - upper, upper


def tail_quantile(tails, p, low, high):
    """The s with tails(s) = (p, 1 - p), by bisection to 22 digits on the nearer tail."""
    p = mpf(p)
    for _ in range(90):
        middle = (low + high) / 2
        lower, upper = tails(middle)
        if (lower < p) if p < mpf("0.5") else (upper > 1 - p):
            low = middle
        else:
            high = middle
    return (low + high) / 2


# Mixtures of normal distributions (mean, standard deviation, weight)

MIXTURES = [
    [(0, 1, 1.0)],
    [(0, 1, 0.5), (1, 2, 0.5)],
    [(-3, 0.5, 0.25), (4, 0.001, 0.75)],
    [(1e5, 10, 0.5), (1.2e5, 3e4, 0.25), (9e4, 1e-3, 0.25)],
    [(1e300, 1e299, 0.5), (2e300, 1e290, 0.5)],
    [(1e-300, 1e-301, 0.75), (2e-300, 1e-300, 0.25)],
]


def mixture_tail(parts, x, upper):
    total = sum(mpf(w) for _, _, w in parts)
    sign = -1 if upper else 1
    return sum(mpf(w) / total * normal_lower(sign * (x - mpf(m)) / mpf(s)) for m, s, w in parts)


def mixture_quantile(parts, p):
    """With digits enough for the tails that balance between components far apart."""
    p = mpf(p)
    upper = p > mpf("0.5")
    tail = 1 - p if upper else p
    ends = [mpf(m) + mpf(s) * normal_quantile(p) for m, s, _ in parts]
    low, high = min(ends), max(ends)
    if low == high:
        return low
    for _ in range(2000):
        middle = (low + high) / 2
        value = mixture_tail(parts, middle, upper)
        if (value > tail) if upper else (value < tail):
            low = middle
        else:
            high = middle
        if high - low <= mpf(10) ** -30 * max(abs(low), abs(high)):
            break
    return (low + high) / 2


def precise(digits, function, *arguments):
    with mp.workdps(digits):
        return function(*arguments)


def rows(values, function):
    """Pairs of an argument and the value there, where the value is a finite normal double."""
    result = []
    for value in values:
        found = float(function(mpf(value)))
        if found == 0 or 2.3e-308 < abs(found) < 1.7e308:
            result.append({"at": value, "value": found})
    return result


def normal():
    points = [-38.0, -30.0, -20.0, -10.0, -6.5, -3.0, -1.0, -0.5, -1e-10, 0.0, 1e-10, 0.3, 1.0,
              2.5, 5.0, 8.0]
    return {
        "cdf": rows(points, normal_lower),
        "quantile": rows(TAILS, normal_quantile),
        "logDensity": rows(points, lambda z: -z * z / 2 - mpmath.log(2 * mpmath.pi) / 2),
    }


def log_normal():
    result = []
    for mu, sigma in [(0.0, 1.0), (5.5, 0.01), (-300.0, 2.0), (690.0, 1e-5), (1.0, 7.5)]:
        m, s = mpf(mu), mpf(sigma)
        mean = mpmath.exp(m + s * s / 2)
        points = [float(mpmath.exp(m + s * mpf(z))) for z in (-8, -2, -0.1, 0, 1, 5)]
        result.append({
            "logMean": mu, "logStandardDeviation": sigma,
            "mean": float(mean),
            "standardDeviation": float(mean * mpmath.sqrt(mpmath.expm1(s * s))),
            "quantile": rows(TAILS, lambda p: mpmath.exp(m + s * normal_quantile(p))),
            "cdf": rows(points, lambda x: normal_lower((mpmath.log(x) - m) / s)),
            "logDensity": rows(points, lambda x: -((mpmath.log(x) - m) / s) ** 2 / 2
                               - mpmath.log(2 * mpmath.pi) / 2 - mpmath.log(s) - mpmath.log(x)),
        })
    return result


def student_t():
    points = [0.0, 1e-8, 0.1, 0.5, 1.0, 1.7, 3.0, 10.0, 100.0, 1e5, 1e20]
    result = []
    for nu in [0.2, 1.0, 1.5, 2.0, 3.0, 4.5, 10.0, 30.0, 100.0, 1234.5, 1e5, 1e7]:
        result.append({
            "degreesOfFreedom": nu,
            "survival": rows(points, lambda t: student_upper(t, nu)),
            "quantile": rows(TAILS, lambda p: student_quantile(p, nu)),
            "logDensity": rows(points, lambda t: student_log_density(t, nu)),
        })
    return result


SHORT = [1e-200, 1e-30, 1e-10, 0.001, 0.05, 0.3, 0.5, 0.7, 0.95, 0.999]


def gamma():
    result = []
    for a in [0.01, 0.3, 1.0, 1.5, 4.0, 30.0, 1000.0, 2e5, 4e6]:
        points = sorted({float(a + z * mpmath.sqrt(a)) for z in
                         (-25, -8, -3, -1, -0.1, 0, 0.1, 1, 3, 8, 25, 35) if a + z * a ** 0.5 > 0}
                        | ({1e-12, 1e-3, 0.2, 0.9, 5.0, 40.0} if a < 10 else set()))
        case = {
            "shape": a,
            "cdf": rows(points, lambda x: gamma_tails(x, a)[0]),
            "survival": rows(points, lambda x: gamma_tails(x, a)[1]),
            "logDensity": rows(points, lambda x: (a - 1) * mpmath.log(x) - x - mpmath.loggamma(a)),
            "quantile": [],
        }
        if 0.1 < a < 2000:
            case["quantile"] = rows(SHORT, lambda p: precise(30, lambda: mpmath.exp(tail_quantile(
                lambda s: gamma_tails(mpmath.exp(s), a), p, mpf(-1700), mpf(12)))))
        result.append(case)
    return result


def beta():
    result = []
    for a, b in [(0.5, 0.5), (0.01, 0.3), (1.0, 1.0), (2.0, 5.0), (50.0, 0.7), (1.0, 30.0),
                 (1000.0, 3000.0), (1e5, 2e5), (30.0, 1e6)]:
        mean, total = a / (a + b), a + b
        deviation = (mean * (1 - mean) / (total + 1)) ** 0.5
        points = sorted({x for z in (-20, -8, -3, -1, -0.1, 0, 0.1, 1, 3, 8, 20)
                         for x in [mean + z * deviation] if 0 < x < 1}
                        | ({1e-12, 0.01, 0.5, 0.999} if total < 100 else set()))
        case = {
            "alpha": a, "beta": b,
            "cdf": rows(points, lambda x: beta_tails(x, a, b)[0]),
            "survival": rows(points, lambda x: beta_tails(x, a, b)[1]),
            "logDensity": rows(points, lambda x: (a - 1) * mpmath.log(x)
                               + (b - 1) * mpmath.log1p(-x) - mpmath.loggamma(a)
                               - mpmath.loggamma(b) + mpmath.loggamma(a + b)),
            "quantile": [],
        }
        if 0.1 < min(a, b) and total < 5000:
            case["quantile"] = rows(SHORT, lambda p: precise(30, lambda: 1 / (1 + mpmath.exp(
                -tail_quantile(lambda s: beta_tails(1 / (1 + mpmath.exp(-s)), a, b), p,
                               mpf(-1000), mpf(60))))))
        result.append(case)
    return result


def mixtures():
    result = []
    for parts in MIXTURES:
        result.append({
            "means": [float(m) for m, _, _ in parts],
            "standardDeviations": [float(s) for _, s, _ in parts],
            "weights": [w for _, _, w in parts],
            "quantile": rows(TAILS, lambda p: precise(120, mixture_quantile, parts, p)),
        })
    return result


def main():
    here = pathlib.Path(__file__).resolve().parent
    document = {
        "source": "mpmath, 50 digits or more, rounded once to a double",
        "version": f"mpmath {mpmath.__version__}",
        "command": "python3 Tests/_TestSupport/References/distributions/make.py",
        "normal": normal(),
        "logNormal": log_normal(),
        "studentT": student_t(),
        "gamma": gamma(),
        "beta": beta(),
        "mixtures": mixtures(),
    }
    (here / "expected.json").write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    main()
