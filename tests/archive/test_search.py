from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import archive
from archive import Archive, Facets, Filters, QueryError, Search
from archive.bigrams import normalise, normalise_with_offsets
from archive.passages import Snippet, snippet
from archive.where import parse
from extract.records import Row, Run

from .examples import fields, filing, finding, reading, record, report

INVESTORS: list[Row] = [{"name": "示例投资有限公司", "nature": "国有", "ratio": 60.0}]
FEW = st.sampled_from("服务型制造集成ab0 1，,.。(（\"'*-:^\n%_\\")
TEXT = st.one_of(st.text(FEW, max_size=60), st.text(max_size=30))


def found(store: Archive, query: str, **more: object) -> list[tuple[str, int]]:
    hits = store.search(Search(query, limit=1000, **more))  # type: ignore[arg-type]
    assert len(hits.hits) == hits.total
    return [(hit.submission, hit.page) for hit in hits.hits]


def passage(text: str, *phrases: str) -> Snippet:
    page = normalise_with_offsets(text)
    spans = [one.span() for one in re.finditer("|".join(map(re.escape, phrases)), page.text)]
    return snippet(text, spans, page)


def test_a_thousand_random_queries_equal_a_substring_search(tmp_path: Path) -> None:
    dice = random.Random(7)
    letters = (
        "服务型制造集成电路供应链节能环保共享研发示范企业平台上海的一是不了在有，。（）A1 b0\n"
    )
    texts = tuple("".join(dice.choices(letters, k=300)) for _ in range(120))
    pages = [normalise(text) for text in texts]
    with archive.open(tmp_path / "归档") as store:
        store.file(filing(tmp_path / "甲", record("甲", texts=texts)))
        wrong = []
        for _ in range(1000):
            page = dice.choice(pages)
            start, length = dice.randrange(len(page)), dice.randint(1, 8)
            wanted = page[start : start + length].strip() or page[:1]
            if dice.random() < 0.3:
                wanted = "".join(dice.sample(wanted, len(wanted))).strip() or page[:1]
            truth = [("甲", n) for n, text in enumerate(pages, 1) if wanted in text]
            if found(store, f'"{wanted}"') != truth:
                wrong.append(wanted)
        assert wrong == []


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
            assert found(store, f'"{wanted}"') == truth


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
        ('"AND" NEAR( * ^', []),
        ("集成 or 环保", [("甲公司", 1), ("甲公司", 2), ("甲公司", 3), ("乙平台", 1)]),
        ("集成 and 节能", [("甲公司", 3)]),
        ("集成 not 节能", [("甲公司", 1), ("乙平台", 1)]),
        ("not 集成", [("甲公司", 2)]),
        ("not 集成 not 节能", []),
        ("节能 or not 集成", [("甲公司", 2), ("甲公司", 3)]),
        ("not (集成 not 电路)", [("甲公司", 1), ("甲公司", 2), ("甲公司", 3)]),
        ("(装备 or 供应链) and 集成", [("甲公司", 1), ("乙平台", 1)]),
        ("not (not 节能)", [("甲公司", 2), ("甲公司", 3)]),
        ("（装备 OR 供应链） 集成", [("甲公司", 1), ("乙平台", 1)]),
    ],
)
def test_search(store: Archive, query: str, expected: list[tuple[str, int]]) -> None:
    assert found(store, query) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["乙平台", "甲公司"]),
        (Filters(kind="platform"), ["乙平台"]),
        (Filters(finding="audit-mismatch"), ["甲公司"]),
        (Filters(severity="medium"), ["乙平台"]),
        (Filters(severity="中"), ["乙平台"]),
        (Filters(finding="audit-mismatch", severity="medium"), []),
        (Filters(district="示例区"), ["乙平台", "甲公司"]),
        (Filters(district="别的区"), []),
        (Filters(firm="示例会计师事务所"), ["乙平台", "甲公司"]),
        (Filters(decision="undecided"), ["乙平台", "甲公司"]),
        (Filters(decision="confirmed"), []),
        (Filters(kind="platform", finding="audit-mismatch"), []),
    ],
)
def test_filters(store: Archive, filters: Filters, expected: list[str]) -> None:
    assert list(store.matching(filters)) == expected
    assert {hit.submission for hit in store.search(Search("集", filters)).hits} == set(expected)


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
        ("kind=platform", ["乙平台"]),
        ("kind!=platform", ["甲公司"]),
        ("finding=missing-field or severity=高", ["乙平台", "甲公司"]),
        ("finding!=missing-field and district~示例", ["甲公司"]),
        ("firm~会计 and not firm=会计", ["乙平台", "甲公司"]),
        ("decision=未处理", ["乙平台", "甲公司"]),
        ("decision=误报", []),
        ("kind>1", "error"),
        ("finding~audit", "error"),
        ("kind@2022=platform", "error"),
        ("company_name='x'' OR 1=1 --'", "error"),
        ('company_name="\' OR 1=1 --"', []),
    ],
)
def test_conditions_on_fields(store: Archive, where: str, expected: list[str] | str) -> None:
    if expected == "error":
        with pytest.raises(QueryError):
            store.matching(Filters(where=parse(where)))
    else:
        assert list(store.matching(Filters(where=parse(where)))) == expected


