from __future__ import annotations

import numpy as np
import pytest

from evaluation.regression import Fit, Floats, chance, fit

TRUE = Fit(1.0, np.array([2.0, -1.0, 0.0]))


def drawn(number: int = 4000) -> tuple[Floats, Floats]:
    random = np.random.default_rng(7)
    features = random.normal(size=(number, 3)) * (1.0, 5.0, 1.0) + (0.0, 2.0, 0.0)
    right = random.random(number) < chance(TRUE.odds(features))
    return features, right.astype(np.float64)


def test_weights_are_found_again() -> None:
    features, right = drawn()
    found = fit(features, right, np.zeros(3), 1e-6)
    assert found.weights == pytest.approx(TRUE.weights, abs=0.2)
    assert found.bias == pytest.approx(TRUE.bias, abs=0.3)


def test_at_the_fit_the_mean_chance_is_the_share_that_was_right() -> None:
    features, right = drawn(500)
    found = fit(features, right, np.zeros(3), 3.0)
    assert chance(found.odds(features)).mean() == pytest.approx(right.mean(), abs=1e-4)


def test_a_weight_held_to_a_direction_does_not_leave_it() -> None:
    features, right = drawn()
    found = fit(features, right, np.array([-1.0, 1.0, 0.0]), 1e-6)
    assert found.weights[0] == found.weights[1] == 0.0


def test_a_penalty_draws_weights_towards_nothing() -> None:
    features, right = drawn(200)
    loose, tight = (fit(features, right, np.zeros(3), penalty) for penalty in (0.1, 1000.0))
    assert np.abs(tight.weights).sum() < 0.5 * np.abs(loose.weights).sum()


def test_a_feature_without_variance_and_labels_all_alike_are_no_trouble() -> None:
    features = np.ones((20, 2))
    found = fit(features, np.ones(20), np.zeros(2), 1.0)
    assert np.isfinite(found.weights).all()
    assert chance(found.odds(features)).min() > 0.9


def test_scaling_odds() -> None:
    features = np.array([[1.0, 0.0, 5.0]])
    assert TRUE.scaled(0.5, -1.0).odds(features) == pytest.approx(0.5 * TRUE.odds(features) - 1)
