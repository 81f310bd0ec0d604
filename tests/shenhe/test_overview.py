from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

import archive
from archive import Archive
from extract.records import ReadError
from shenhe import overview
from shenhe.overview import MOST, print_overview, print_run
from shenhe.summary import Summary

from ..archive.examples import filing, finding, record, report


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Return what was printed to `out` or to `people`, each a wide terminal."""
    files = {name: StringIO() for name in ("out", "people")}
    for name, file in files.items():
        monkeypatch.setattr(overview, name, Console(file=file, width=400))
    return lambda name: files[name].getvalue()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Archive]:
    with archive.open(tmp_path / "归档") as opened:
        yield opened


def put(store: Archive, id: str, *severities: str, errors: int = 0) -> None:
    findings = [
        finding().model_copy(update={"severity": severity, "message": f"{id}的{severity}[1]"})
        for severity in severities
    ]
    trouble = tuple(ReadError(file="a.pdf", message="读不清") for _ in range(errors))
    one = record(id).model_copy(update={"errors": trouble})
    store.file(filing(Path("/x") / id, one, content=id, about=report(*findings)))


def row(text: str, name: str) -> list[str]:
    line = next(line for line in text.splitlines() if name in line)
    return [cell.strip() for cell in line.strip("│┃ ").replace("┃", "│").split("│")]


def test_a_row_counts_findings_by_severity(store: Archive, said: Callable[[str], str]) -> None:
    put(store, "甲公司", "high", "medium", "medium", errors=1)
    print_overview(store, ["甲公司"])
    assert row(said("out"), "甲公司") == ["甲公司", "示范企业", "2", "1", "2", "·", "1"]


def test_the_most_doubtful_come_first(store: Archive, said: Callable[[str], str]) -> None:
    put(store, "一清")
    put(store, "二高", "high")
    put(store, "三中", "medium", "medium", "medium")
    print_overview(store, ["一清", "二高", "三中"])
    text = said("out")
    assert text.index("二高") < text.index("三中") < text.index("一清")


def test_only_those_asked_for_are_listed(store: Archive, said: Callable[[str], str]) -> None:
    put(store, "甲公司", "high")
    put(store, "乙公司", "high")
    print_overview(store, ["乙公司"])
    assert "甲公司" not in said("out")
    assert "申报材料（1 份）" in said("out")


def test_findings_are_doubts_and_low_ones_are_only_counted(
    store: Archive, said: Callable[[str], str]
) -> None:
    put(store, "甲公司", "high", "low", "low")
    print_overview(store, ["甲公司"])
    text = said("out")
    assert "疑点（待核实）" in text
    assert "甲公司的high[1]" in text  # brackets are no markup
    assert "甲公司的low" not in text
    assert "另有 2 条低级别提示" in text


def test_without_findings_there_is_no_table_of_them(
    store: Archive, said: Callable[[str], str]
) -> None:
    put(store, "甲公司")
    print_overview(store, ["甲公司"])
    assert "疑点" not in said("out")


def test_a_long_list_is_cut_and_says_so(store: Archive, said: Callable[[str], str]) -> None:
    ids = [f"公司{number:03d}" for number in range(MOST + 3)]
    for id in ids:
        put(store, id)
    print_overview(store, ids)
    assert "另有 3 份未列出" in said("out")
    assert ids[MOST - 1] in said("out")
    assert ids[MOST] not in said("out")


def test_a_run_is_summed_up_for_people(store: Archive, said: Callable[[str], str]) -> None:
    put(store, "甲公司")
    summary = Summary(
        filed=["甲公司"],
        known=["乙公司", "丙公司"],
        failed=[(Path("坏[1].pdf"), "不是有效的PDF文件。")],
        page_origins=Counter(digital=3, scanned=4),
        seconds=90,
    )
    print_run(store, summary, Path("归档[a]"))
    text = said("people")
    assert "收入 1 份，已在归档 2 份，失败 1 份；共 7 页（电子 3，扫描 4），用时 2 分钟" in text
    assert "未能处理 坏[1].pdf：不是有效的PDF文件。" in text
    assert "shenhe --archive 归档[a] show 编号" in text
    assert "甲公司" in said("out")


def test_a_run_that_filed_nothing_prints_no_table(
    store: Archive, said: Callable[[str], str]
) -> None:
    print_run(store, Summary(), Path("归档"))
    assert said("out") == ""
    assert "收入 0 份" in said("people")
