from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import archive
from archive import Archive, Filters, QueryError
from archive.bigrams import normalise
from archive.search import snippet, terms
from archive.where import parse
from extract.records import Row

from .examples import fields, filing, finding, reading, record, report

INVESTORS: list[Row] = [{"name": "示例投资有限公司", "nature": "国有", "ratio": 60.0}]
FEW = st.sampled_from("服务型制造集成ab0 1，,.。(（\"'*-:^\n%_\\")
TEXT = st.one_of(st.text(FEW, max_size=60), st.text(max_size=30))


def found(store: Archive, query: str) -> list[tuple[str, int]]:
    return [(hit.submission, hit.page) for hit in store.search(query, limit=1000).hits]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pages=st.lists(TEXT, min_size=1, max_size=8),
    queries=st.lists(st.text(FEW, min_size=1, max_size=8), min_size=4, max_size=4),
    data=st.data(),
)
def test_equals_a_substring_search(
    tmp_path_factory: pytest.TempPathFactory,
    pages: list[str],
    queries: list[str],
    data: st.DataObject,
) -> None:
    folder = tmp_path_factory.mktemp("search")
    for text in pages:
        start = data.draw(st.integers(0, len(text)))
        queries.append(text[start : start + data.draw(st.integers(1, 8))])
    with archive.open(folder) as store:
        store.file(filing(folder / "甲", record("甲", texts=tuple(pages))))
        for query in queries:
            wanted = normalise(query.replace('"', " ").replace("“", " ").replace("”", " "))
            if not wanted:
                continue
            truth = [("甲", n) for n, text in enumerate(pages, 1) if wanted in normalise(text)]
            assert found(store, f'"{wanted}"' if '"' not in wanted else wanted) == truth


@pytest.fixture
def store(tmp_path: Path) -> Archive:
    opened = archive.open(tmp_path / "归档")
    big = record("甲公司", texts=("集成电\n路装备", "节能环保", "集成电路与节能"))
    small = record(
        "乙平台",
        "platform",
        texts=("集成供应链",),
        found=fields(
            "示例平台",
            industry=reading("供应链管理（含物流）"),
            operating_revenue={"2022": reading(300.0), "2021": reading(None, "")},
            awards=reading("无"),
            service_modes=reading(["供应链管理", "共享制造"]),
            investors=reading(INVESTORS),
        ),
    )
    opened.file(filing(tmp_path / "甲公司", big))
    opened.file(
        filing(
            tmp_path / "乙平台",
            small,
            content="2",
            about=report(finding("missing-field", "medium")),
        )
    )
    return opened


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("集成电路", [("甲公司", 1), ("甲公司", 3)]),
        ("集成", [("甲公司", 1), ("甲公司", 3), ("乙平台", 1)]),
        ("链", [("乙平台", 1)]),
        ("集", [("甲公司", 1), ("甲公司", 3), ("乙平台", 1)]),
        ("集成 节能", [("甲公司", 3)]),
        ("“电路装备”", [("甲公司", 1)]),
        ("路节", []),
        ("AND OR NEAR(", []),
    ],
)
def test_search(store: Archive, query: str, expected: list[tuple[str, int]]) -> None:
    assert found(store, query) == expected


@pytest.mark.parametrize("query", ["", "  ", '""', "“ ”"])
def test_nothing_to_look_for_is_told(query: str) -> None:
    with pytest.raises(QueryError, match="没有要找的文字"):
        terms(query)


def test_an_open_quote_is_told_with_its_place() -> None:
    with pytest.raises(QueryError, match="第 4 个字符") as caught:
        terms('集成 "电路')
    assert caught.value.position == 3


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["乙平台", "甲公司"]),
        (Filters(kind="platform"), ["乙平台"]),
        (Filters(finding="audit-mismatch"), ["甲公司"]),
        (Filters(severity="medium"), ["乙平台"]),
        (Filters(kind="platform", finding="audit-mismatch"), []),
    ],
)
def test_filters(store: Archive, filters: Filters, expected: list[str]) -> None:
    assert list(store.matching(filters)) == expected
    assert {hit.submission for hit in store.search("集", filters).hits} == set(expected)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("operating_revenue@2022>=10000", ["甲公司"]),
        ("operating_revenue@2022>=12000.01", []),
        ("operating_revenue@2022<12,000", ["乙平台"]),
        ("operating_revenue=9000", ["甲公司"]),
        ("operating_revenue@2021<>9000", ["甲公司"]),
        ("operating_revenue@2022>=10000 and industry~集成电路", ["甲公司"]),
        ("operating_revenue@2022>=10000 or industry~物流", ["乙平台", "甲公司"]),
        ("not industry~集成电路", ["乙平台"]),
        ("not (industry~集成电路 or industry~物流)", []),
        ("industry~'供应链管理（含'", ["乙平台"]),
        ("industry!~物流", ["甲公司"]),
        ("service_modes=共享制造", ["乙平台"]),
        ("investors~示例投资", ["乙平台"]),
        ("awards=无", ["乙平台"]),
        ("awards!=无", []),
        ("employees!=无", ["乙平台", "甲公司"]),
        ("contact_phone=021-50000000 and employees＝120", ["乙平台", "甲公司"]),
        ("audit.operating_revenue@2021>95004999", ["乙平台", "甲公司"]),
        ("license.uscc=91310000ma1fl00000", ["乙平台", "甲公司"]),
        ("company_name='x'' OR 1=1 --'", "error"),
        ('company_name="\' OR 1=1 --"', []),
    ],
)
def test_conditions_on_fields(store: Archive, where: str, expected: list[str] | str) -> None:
    if expected == "error":
        with pytest.raises(QueryError):
            parse(where)
    else:
        assert list(store.matching(Filters(where=parse(where)))) == expected


def test_counting_stops_and_says_so(store: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.search.COUNTED", 2)
    hits = store.search("集")
    assert (hits.total, hits.capped) == (2, True)
    monkeypatch.setattr("archive.search.COUNTED", 3)
    assert not store.search("集").capped


def test_paging_through_the_hits(store: Archive) -> None:
    first, second = store.search("集", limit=2), store.search("集", limit=2, offset=2)
    assert [hit.submission for hit in first.hits + second.hits] == ["甲公司", "甲公司", "乙平台"]


def test_the_passage_is_shown_as_printed_with_its_hits_marked() -> None:
    shown = snippet(
        "前" * 50 + "面向 集成电\n路（ＩＣ）行业，集成电路" + "后" * 50, ("集成电路", "ic")
    )
    marked = [shown.text[start:end] for start, end in shown.marks]
    assert marked == ["集成电路", "ＩＣ", "集成电路"]
    assert len(shown.text) < 80


@given(TEXT, st.text(FEW, min_size=1, max_size=3))
def test_what_is_marked_is_what_was_asked(text: str, query: str) -> None:
    wanted = normalise(query)
    if wanted and wanted in normalise(text):
        shown = snippet(text, (wanted,))
        assert shown.marks
        for start, end in shown.marks:
            assert wanted in normalise(shown.text[start:end]) or " " in wanted
