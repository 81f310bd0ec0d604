from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pymupdf
import pytest

from extract.ocr import Image, runtimes
from extract.ocr.networks import Networks
from extract.ocr.onnx import OnnxNetworks
from extract.ocr.paddle import PaddleEngine
from extract.ocr.runtimes import load_networks
from extract.ocr.weights import Weights, find_weights
from extract.raster import render
from extract.scan import read_scan
from extract.settings import Settings

pytestmark = pytest.mark.engine
SETTINGS = Settings()


@cache
def engine(runtime: Callable[[Weights], Networks] = load_networks) -> PaddleEngine:
    return PaddleEngine(runtime(find_weights()))


def printed(*lines: tuple[float, float, str, str]) -> pymupdf.Document:
    """Print (x, y, text, font) on a sheet."""
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    for x, y, text, font in lines:
        page.insert_text((x, y), text, fontsize=12, fontname=font)
    return document


@pytest.mark.parametrize("runtime", [load_networks, OnnxNetworks])
def test_print_is_found_and_read_with_the_places_of_its_characters(
    runtime: Callable[[Weights], Networks],
) -> None:
    document = printed((60, 80, "主营业务收入", "china-s"), (220, 180, "1,234,567.89", "helv"))
    found, _ = read_scan("a.pdf", 1, render(document[0], SETTINGS), engine(runtime), SETTINGS)
    words = {word.text: word for word in found.words}
    assert set(words) == {"主营业务收入", "1,234,567.89"}
    label, figure = words["主营业务收入"], words["1,234,567.89"]
    assert label.box.contains(60 + 3 * 12, 75)
    assert label.edges[3] == pytest.approx(60 + 3 * 12, abs=5)
    assert figure.traces
    assert figure.confidence > 0.9


def test_nothing_and_no_crops_are_no_trouble() -> None:
    blank: Image = np.full((400, 300, 3), 255, np.uint8)
    assert engine().detect(blank, 320) == []
    assert engine().recognise([]) == []


def test_without_openvino_the_networks_run_on_onnx_runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtimes, "find_spec", lambda name: None)
    assert isinstance(load_networks(find_weights()), OnnxNetworks)
