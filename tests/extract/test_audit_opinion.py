from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from extract.audit_opinion import read_opinion
from extract.pages import Page
from extract.vocabulary import AuditVocabulary, load_vocabulary

from .builders import page, word

COMMON = Path(__file__).parents[2] / "programs" / "common"
FAIR = "后附的财务报表在所有重大方面按照企业会计准则的规定编制，公允反映了甲公司的财务状况。"
DUTIES = ("四、注册会计师对财务报表审计的责任", "在发表非无保留意见、保留意见、否定意见时，")


@cache
def words() -> AuditVocabulary:
    return load_vocabulary(COMMON).audit


def report(*lines: str, number: int = 1) -> Page:
    return page([word(t, 60, 60 + 16 * i, size=8) for i, t in enumerate(lines)], number=number)


def opinion(*pages: Page) -> tuple[object, bool]:
    found, going_concern = read_opinion(pages, words())
    return (found.value if found is not None else None, going_concern)


def test_a_fair_report_is_unqualified_whatever_the_duties_say() -> None:
    assert opinion(report("一、审计意见", FAIR, *DUTIES)) == ("unqualified", False)


@pytest.mark.parametrize(
    ("heading", "text", "kind"),
    [
        ("一、保留意见", f"除形成保留意见的基础部分所述事项产生的影响外，{FAIR}", "qualified"),
        ("一、否定意见", "后附的财务报表没有在所有重大方面按照企业会计准则的规定编制。", "adverse"),
        ("一、无法表示意见", "我们不对后附的财务报表发表审计意见。", "disclaimer"),
        ("一、审计意见", "我们不对后附的甲公司财务报表发表审计意见。", "disclaimer"),
    ],
)
def test_modified_opinions_are_told_though_they_hold_words_of_the_fair_one(
    heading: str, text: str, kind: str
) -> None:
    assert opinion(report(heading, text, *DUTIES))[0] == kind


def test_an_emphasis_changes_the_opinion() -> None:
    found = opinion(report("一、审计意见", FAIR, "三、强调事项", "我们提醒关注附注所述诉讼。"))
    assert found == ("unqualified_with_emphasis", False)


@pytest.mark.parametrize(
    "lines",
    [
        ("三、与持续经营相关的重大不确定性", "我们提醒关注附注二。"),
        ("三、强调事项", "附注二所述情况使持续经营能力存在疑虑。"),
    ],
)
def test_doubt_about_going_concern_is_told(lines: tuple[str, ...]) -> None:
    assert opinion(report("一、审计意见", FAIR, *lines)) == ("unqualified_with_emphasis", True)


def test_going_concern_among_the_duties_is_no_doubt() -> None:
    duties = "评价管理层运用持续经营假设的恰当性。"
    assert opinion(report("一、审计意见", FAIR, *DUTIES, duties)) == ("unqualified", False)


def test_an_opinion_may_go_on_over_the_page() -> None:
    pages = [report("一、审计意见"), report(FAIR, *DUTIES, number=2)]
    assert opinion(*pages) == ("unqualified", False)


def test_an_opinion_is_told_by_its_own_section_only() -> None:
    assert opinion(report("甲公司审计报告", FAIR)) == (None, False)
    assert opinion() == (None, False)


def test_the_opinion_points_to_its_heading() -> None:
    found, _ = read_opinion([report("一、审计意见", FAIR)], words())
    assert found is not None
    assert (found.text, found.bbox[:2]) == ("一、审计意见", (60, 60))
