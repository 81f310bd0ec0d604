"""What a load would do, told before it is done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import archive
from extract.settings import Settings
from shenhe.batch import arrivals
from shenhe.planning import EMPTY, plan, print_plan

from ..archive.examples import filing, record
from .submissions import form, put, written


def states(folder: Path, batch: Path, again: bool = False) -> dict[str, str]:
    with archive.open(folder) as store:
        planned = list(plan(store, arrivals([batch]), "1", Settings(), again))
    return {one.arrival.path.name: one.state for one in planned}


def file_as_planned(folder: Path, batch: Path) -> None:
    with archive.open(folder) as store:
        for one in plan(store, arrivals([batch]), "1", Settings()):
            filed = filing(one.arrival.path, record(one.submission))
            store.file(replace(filed, content_key=one.content, work_key=one.key))


def test_what_is_new_known_changed_and_unreadable(tmp_path: Path) -> None:
    batch, folder = tmp_path / "批", tmp_path / "归档"
    written(form(), batch / "甲" / "申报书.pdf")
    written(form(), batch / "乙" / "申报书.pdf")
    file_as_planned(folder, batch)
    put(batch / "乙" / "补充.pdf", b"%PDF")
    put(batch / "丙.zip", b"PK")
    (batch / "空").mkdir()
    assert states(folder, batch) == {
        "甲": "known",
        "乙": "changed",
        "丙.zip": "new",
        "空": "failed",
    }
    assert states(folder, batch, again=True)["甲"] == "changed"


def test_two_of_one_name_get_two_ids(tmp_path: Path) -> None:
    written(form(), tmp_path / "批" / "甲.pdf")
    put(tmp_path / "批" / "甲.zip", b"PK")
    with archive.open(tmp_path / "归档") as store:
        planned = list(plan(store, arrivals([tmp_path / "批"]), "1", Settings()))
    assert [one.submission for one in planned] == ["甲", "甲-2"]


def test_the_plan_is_printed_with_what_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(form(), tmp_path / "批" / "甲" / "申报书.pdf")
    (tmp_path / "批" / "空").mkdir()
    with archive.open(tmp_path / "归档") as store:
        assert not print_plan(plan(store, arrivals([tmp_path / "批"]), "1", Settings()))
        assert store.ids() == ()
    said = capsys.readouterr()
    assert EMPTY[:8] in said.out
    assert "读入 1 份" in said.err
