"""How likely each reading is right: its signs weighed by what was learned on labelled sets."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from .calibration import Calibration
from .errors import ModelError
from .page_types import TypedPage
from .programme import Programme
from .readings import ReadingType, with_readings
from .records import Reading, Record
from .signs import Signs, Witnesses
from .vocabulary import Vocabulary

BOUNDS = (0.001, 0.9999)  # what is learned on some thousand readings makes nothing surer


def with_confidence(
    record: Record,
    typed: Sequence[TypedPage],
    programme: Programme,
    vocabulary: Vocabulary,
    calibration: Calibration,
) -> Record:
    """Return the record with the raw confidence of every reading made a probability.

    Raises ModelError where the calibration weighs other signs than the program sees.
    """
    if set(calibration.weights) != set(Signs._fields):
        raise ModelError("置信度校准文件与程序版本不符。请恢复此文件，或重新训练。")
    witnesses = Witnesses(record, typed, programme, vocabulary)

    def judged(reading: Reading, type: ReadingType) -> Reading:
        signs = witnesses.signs(reading, type)
        return reading.model_copy(update={"confidence": round(probability(signs, calibration), 4)})

    return with_readings(record, programme, judged)


def probability(signs: Signs, calibration: Calibration) -> float:
    """Return the chance that a reading with these signs is right."""
    weights = calibration.weights
    odds = calibration.bias + sum(weights[name] * x for name, x in signs._asdict().items())
    low, high = BOUNDS
    return min(max(1 / (1 + exp(-odds)), low), high)
