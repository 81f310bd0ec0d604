from __future__ import annotations

import pytest

from extract.programme import OutlineEntry
from extract.references import Matcher

ENTRIES = (
    OutlineEntry(level=1, title="企业基本情况", wordings=("企业概况",)),
    OutlineEntry(level=2, title="主要产品", parent="企业基本情况"),
    OutlineEntry(level=1, title="服务型制造发展情况"),
    OutlineEntry(level=2, title="发展成效", parent="服务型制造发展情况"),
    OutlineEntry(level=1, title="其他"),
)
MATCHER = Matcher(ENTRIES)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("企业基本情况", "企业基本情况"),
        ("企业概况", "企业基本情况"),
        ("企 业 概 况：", "企业基本情况"),
        ("企业基本情况介绍", "企业基本情况"),
        ("服务型制造发展成效情况", "服务型制造发展情况"),
        ("其他", "其他"),
    ],
)
def test_a_title_answers_the_entry_it_is_like(title: str, expected: str) -> None:
    entry = MATCHER.nearest(title)
    assert entry is not None
    assert entry.title == expected


@pytest.mark.parametrize("title", ["", "其它", "人才队伍建设", "产品"])
def test_another_title_answers_none(title: str) -> None:
    assert MATCHER.nearest(title) is None


def test_a_level_may_be_asked_for() -> None:
    assert MATCHER.nearest("发展成效", level=1) is None
    assert MATCHER.nearest("发展成效", level=2) == ENTRIES[3]


@pytest.mark.parametrize("mark", ["。", "：", ":"])
def test_a_title_may_run_into_its_text(mark: str) -> None:
    assert MATCHER.run_in(f"企业概况{mark}本公司成立于某年。") == (ENTRIES[0], 4)


@pytest.mark.parametrize("text", ["企业概况", "企业概况。", "本公司概况。成立于某年", "。企业概况"])
def test_text_without_a_title_runs_into_nothing(text: str) -> None:
    assert MATCHER.run_in(text) is None


def test_an_entry_is_answered_once_by_the_title_most_like_it() -> None:
    titles = [("企业基本情况介绍", 1), ("企业基本情况", 1), ("服务型制造发展情况", 1), ("团队", 1)]
    assert MATCHER.assign(titles) == [None, "企业基本情况", "服务型制造发展情况", None]


def test_an_entry_is_as_like_as_its_likest_wording() -> None:
    assert MATCHER.assign([("企业基本情况介绍", 1), ("企业概况", 1)]) == [None, "企业基本情况"]
    assert MATCHER.assign([("企业概况", 1), ("企业概况", 1)]) == ["企业基本情况", None]


def test_a_title_at_another_level_still_answers() -> None:
    assert MATCHER.assign([("发展成效", 1)]) == ["发展成效"]
    assert MATCHER.assign([]) == []
