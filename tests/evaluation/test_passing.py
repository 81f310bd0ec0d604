from __future__ import annotations

from evaluation.comparison import Comparison
from evaluation.passing import Passing, passing
from extract.calibration import Dial

DIAL = (
    Dial(accuracy="99", text=0.9, ocr=0.95),
    Dial(accuracy="99.9", text=0.99, ocr=None),
)


def compared(confidence: float | None, right: bool, printed: bool = False) -> Comparison:
    return Comparison(
        submission="a/1", kind="enterprise", origin="digital" if printed else "scanned",
        group="fields", type="text", what="x", expected="甲", got="甲" if right else "乙",
        outcome="right" if right else "wrong", strict=right, confidence=confidence,
        printed=printed,
    )  # fmt: skip


def test_what_passes_is_counted_by_position_and_origin() -> None:
    readings = [
        compared(0.96, right=True),
        compared(0.94, right=False),
        compared(0.97, right=False),
        compared(0.94, right=True, printed=True),
        compared(None, right=False),
    ]
    found = {(one.accuracy, one.origin): one for one in passing(readings, DIAL)}
    assert found["99", "all"] == Passing(
        accuracy="99", origin="all", n=4, passed=3, right=2, caught=1
    )
    assert found["99", "digital"].passed == found["99", "digital"].right == 1
    assert found["99.9", "scanned"].passed == 0
    assert found["99.9", "scanned"].caught == 2


def test_of_nothing_nothing_is_said() -> None:
    assert list(passing([], DIAL)) == []
