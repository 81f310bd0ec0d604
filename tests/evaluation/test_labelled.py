from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation.labelled import LabelledSetError, load_set

from .examples import FORM, truth, write_submission


def test_a_set_holds_its_submissions_in_order_and_names_the_unlabelled(tmp_path: Path) -> None:
    write_submission(tmp_path / "甲集", "b2")
    write_submission(tmp_path / "甲集", "b1")
    (tmp_path / "甲集" / "草稿").mkdir()
    (tmp_path / "甲集" / "set.json").write_text("{}")
    found = load_set(tmp_path / "甲集")
    assert [one.label for one in found.submissions] == ["甲集/b1", "甲集/b2"]
    assert found.submissions[0].truth == truth("b1")
    assert found.unlabelled == ("草稿",)


def test_boxes_are_read_where_they_lie_beside_the_truth(tmp_path: Path) -> None:
    inside = write_submission(tmp_path, "b1")
    box = {"file": FORM, "page": 2, "bbox": [1, 2, 3, 4]}
    (inside / "boxes.json").write_text(json.dumps({"fields": {"operating_revenue@2022": box}}))
    boxes = load_set(tmp_path).submissions[0].boxes
    assert boxes.fields["operating_revenue@2022"].bbox == (1.0, 2.0, 3.0, 4.0)
    assert boxes.lines == {}


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(LabelledSetError, match="不是文件夹"):
        load_set(tmp_path / "没有")


def test_folder_without_truth(tmp_path: Path) -> None:
    (tmp_path / "s1").mkdir()
    with pytest.raises(LabelledSetError, match=r"不是标注集.*truth\.json"):
        load_set(tmp_path)


def test_a_submission_given_for_a_set(tmp_path: Path) -> None:
    with pytest.raises(LabelledSetError, match="上一级"):
        load_set(write_submission(tmp_path, "b1"))


def test_mistake_in_the_truth_is_told_with_file_and_key(tmp_path: Path) -> None:
    inside = write_submission(tmp_path, "b1")
    shown = truth("b1").model_dump(mode="json")
    shown["pages"][1]["type"] = "poster"
    (inside / "truth.json").write_text(json.dumps(shown))
    with pytest.raises(LabelledSetError, match=r"truth\.json.*pages\.1\.type"):
        load_set(tmp_path)


def test_broken_json(tmp_path: Path) -> None:
    (write_submission(tmp_path, "b1") / "truth.json").write_text("{")
    with pytest.raises(LabelledSetError, match="整个文件"):
        load_set(tmp_path)


def test_id_other_than_the_folder(tmp_path: Path) -> None:
    write_submission(tmp_path, "b1").rename(tmp_path / "b7")
    with pytest.raises(LabelledSetError, match="与文件夹名“b7”不同"):
        load_set(tmp_path)


def test_listed_file_that_is_not_there(tmp_path: Path) -> None:
    (write_submission(tmp_path, "b1") / FORM).unlink()
    with pytest.raises(LabelledSetError, match=f"不存在：{FORM}"):
        load_set(tmp_path)
