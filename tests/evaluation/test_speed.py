from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from PIL import Image

from evaluation import speed
from evaluation.peers import OWN, PEERS, Setting, command
from evaluation.speed import gate, main, measured
from evaluation.speed_pages import CLEAN, WORN, TimedPage, digital_files, scan_of

ROOT = Path(__file__).parents[2]
# A reader that says what the file's name says, and costs next to nothing.
FAKE = """
import sys
from evaluation.peer_reader import serve
from pathlib import Path
serve(lambda path: lambda: Path(path).read_text(), lambda line: print(line, flush=True))
"""
DYING = "print('{}', flush=True); input()"


@pytest.fixture
def faked(monkeypatch: pytest.MonkeyPatch) -> None:
    def call(name: str, setting: Setting, folder: Path) -> list[str] | None:
        if name == "tesseract":
            return None
        return [sys.executable, "-c", DYING if name == "paddleocr" else FAKE]

    monkeypatch.setattr(speed, "command", call)
    monkeypatch.chdir(ROOT)


def page(folder: Path, text: str) -> TimedPage:
    path = folder / "页.txt"
    path.write_text(text, encoding="utf-8")
    return TimedPage("form", path, "营业收入 1,234.56")


def test_every_reader_reads_every_page_in_every_round(faked: None, tmp_path: Path) -> None:
    only = ["rapidocr-openvino", "tesseract", "paddleocr"]
    timed, missing = measured([page(tmp_path, "营业收人 1,234.56")], tmp_path, 2, only, print)
    read = [(one.name, one.setting, one.turn) for one in timed]
    names: Sequence[tuple[str, Setting]] = [
        (OWN, "default"),
        ("rapidocr-openvino", "default"),
        ("rapidocr-openvino", "best"),
    ]
    assert read == [(*name, turn) for turn in (0, 1) for name in names]
    assert {one.accuracy.errors for one in timed} == {1}
    assert all(one.megabytes > 1 for one in timed)
    assert "tesseract (default): not installed" in missing
    assert "paddleocr (best): ended" in missing


def test_the_gate_holds_what_was_recorded(faked: None, tmp_path: Path) -> None:
    recorded = tmp_path / "gate.json"
    good, _ = measured([page(tmp_path, "营业收入 1,234.56")], tmp_path, 1, ["none"], print)
    assert gate(good, recorded, record=True) == 0
    assert json.loads(recorded.read_text())["form"]["figure_match"] == 1
    assert gate(good, recorded, record=False) == 0
    bad, _ = measured([page(tmp_path, "营业收入 1,234.57")], tmp_path, 1, ["none"], print)
    assert gate(bad, recorded, record=False) == 1


def test_what_is_not_installed_has_no_call(tmp_path: Path) -> None:
    assert [command(peer.name, "best", tmp_path) for peer in PEERS] == [None] * len(PEERS)
    assert command(OWN, "default", tmp_path) is not None


def test_recorded_accuracy_is_there_for_every_kind_of_page() -> None:
    recorded = json.loads(speed.RECORDED.read_text(encoding="utf-8"))
    assert set(recorded) == {"form", "statement", "prose", "poor", "digital"}


def test_a_scan_is_a_picture_and_always_the_same() -> None:
    sheet = Image.new("RGB", (400, 600), "white")
    sheet.paste((0, 0, 0), (100, 100, 300, 130))
    clean, again = (scan_of(sheet, CLEAN, random.Random(1)) for _ in range(2))
    worn = scan_of(sheet, WORN, random.Random(1))
    shown = [pymupdf.open(stream=one)[0].get_pixmap(dpi=200) for one in (clean, again, worn)]
    assert shown[0].samples == shown[1].samples
    levels = [np.frombuffer(one.samples, np.uint8).min() for one in shown]
    assert levels[0] < 60 < levels[2]
    assert not pymupdf.open(stream=clean)[0].get_text()


def test_only_pages_with_their_own_text_are_digital(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    with pymupdf.open() as pdf:
        for y in range(60, 700, 12):
            pdf.new_page() if y == 60 else None
            pdf[0].insert_text((50, y), "Operating revenue 1,234.56")
        pdf.new_page()
        pdf.save(folder / "a.pdf")
    (found,) = digital_files([folder], tmp_path)
    assert found.pages == 1
    assert "1,234.56" in found.text


def test_the_command_tells_what_it_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "--set-up" in capsys.readouterr().out
