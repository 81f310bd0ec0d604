from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ocr import Image, Line, Quad

from .ocr.traces import trace_of
from .recorded import FLAG, GRID, UnknownPictureError, recorded, thumbnail

QUAD = np.array([(1.25, 2), (30, 2), (30, 12.5), (1.25, 12.5)], np.float32)
FIGURE = Line("1.00", (0.1, 0.3, 0.6, 0.9), (0.9,) * 4, ("", "x", "", "8B"), trace_of("1.00"))


def picture(seed: int, height: int = 40, width: int = 200) -> Image:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3)).astype(np.uint8)


class Real:
    """Reads a figure in one picture and nothing in others."""

    def detect(self, image: Image, side: int) -> list[Quad]:
        return [QUAD]

    def recognise(self, crops: Sequence[Image]) -> list[Line]:
        return [FIGURE if np.array_equal(crop, picture(1)) else Line("") for crop in crops]


def record(folder: Path) -> None:
    with recorded("one", folder, Real) as engine:
        engine.detect(picture(0), 320)
        engine.recognise([picture(1), picture(2)])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Record what the engine says of three pictures."""
    monkeypatch.setenv(FLAG, "1")
    with pytest.raises(pytest.fail.Exception, match="recorded anew"):
        record(tmp_path)
    monkeypatch.delenv(FLAG)
    return tmp_path


def test_what_was_said_is_repeated(folder: Path) -> None:
    with recorded("one", folder) as engine:
        (quad,) = engine.detect(picture(0), 320)
        nothing, figure = engine.recognise([picture(2), picture(1)])
    assert quad.tolist() == QUAD.tolist()
    assert nothing == Line("")
    assert figure == FIGURE
    assert figure.trace is not None
    assert FIGURE.trace is not None
    np.testing.assert_allclose(figure.trace, FIGURE.trace, rtol=0.01, atol=2e-6)


def test_a_run_that_records_gets_what_will_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FLAG, "1")
    with pytest.raises(pytest.fail.Exception), recorded("one", tmp_path, Real) as engine:
        assert [line.text for line in engine.recognise([picture(2), picture(1)])] == ["", "1.00"]


def test_a_picture_is_known_though_its_pixels_differ_a_little(folder: Path) -> None:
    noise = np.random.default_rng(5).integers(0, 2, (40, 200, 3))
    near = np.clip(picture(1).astype(int) + noise, 0, 255).astype(np.uint8)
    with recorded("one", folder) as engine:
        assert engine.recognise([near]) == [FIGURE]


def test_of_an_unknown_picture_nothing_is_said(folder: Path) -> None:
    with recorded("one", folder) as engine:
        with pytest.raises(UnknownPictureError):
            engine.recognise([picture(3)])
        with pytest.raises(UnknownPictureError):
            engine.recognise([picture(0)])
        with pytest.raises(UnknownPictureError):
            engine.detect(picture(1), 320)


def test_a_recording_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), recorded("none", tmp_path):
        pass


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 255), st.booleans())
def test_any_picture_has_a_thumbnail(height: int, width: int, level: int, grey: bool) -> None:
    shape = (height, width) if grey else (height, width, 3)
    assert (thumbnail(np.full(shape, level, np.uint8)) == np.full(GRID, level)).all()
