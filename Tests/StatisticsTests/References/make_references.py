"""Writes references.json: values of the Statistics module computed by other people's code.

    python -m venv /tmp/references && /tmp/references/bin/pip install scipy statsmodels krippendorff ppi-python
    /tmp/references/bin/python Tests/StatisticsTests/References/make_references.py
"""
import json
import math
import pathlib

import krippendorff
import numpy as np
from ppi_py import ppi_mean_ci
from scipy import integrate, optimize, special, stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

draw = np.random.default_rng(7)
out = {}

out["intervals"] = [
    {"successes": k, "trials": n, "confidence": c,
     "wilson": list(proportion_confint(k, n, 1 - c, "wilson")),
     "exact": list(proportion_confint(k, n, 1 - c, "beta"))}
    for k, n, c in [(81, 263, .95), (15, 148, .95), (1, 29, .9), (7, 12, .99), (480, 1000, .95), (29999, 30000, .95)]
]
out["binomial"] = [
    {"successes": k, "trials": n, "p": p, "cumulative": stats.binom.cdf(k, n, p)}
    for k, n, p in [(1, 8, .5), (3, 10, .3), (40, 100, .5), (480, 1000, .5), (3, 5000, .002), (14950, 30000, .5)]
]


def mid_p(wins, losses):
    n, least = wins + losses, min(wins, losses)
    return min(1, 2 * stats.binom.cdf(least, n, .5) - stats.binom.pmf(least, n, .5))


out["mcnemar"] = [
    {"wins": b, "losses": c, "exact": float(mcnemar([[5, b], [c, 5]], exact=True).pvalue),
     "mid": 1 - stats.binom.pmf(b, b + c, .5) / 2 if b == c else mid_p(b, c),
     "better": special.betainc(1 + c, 1 + b, .5)}
    for b, c in [(25, 12), (7, 1), (0, 5), (10, 10), (1, 0), (140, 99), (1200, 1100)]
]


def sign_flip(values):
    found = stats.permutation_test((values,), np.sum, permutation_type="samples", n_resamples=np.inf)
    return float(found.pvalue)


out["signFlip"] = [
    {"differences": list(map(float, d)), "p": sign_flip(np.array(d, float))}
    for d in [[49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48], [1, 1, 1, -1, .5, -.25, 2], [3, 1, -2, 2, 2]]
]


def exact_power(n, discordance, difference, alpha):
    theta, power = (1 + difference / discordance) / 2, 0.0
    for m in range(1, n + 1):
        wins = np.arange(m + 1)
        p = 2 * stats.binom.cdf(np.minimum(wins, m - wins), m, .5)
        power += stats.binom.pmf(m, n, discordance) * stats.binom.pmf(wins, m, theta)[p <= alpha].sum()
    return float(power)


def connor(n, discordance, difference, alpha):
    lead = difference * math.sqrt(n) - stats.norm.ppf(1 - alpha / 2) * math.sqrt(discordance)
    return float(stats.norm.cdf(lead / math.sqrt(discordance - difference**2)))


def effect(n, discordance, alpha=.05, power=.8):
    found = exact_power if n <= 300 else connor
    return optimize.brentq(lambda d: found(n, discordance, d, alpha) - power, 1e-9, discordance, xtol=1e-13)


out["power"] = [
    {"pairs": n, "discordance": q, "difference": d, "alpha": a,
     "power": exact_power(n, q, d, a) if n <= 300 else connor(n, q, d, a)}
    for n, q, d, a in [(50, .2, .15, .05), (100, .3, .15, .05), (200, .2, .1, .01), (300, .5, .12, .05),
                       (1000, .2, .04, .05), (5000, .1, .02, .01)]
]
out["effects"] = [
    {"pairs": n, "discordance": q, "effect": effect(n, q)} for n, q in [(60, .3), (100, .3), (250, .15), (1000, .2)]
]

