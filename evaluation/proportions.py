"""Shares of a number of trials, with exact bounds on what they prove."""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, log1p

STEPS = 40  # bisections: the bounds are good to 1e-12
TAIL = 0.025  # on each side: 95 % between the bounds


@lru_cache(maxsize=4096)
def clopper_pearson(right: int, n: int, tail: float = TAIL) -> tuple[float, float]:
    """Return the exact bounds of a probability of which `right` of `n` trials are the sample.

    Of no trials at all nothing is known: (0, 1).
    """
    if n == 0:
        return 0.0, 1.0
    lower = 0.0 if right == 0 else 1 - _upper(n - right, n, tail)
    upper = 1.0 if right == n else _upper(right, n, tail)
    return lower, upper


def _upper(successes: int, n: int, tail: float) -> float:
    """Return the probability at which so few successes or fewer come up with chance `tail`."""
    weights = _log_binomials(successes, n)
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if _at_most(weights, n, middle) > tail:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _log_binomials(successes: int, n: int) -> list[float]:
    return [lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) for k in range(successes + 1)]


def _at_most(weights: list[float], n: int, p: float) -> float:
    """Return the binomial distribution function, its terms summed from their logarithms."""
    if p <= 0 or p >= 1:
        return 1.0 if p <= 0 else 0.0
    yes, no = log(p), log1p(-p)
    return sum(exp(weight + k * yes + (n - k) * no) for k, weight in enumerate(weights))
