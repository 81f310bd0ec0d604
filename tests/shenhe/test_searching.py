from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

import archive
from archive import Archive, QueryError
from shenhe.notices import LoadedNotice
from shenhe.searching import print_hits

from ..archive.examples import filing, record


class Search(Protocol):
    def __call__(self, query: str, **conditions: str | None) -> str: ...


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Archive]:
    with archive.open(tmp_path / "归档") as opened:
        opened.file(filing(tmp_path / "甲", record("甲[公司]", texts=("集成电路装备", "节能"))))
        opened.file(filing(tmp_path / "乙", record("乙平台", "platform", texts=("集成供应链",))))
        yield opened


@pytest.fixture
def search(store: Archive, loaded: LoadedNotice, capsys: pytest.CaptureFixture[str]) -> Search:
    def run(query: str, **conditions: str | None) -> str:
        kind, finding = conditions.get("kind"), conditions.get("finding")
        print_hits(store, query, kind, finding, conditions.get("where"), 50, loaded)
        return capsys.readouterr().out

    return run


def test_a_hit_is_shown_with_submission_file_and_page(search: Search) -> None:
    said = search("节能")
    assert "甲[公司] 申报书.pdf 第2页" in said
    assert "节能" in said.splitlines()[0]
    assert "共 1 处，显示 1 处" in said


def test_kind_narrows_the_hits(search: Search) -> None:
    assert "共 2 处" in search("集成")
    said = search("集成", kind="platform")
    assert "乙平台" in said
    assert "甲" not in said


def test_a_condition_without_words_lists_submissions(search: Search) -> None:
    assert search(" ", where="operating_revenue@2022>=10000").split() == ["乙平台", "甲[公司]"]
    assert search("", where="operating_revenue@2022>=20000") == ""


def test_findings_narrow_the_list(search: Search) -> None:
    assert search("", finding="audit-mismatch").split() == ["乙平台", "甲[公司]"]
    assert search("", finding="unit-slip") == ""


def test_nothing_found_is_said(search: Search) -> None:
    assert "共 0 处" in search("航天")


@pytest.mark.parametrize("where", ["operating_revenue@2022>", "no_such_field>1", "(((("])
def test_a_wrong_condition_is_told_with_its_place(search: Search, where: str) -> None:
    with pytest.raises(QueryError, match="个字符处"):
        search("集成", where=where)
