"""A corrected reading counts with its value, however near its first reading was."""

from __future__ import annotations

from fractions import Fraction

from checks.figures import figure
from extract.records import Reading


def test_a_corrected_fen_of_a_large_amount_counts() -> None:
    reading = Reading(
        value=1059444166.19,
        text="1,059,444,166.80",
        confidence=0.97,
        origin="reconciled",
        file="审计报告.pdf",
        page=9,
        bbox=(0, 0, 10, 10),
        unit="元",
    )
    found = figure(reading, "元")
    assert found is not None
    assert found.number == Fraction("1059444166.19")
