"""A set whose submissions are planted in by the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation.plants import PLANTS
from extract.settings import Settings
from shenhe.notices import load_notice
from shenhe.planting import plant_sets

from .test_evaluating import labelled


@pytest.mark.engine
def test_changes_are_planted_in_the_clean_submissions_of_a_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = labelled(tmp_path / "标注集" / "一")
    wrong = labelled(tmp_path / "标注集" / "二") / "truth.json"
    truth = json.loads(wrong.read_text(encoding="utf-8"))
    wrong.write_text(json.dumps({**truth, "clean": False}), encoding="utf-8")
    monkeypatch.setattr("shenhe.planting.PLANTS", [p for p in PLANTS if p.name == "uscc-character"])
    path = tmp_path / "结果.json"
    plant_sets([folder.parent], load_notice(), Settings(), 1, path, 10, (2, 0), 1)
    written = json.loads(path.read_text(encoding="utf-8"))
    assert written["submissions"] == 1
    (score,) = [one for one in written["classes"] if one["sight"] == "text"]
    assert (score["plant"], score["n"], score["found"]) == ("uscc-character", 2, 2)
