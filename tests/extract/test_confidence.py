from __future__ import annotations

from pathlib import Path

import pytest

from extract.calibration import Calibration, Dial, load_calibration
from extract.confidence import BOUNDS, probability, with_confidence
from extract.errors import ModelError, UsageError
from extract.page_types import TypedPage
from extract.records import FieldReading, Reading, Record
from extract.signs import Signs

from ..evaluation.examples import programme
from .builders import page, word
from .test_signs import reading, vocabulary

NOTHING = Signs(*(0.0,) * len(Signs._fields))


def calibration(bias: float = 0.0, **weights: float) -> Calibration:
    return Calibration(
        trained_on=("a",),
        readings=10,
        errors=1,
        bias=bias,
        weights={name: weights.get(name, 0.0) for name in Signs._fields},
        dial=(Dial(accuracy="99", text=0.9, ocr=0.95), Dial(accuracy="99.9", text=0.9, ocr=None)),
    )


def test_signs_are_weighed_and_added() -> None:
    assert probability(NOTHING, calibration()) == 0.5
    doubted = NOTHING._replace(sealed=1.0, noted=1.0)
    assert probability(doubted, calibration(2.0, sealed=-1.0, noted=-1.0)) == 0.5
    assert probability(doubted, calibration(2.0, sealed=-1.0)) == pytest.approx(0.731, abs=1e-3)


def test_nothing_is_certain() -> None:
    assert probability(NOTHING, calibration(50.0)) == BOUNDS[1]
    assert probability(NOTHING, calibration(-50.0)) == BOUNDS[0]


def test_every_reading_gets_its_probability() -> None:
    sure, noted = reading(123), reading(45).model_copy(update={"note": "不清"})
    fields: dict[str, FieldReading] = {"employees": sure, "registered_capital": noted}
    record = Record(id="甲", kind="enterprise", files=(), pages=(), fields=fields)
    typed = [TypedPage(page([word("123", 100, 50)]), "form", 1.0, "")]
    found = with_confidence(record, typed, programme(), vocabulary(), calibration(3.0, noted=-3.0))
    readings = [one for one in found.fields.values() if isinstance(one, Reading)]
    assert [one.confidence for one in readings] == [0.9526, 0.5]
    assert [one.value for one in readings] == [123, 45]


def test_a_calibration_of_other_signs_is_refused() -> None:
    old = calibration().model_copy(update={"weights": {"raw": 1.0}})
    record = Record(id="甲", kind=None, files=(), pages=(), fields={})
    with pytest.raises(ModelError, match="校准"):
        with_confidence(record, [], programme(), vocabulary(), old)


def test_the_shipped_calibration_fits_the_program() -> None:
    shipped = load_calibration()
    assert set(shipped.weights) == set(Signs._fields)
    assert [one.accuracy for one in shipped.dial] == ["99", "99.5", "99.9"]


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "confidence.json"
    file.write_text('{"bias": "x"}', encoding="utf-8")
    with pytest.raises(ModelError, match=r"confidence\.json"):
        load_calibration(file)
    with pytest.raises(ModelError, match=r"fehlt\.json"):
        load_calibration(tmp_path / "fehlt.json")


def test_the_dial_asks_for_what_is_below_its_threshold() -> None:
    dial = calibration().at("99")
    assert dial.asks_for(reading(1).model_copy(update={"confidence": 0.94}))
    assert not dial.asks_for(reading(1).model_copy(update={"confidence": 0.95}))
    printed = reading(1).model_copy(update={"confidence": 0.94, "origin": "text"})
    assert not dial.asks_for(printed)


def test_where_nothing_passes_everything_is_asked_for_but_a_persons_word() -> None:
    dial = calibration().at("99.9")
    assert dial.asks_for(reading(1).model_copy(update={"confidence": 1.0}))
    assert not dial.asks_for(reading(1).model_copy(update={"origin": "reviewer"}))


def test_positions_that_the_dial_has_not_are_named() -> None:
    with pytest.raises(UsageError, match=r"98.*99、99\.9"):
        calibration().at("98")
