from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pymupdf
import pytest

from evaluation.calibration import (
    Example,
    Pages,
    examples_of,
    learn,
    measured,
    told,
)
from evaluation.measures import SILENT
from extract.notice import Notice
from extract.pages import Page
from extract.reading import Reader
from extract.settings import Settings
from extract.signs import Signs

from ..extract.builders import table_page
from ..extract.test_pipeline import NoEngine
from ..extract.test_signs import vocabulary
from .examples import labelled, programme

NOTHING = Signs(*(0.0,) * len(Signs._fields))


def drawn(family: str, seed: int, number: int = 600) -> list[Example]:
    """Draw readings whose doubt tells, with some noise, whether they are right."""
    random = np.random.default_rng(seed)
    found = []
    for doubt in random.uniform(-3, 0, number):
        right = bool(random.random() < 1 / (1 + np.exp(4 * doubt + 2)))
        found.append(Example(family, False, NOTHING._replace(raw=float(doubt)), right))
    return found


def test_what_is_learned_holds_on_a_family_left_out() -> None:
    calibration, trials = learn([*drawn("a", 1), *drawn("b", 2), *drawn("c", 3)])
    assert calibration.trained_on == ("a", "b", "c")
    assert calibration.readings == 1800
    assert calibration.weights["raw"] == pytest.approx(-4, abs=0.8)
    whole = measured(trials, printed=False)
    assert whole.ece is not None
    assert whole.auroc is not None
    assert whole.ece < 0.03
    assert whole.auroc > 0.9
    assert len(list(told(trials))) == 1 + 3 + 1


def test_the_dial_gets_stricter_and_never_lets_a_doubtful_reading_pass() -> None:
    calibration, _ = learn([*drawn("a", 1), *drawn("b", 2)])
    thresholds = [2.0 if one.ocr is None else one.ocr for one in calibration.dial]
    assert thresholds == sorted(thresholds)
    assert thresholds[0] >= SILENT


def test_a_dial_that_cannot_be_reached_lets_nothing_pass() -> None:
    coin = [Example("a", False, NOTHING, right=n % 2 == 0) for n in range(100)]
    calibration, _ = learn([*coin, *drawn("b", 1, 20)])
    assert calibration.dial[-1].text is None


def test_examples_are_the_readings_that_the_truth_can_judge() -> None:
    sheet = table_page([["营业收入", "1400"]], number=2)
    found = list(examples_of(labelled(), [sheet], "a", Notice(programme(), vocabulary())))
    assert all(isinstance(example.right, bool) for example in found)


def test_pages_are_read_once(tmp_path: Path) -> None:
    folder = tmp_path / "set" / "a1"
    folder.mkdir(parents=True)
    with pymupdf.open() as document:
        document.new_page(width=595, height=842).insert_text((72, 72), "1234")
        (folder / "a.pdf").write_bytes(document.tobytes())
    one = replace(labelled(), folder=folder)
    kept = Pages(tmp_path / "kept", Reader(NoEngine(), Settings()))
    first: list[Page] = kept.of(one)
    assert [word.text for word in first[0].words] == ["1234"]
    (folder / "a.pdf").unlink()
    assert kept.of(one) == first
