"""Confidence as people are shown it."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from extract.values.sureness import shown


@pytest.mark.parametrize(
    ("confidence", "text"),
    [
        (1.0, "1.00"),
        (0.9999, "0.99"),
        (0.29, "0.29"),
        (0.57, "0.57"),
        (0.0, "0.00"),
        (1e-9, "0.00"),
    ],
)
def test_it_is_cut_off(confidence: float, text: str) -> None:
    assert shown(confidence) == text


@given(st.floats(0, 1))
def test_it_never_says_more_than_there_is(confidence: float) -> None:
    assert float(shown(confidence)) <= confidence < float(shown(confidence)) + 0.01 + 1e-9
