"""Logistic regression whose weights may be held to one direction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

STEPS = 4000
ENOUGH = 1e-9  # change of the weights at which they have settled

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Fit:
    """The logarithm of the odds is `bias` plus the weighted features."""

    bias: float
    weights: Floats

    def odds(self, features: Floats) -> Floats:
        return np.asarray(features @ self.weights + self.bias, np.float64)

    def scaled(self, factor: float, shift: float) -> Fit:
        """Return the fit whose logarithms of odds are `factor` times this one's, plus `shift`."""
        return Fit(factor * self.bias + shift, factor * self.weights)


def chance(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-odds)), np.float64)


def fit(features: Floats, right: Floats, directions: Floats, penalty: float) -> Fit:
    """Return the likeliest fit under a penalty on the squares of its weights.

    Args:
        features: one row an example.
        right: 1 or 0, an example each.
        directions: a feature each: 1 keeps its weight from being negative, -1 from being
            positive, 0 leaves it free.
        penalty: in examples; it counts for features scaled to a variance of one.
    """
    mean, deviation = features.mean(axis=0), features.std(axis=0)
    deviation = np.where(deviation > 0, deviation, 1.0)
    scaled = np.hstack([(features - mean) / deviation, np.ones((len(features), 1))])
    found = _descend(scaled, right, np.append(directions, 0.0), penalty)
    weights = np.asarray(found[:-1] / deviation, np.float64)
    return Fit(float(found[-1] - weights @ mean), weights)


def _descend(features: Floats, right: Floats, directions: Floats, penalty: float) -> Floats:
    """Accelerated projected gradient descent (Beck and Teboulle 2009); the last weight is free."""
    penalties = np.append(np.full(features.shape[1] - 1, penalty), 0.0)
    steepest = 0.25 * float(np.linalg.norm(features, 2)) ** 2 + penalty
    weights = ahead = np.zeros(features.shape[1])
    momentum = 1.0
    for _ in range(STEPS):
        gradient = features.T @ (chance(features @ ahead) - right) + penalties * ahead
        moved = _directed(ahead - gradient / steepest, directions)
        later = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = moved + (momentum - 1) / later * (moved - weights)
        settled = float(np.abs(moved - weights).max()) < ENOUGH
        weights, momentum = moved, later
        if settled:
            break
    return np.asarray(weights, np.float64)


def _directed(weights: Floats, directions: Floats) -> Floats:
    wrong = weights * directions < 0
    return np.asarray(np.where(wrong, 0.0, weights), np.float64)