def test_paging_through_the_hits(store: Archive) -> None:
    first = store.search(Search("集", limit=2))
    second = store.search(Search("集", limit=2, offset=2))
    assert [hit.submission for hit in first.hits + second.hits] == ["甲公司", "甲公司", "乙平台"]
    assert first.total == second.total == 3
    assert first.submissions == 2


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("operating_revenue@2022", ["乙平台", "甲公司"]),
        ("-operating_revenue@2022", ["甲公司", "乙平台"]),
        ("operating_revenue@2020", ["甲公司", "乙平台"]),  # the second has none: last either way
        ("-operating_revenue@2020", ["甲公司", "乙平台"]),
        ("industry", ["乙平台", "甲公司"]),
        ("-industry", ["甲公司", "乙平台"]),
        ("severity", ["乙平台", "甲公司"]),
        ("-severity", ["甲公司", "乙平台"]),
        ("pages", ["乙平台", "甲公司"]),
        ("-id", ["甲公司", "乙平台"]),
        ("filed", ["甲公司", "乙平台"]),
        ("kind", ["甲公司", "乙平台"]),
    ],
)
def test_sorting(store: Archive, sort: str, expected: list[str]) -> None:
    assert list(store.matching(Filters(), sort)) == expected
    hits = store.search(Search("集", sort=sort)).hits
    assert list(dict.fromkeys(hit.submission for hit in hits)) == expected
    assert [hit.page for hit in hits if hit.submission == "甲公司"] == [1, 3]


@pytest.mark.parametrize("sort", ["a b", "--id", "id; DROP TABLE pages", "营业收入@22"])
def test_a_sort_that_is_none_is_told(store: Archive, sort: str) -> None:
    with pytest.raises(QueryError, match="看不懂排序"):
        store.matching(Filters(), sort)


def test_counts_of_each_facet(store: Archive) -> None:
    store.decide("甲公司", ("audit-mismatch", "operating_revenue@2022"), "dismissed", 99)
    wanted = Facets(
        kind=(("enterprise", 1), ("platform", 1)),
        district=(("示例区", 2),),
        firm=(("示例会计师事务所", 2),),
        finding=(("audit-mismatch", 1), ("missing-field", 1)),
        severity=(("high", 1), ("medium", 1)),
        decision=(("dismissed", 1), ("undecided", 1)),
    )
    assert store.facets() == wanted
    assert store.search(Search("集", facets=True)).facets == wanted
    assert store.search(Search("集")).facets == Facets()
    assert store.search(Search("供应链", facets=True)).facets.kind == (("platform", 1),)
    assert store.facets(Filters(decision="误报")).finding == (("audit-mismatch", 1),)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("集成电路装备", [("甲公司", 1)]),
        ("集成电踣装备", [("甲公司", 1)]),
        ("巢成电路", [("甲公司", 1), ("甲公司", 3)]),
        ("集成电踣装各", []),
        ("节能环宝", [("甲公司", 2)]),
        ("环宝", []),  # too short to leave one open
        ("集成供应链 or 节能环宝", [("甲公司", 2), ("乙平台", 1)]),
        ("集成电踣 not 节能", [("甲公司", 1)]),
        ("not 集成电踣", [("甲公司", 2), ("乙平台", 1)]),
        ("集成 not 巢成电路", [("乙平台", 1)]),
    ],
)
def test_one_misread_character(store: Archive, query: str, expected: list[tuple[str, int]]) -> None:
    assert found(store, query, misread=True) == expected


def test_what_is_marked_of_a_misread_phrase(store: Archive) -> None:
    (hit,) = store.search(Search("节能环宝", misread=True)).hits
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.marks] == ["节能环保"]


def test_a_hit_has_its_boxes(tmp_path: Path) -> None:
    one = record("甲公司", texts=("营业收入：集成电\n路",))
    runs = (Run(5, 0, 0, 50, 10), Run(3, 100, 0, 130, 10), Run(1, 0, 20, 10, 30))
    pages = (one.pages[0].model_copy(update={"runs": runs}),)
    with archive.open(tmp_path / "归档") as opened:
        opened.file(filing(tmp_path / "甲公司", one.model_copy(update={"pages": pages})))
        (hit,) = opened.search(Search("成电路")).hits
        assert hit.boxes == ((110.0, 0.0, 130.0, 10.0), (0.0, 20.0, 10.0, 30.0))
        assert opened.record("甲公司").pages[0].runs == runs


def test_the_passage_is_shown_as_printed_with_its_hits_marked() -> None:
    shown = passage(
        "前" * 50 + "面向 集成电\n路（ＩＣ）行业，集成电路" + "后" * 50, "集成电路", "ic"
    )
    marked = [shown.text[start:end] for start, end in shown.marks]
    assert marked == ["集成电路", "ＩＣ", "集成电路"]
    assert len(shown.text) < 80


@given(TEXT, st.text(FEW, min_size=1, max_size=3))
def test_what_is_marked_is_what_was_asked(text: str, query: str) -> None:
    wanted = normalise(query)
    if wanted and wanted in normalise(text):
        shown = passage(text, wanted)
        assert shown.marks
        for start, end in shown.marks:
            assert wanted in normalise(shown.text[start:end]) or " " in wanted
