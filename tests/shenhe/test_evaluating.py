"""A labelled set of two small submissions, read, checked and scored."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from evaluation.labelled import LabelledSetError
from extract.settings import Settings
from shenhe import evaluating
from shenhe.evaluating import evaluate_sets
from shenhe.notices import load_notice

from .submissions import CODE, COMPANY, form, written

FORM = "申报书.pdf"
WRONG = "上海另一家有限公司"  # what no page says


def labelled(folder: Path, company: str = COMPANY) -> Path:
    """Make a submission of one form page; `company` is the name that the truth gives."""
    written(form(), folder / FORM)
    truth: dict[str, Any] = {
        "id": folder.name,
        "kind": "enterprise",
        "files": [{"path": FORM, "pages": 1}],
        "pages": [{"file": FORM, "page": 1, "type": "form", "digital": True, "rotation": 0}],
        "fields": {"company_name": company, "uscc": CODE},
        "outline": [],
        "audit": None,
        "license": None,
        "attachments": [],
        "findings": [],
        "clean": True,
    }
    (folder / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Scored:
    """What was printed of a set, and written as JSON."""

    text: str
    scores: dict[str, Any]


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Scored:
    root = tmp_path_factory.mktemp("evaluate")
    labelled(root / "标注集" / "一")
    labelled(root / "标注集" / "二", WRONG)
    file = StringIO()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(evaluating, "out", Console(file=file, width=300))
        path = root / "分数.json"
        evaluate_sets([root / "标注集"], load_notice(), Settings(), 1, path, misses=50)
    return Scored(file.getvalue(), json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.engine
def test_what_was_read_wrong_is_named_with_both_values(scored: Scored) -> None:
    (line,) = [line for line in scored.text.splitlines() if WRONG in line]
    assert COMPANY in line
    assert "company_name" in line
    assert "二" in line


@pytest.mark.engine
def test_the_share_of_right_fields_is_printed(scored: Scored) -> None:
    assert "75.0" in scored.text  # three of four
    assert "每页" in scored.text


@pytest.mark.engine
def test_all_scores_and_misses_are_written(scored: Scored) -> None:
    text = json.dumps(scored.scores, ensure_ascii=False)
    assert WRONG in text
    assert COMPANY in text


@pytest.mark.engine
def test_no_set_at_all_is_told_before_anything_is_read(tmp_path: Path) -> None:
    one = labelled(tmp_path / "一")
    with pytest.raises(LabelledSetError, match="上一级的文件夹"):
        evaluate_sets([one], load_notice(), Settings(), 1, None, misses=50)