p_values = [float(p) for p in np.round(draw.uniform(0, .2, 12) ** 2, 6)] + [.01, .01, 1.0]
out["falseDiscoveries"] = {"p": p_values, "adjusted": list(multipletests(p_values, method="fdr_bh")[1])}

out["spending"] = [
    {"looks": looks, "alpha": alpha,
     "late": list(np.diff([0] + [2 - 2 * stats.norm.cdf(stats.norm.ppf(1 - alpha / 2) / math.sqrt(t / looks))
                                 for t in range(1, looks + 1)])),
     "even": list(np.diff([0] + [alpha * math.log(1 + (math.e - 1) * t / looks) for t in range(1, looks + 1)]))}
    for looks, alpha in [(5, .05), (3, .01)]
]


def agreement(a, b, c, d):
    kappa = cohens_kappa(np.array([[a, b], [c, d]])).kappa
    judge = [1] * (a + b) + [0] * (c + d)
    person = [1] * a + [0] * b + [1] * c + [0] * d
    return {"table": [a, b, c, d], "kappa": float(kappa), "matthews": float(np.corrcoef(judge, person)[0, 1]),
            "adjusted": 2 * (a + d) / (a + b + c + d) - 1,
            "alpha": float(krippendorff.alpha([judge, person], level_of_measurement="nominal"))}


out["agreement"] = [agreement(*t) for t in [(20, 5, 10, 15), (90, 3, 4, 3), (1, 30, 2, 400), (50, 0, 1, 7)]]

raters = draw.integers(0, 4, (4, 30)).astype(float)
raters[1:, :20] = raters[0, :20]
raters[draw.uniform(size=raters.shape) < .2] = np.nan
out["krippendorff"] = {
    "units": [[None if math.isnan(v) else int(v) for v in unit] for unit in raters.T],
    "alpha": float(krippendorff.alpha(raters, level_of_measurement="nominal")),
}

person = draw.choice([-1.0, 0.0, 1.0], 40)
judge = np.where(draw.uniform(size=40) < .8, person, draw.choice([-1.0, 0.0, 1.0], 40))
judged = draw.choice([-1.0, 0.0, 1.0], 300)
low, high = ppi_mean_ci(person, judge, judged, alpha=.05, lam=1)
out["predictionPowered"] = {"person": list(person), "judge": list(judge), "judged": list(judged),
                            "low": float(np.ravel(low)[0]), "high": float(np.ravel(high)[0])}

out["passes"] = [
    {"samples": n, "correct": c, "k": k, "any": 1 - math.comb(n - c, k) / math.comb(n, k),
     "all": math.comb(c, k) / math.comb(n, k)}
    for n, c, k in [(5, 2, 2), (10, 3, 5), (20, 11, 4), (200, 13, 100), (8, 8, 3)]
]

out["maxima"] = [
    {"count": m, "mean": integrate.quad(lambda x: x * m * stats.norm.pdf(x) * stats.norm.cdf(x) ** (m - 1), -12, 12,
                                        epsabs=1e-13, limit=500)[0]}
    for m in [1, 2, 3, 5, 10, 64, 200]
]

right = [[1, 1, 1, 0], [1, 1, 1, 1], [0, 0, 0, 0], [1, 0, 0, 1], [0, 0, 1, 0]]
pairs = [np.mean([a != b for i, a in enumerate(q) for b in q[i + 1:]]) for q in right]
out["flakes"] = {
    "right": [int(sum(q)) for q in right], "samples": [len(q) for q in right], "disagreement": float(np.mean(pairs)),
    "deviation": math.sqrt(2 * sum(np.var(q, ddof=1) for q in right)) / len(right),
}


def clean(value):
    if isinstance(value, dict):
        return {name: clean(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    return value.item() if isinstance(value, np.generic) else value


path = pathlib.Path(__file__).with_name("references.json")
lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in clean(out).items())
path.write_text("{\n" + lines + "\n}\n")
