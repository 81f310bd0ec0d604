from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

import archive
from archive import Archive, Filters, QueryError, Search
from shenhe.notices import LoadedNotice
from shenhe.searching import print_hits

from ..archive.examples import filing, record


class Searching(Protocol):
    def __call__(self, query: str, where: str | None = None, **more: object) -> str: ...


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Archive]:
    with archive.open(tmp_path / "归档") as opened:
        opened.file(filing(tmp_path / "甲", record("甲[公司]", texts=("集成电路装备", "节能"))))
        opened.file(filing(tmp_path / "乙", record("乙平台", "platform", texts=("集成供应链",))))
        yield opened


@pytest.fixture
def search(store: Archive, loaded: LoadedNotice, capsys: pytest.CaptureFixture[str]) -> Searching:
    def run(query: str, where: str | None = None, **more: object) -> str:
        filters = Filters(**{k: more.pop(k) for k in ("kind", "finding") if k in more})  # type: ignore[arg-type]
        print_hits(store, Search(query, filters, **more), where, loaded)  # type: ignore[arg-type]
        return capsys.readouterr().out

    return run


def test_a_hit_is_shown_with_submission_file_and_page(search: Searching) -> None:
    said = search("节能")
    assert "甲[公司] 申报书.pdf 第2页" in said
    assert "节能" in said.splitlines()[0]
    assert "共 1 页，在 1 份里；显示 1 页" in said


def test_kind_narrows_the_hits(search: Searching) -> None:
    assert "共 2 页" in search("集成")
    said = search("集成", kind="platform")
    assert "乙平台" in said
    assert "甲" not in said


def test_a_condition_without_words_lists_submissions(search: Searching) -> None:
    assert search(" ", where="operating_revenue@2022>=10000").split() == ["乙平台", "甲[公司]"]
    assert search("", where="operating_revenue@2022>=20000") == ""


def test_findings_narrow_the_list(search: Searching) -> None:
    assert search("", finding="audit-mismatch").split() == ["乙平台", "甲[公司]"]
    assert search("", finding="unit-slip") == ""


def test_nothing_found_is_said(search: Searching) -> None:
    assert "共 0 页" in search("航天")


@pytest.mark.parametrize("where", ["operating_revenue@2022>", "no_such_field>1", "(((("])
def test_a_wrong_condition_is_told_with_its_place(search: Searching, where: str) -> None:
    with pytest.raises(QueryError, match="个字符处"):
        search("集成", where=where)


def test_sort_misread_and_facets(search: Searching) -> None:
    assert search("", sort="-营业收入@2022").split() == ["甲[公司]", "乙平台"]
    assert "节能" not in search("集成电踣装备")
    said = search("集成电踣装备", misread=True, facets=True)
    assert "甲[公司]" in said
    assert "类型：示范企业 1" in said
    assert "疑点：与审计报告不一致 1" in said
    assert "级别：高 1" in said
    assert "结论：未处理 1" in said
