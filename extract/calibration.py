"""What was learned about confidence, as data: `models/confidence.json`.

It is made by `python -m evaluation.calibration`; its card is in models/README.md.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from .errors import ModelError, UsageError
from .records import Reading

FILE = Path(__file__).parents[1] / "models" / "confidence.json"


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Dial(Frozen):
    """A position of the accuracy dial: what may pass unseen for so much of it to be right.

    The thresholds are the least confidence that passes, of a page's own text and of recognised
    print; None where nothing passes.
    """

    accuracy: str  # percent, of what passes
    text: float | None
    ocr: float | None

    def asks_for(self, reading: Reading) -> bool:
        """Tell whether a person must look at a reading; what a person wrote needs no look."""
        printed = reading.origin == "text"
        return reading.origin != "reviewer" and not self.passes(reading.confidence, printed=printed)

    def passes(self, confidence: float, *, printed: bool) -> bool:
        """Tell whether so sure a reading passes; `printed` is one from a page's own text."""
        threshold = self.text if printed else self.ocr
        return threshold is not None and confidence >= threshold


class Calibration(Frozen):
    """What was learned: `bias` and `weights` give the logarithm of the odds of being right."""

    trained_on: tuple[str, ...]
    readings: int
    errors: int
    bias: float
    weights: dict[str, float]  # by sign
    dial: tuple[Dial, ...]

    def at(self, accuracy: str) -> Dial:
        """Return the dial at a position in percent; raises UsageError where there is none."""
        for position in self.dial:
            if position.accuracy == accuracy:
                return position
        known = "、".join(position.accuracy for position in self.dial)
        raise UsageError(f"准确率档位没有“{accuracy}”。可用：{known}")


@cache
def load_calibration(file: Path = FILE) -> Calibration:
    """Return the calibration of a file; raises ModelError where it is missing or wrong."""
    try:
        return Calibration.model_validate_json(file.read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise ModelError(f"置信度校准文件 {file} 缺失或有误。请恢复此文件。") from error
