"""The figures of the other applicants of a kind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import archive
from extract.records import Kind

from .examples import fields, filing, record


def _filed(folder: Path, id: str, revenue: float, batch: str, kind: Kind = "enterprise") -> None:
    figures = fields()
    years = figures["operating_revenue"]
    assert isinstance(years, dict)
    last = years["2022"].model_copy(update={"value": revenue})
    figures["operating_revenue"] = {**years, "2022": last}
    one = record(id).model_copy(update={"kind": kind, "fields": figures})
    with archive.open(folder) as store:
        store.file(replace(filing(Path(id), one, content=id), batch=batch))


def _revenues(folder: Path, id: str) -> tuple[int, bool, list[float]]:
    with archive.open(folder, write=False) as store:
        found = store.peers(id, "2022", ["operating_revenue"])
    return found.count, found.batch, sorted(found.numbers.get("operating_revenue", ()))


def test_those_of_the_same_batch_where_there_are_enough(tmp_path: Path) -> None:
    folder = tmp_path / "归档"
    for number in range(4):
        _filed(folder, f"甲{number}", float(number), "第一批")
    _filed(folder, "乙", 50.0, "第二批")
    _filed(folder, "平台", 99.0, "第一批", "platform")
    assert _revenues(folder, "甲0") == (3, True, [1.0, 2.0, 3.0])
    assert _revenues(folder, "乙") == (4, False, [0.0, 1.0, 2.0, 3.0])
    assert _revenues(folder, "平台") == (0, False, [])
    assert _revenues(folder, "没有") == (0, False, [])


def test_the_batch_is_the_one_that_it_came_in_last(tmp_path: Path) -> None:
    folder = tmp_path / "归档"
    _filed(folder, "甲", 0.0, "第一批")
    for number in range(1, 4):
        _filed(folder, f"乙{number}", float(number), "第二批")
    assert _revenues(folder, "甲") == (3, False, [1.0, 2.0, 3.0])
    with archive.open(folder) as store:
        store.arrive([("甲", Path("甲"))], "第二批")
    assert _revenues(folder, "甲") == (3, True, [1.0, 2.0, 3.0])
