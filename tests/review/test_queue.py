"""The queue: views in the address, counts, the worklist behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import hypothesis.strategies as st
import pytest
from fastapi.testclient import TestClient
from hypothesis import given

import archive
from archive import Archive
from archive.worklist import Work
from extract.records import Record
from review import shelf as shelf_module
from review.board import PROPERTIES, Board, properties
from review.painter import Painter
from review.presence import LOOKING, Presence
from review.queue import SHOWN, Queue, View, next_open, queue
from review.shelf import Shelf
from review.site import Site

from ..checks.records import enterprise, platform
from .conftest import doubtful
from .sites import fill, site_over


@pytest.fixture
def store(folder: Path) -> Iterator[Archive]:
    with archive.open(folder, who="张三") as one:
        yield one


@pytest.fixture
def site(folder: Path, painter: Painter) -> Site:
    return site_over(folder, painter)


def _ids(found: Queue) -> list[str]:
    return [work.id for work in found.works]


views = st.builds(
    View,
    q=st.text(max_size=8),
    where=st.text(max_size=8),
    kind=st.sampled_from(("", "enterprise", "-")),
    district=st.text(max_size=4),
    severity=st.sampled_from(("", "high")),
    state=st.sampled_from(("", "open")),
    code=st.text(max_size=4),
    page=st.integers(1, 50),
)


@given(views)
def test_an_address_says_the_whole_view(view: View) -> None:
    address = view.address(page=view.page)
    told = dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))
    assert View(**{**told, "page": int(told.get("page", 1))}) == view  # type: ignore[arg-type]


def test_another_condition_begins_at_the_first_page() -> None:
    assert "page" not in View(page=3).address(kind="platform")
    assert View(kind="platform", page=3).address(kind="") == "/"


def test_the_gravest_come_first(site: Site, store: Archive) -> None:
    found = queue(site, store, View())
    assert _ids(found) == ["明理平台", "明理公司"]
    assert found.works[0].open_high > found.works[1].open_high
    assert found.total == found.everything == 2


@pytest.mark.parametrize(
    ("view", "ids"),
    [
        (View(kind="platform"), ["明理平台"]),
        (View(code="audit-mismatch"), ["明理公司"]),
        (View(severity="high", kind="enterprise"), ["明理公司"]),
        (View(state="done"), []),
        (View(kind="district"), []),
        (View(where="operating_revenue@2022>=8500"), ["明理公司"]),
        (View(where="营业收入@2022<8500"), []),
    ],
)
def test_a_view_shows_what_meets_all_its_conditions(
    site: Site, store: Archive, view: View, ids: list[str]
) -> None:
    assert _ids(queue(site, store, view)) == ids


def test_counts_are_of_what_choosing_them_would_show(site: Site, store: Archive) -> None:
    view = View(kind="platform")
    for facet in queue(site, store, view).facets:
        for choice in facet.choices:
            if choice.chosen:
                continue
            told = dict(parse_qsl(urlsplit(choice.address).query))
            assert queue(site, store, View(**told)).total == choice.count  # type: ignore[arg-type]


def test_a_decided_finding_is_no_longer_open(site: Site, store: Archive) -> None:
    before = site.board.work(store, "明理公司")
    assert before is not None
    finding = ("audit-mismatch", "operating_revenue@2022")
    store.decide("明理公司", finding, "dismissed", store.version("明理公司"))
    after = site.board.work(store, "明理公司")
    assert after is not None
    assert (after.open, after.who) == (before.open - 1, "张三")


def test_the_board_reads_only_what_changed(
    store: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = Board()
    assert len(board.works(store)) == 2
    asked: list[frozenset[str] | None] = []
    whole = Archive.worklist

    def watched(self: Archive, ids: frozenset[str] | None = None) -> list[Work]:
        asked.append(ids)
        return whole(self, ids)

    monkeypatch.setattr(Archive, "worklist", watched)
    assert len(board.works(store)) == 2
    assert asked == []
    fill(Path(store.where).parent, enterprise(id="新来的"))
    assert len(board.works(store)) == 3
    assert asked == [frozenset({"新来的"})]


def test_the_board_agrees_with_the_archive(store: Archive) -> None:
    board = Board()
    board.works(store)
    fill(Path(store.where).parent, platform(id="新来的"), doubtful())
    assert list(board.works(store)) == store.worklist() == store.worklist(store.ids())


def test_a_submission_has_a_value_of_every_property(store: Archive) -> None:
    for work in store.worklist():
        assert len(properties(work)) == len(PROPERTIES)


def test_after_the_last_one_the_first_open_one_comes(store: Archive) -> None:
    first, second = store.worklist()
    settled = replace(second, open_high=0, open_medium=0, open_low=0)
    assert next_open([first, second], first.id) == (second.id if second.open else None)
    assert next_open([first, settled], settled.id) == first.id
    assert next_open([first, settled], first.id) is None


def test_text_that_is_looked_for_is_shown_where_it_stands(client: TestClient) -> None:
    answer = client.get("/", params={"q": "没有这样的文字"})
    assert "没有符合条件" in answer.text


def test_a_search_that_cannot_be_understood_says_so(client: TestClient) -> None:
    answer = client.get("/", params={"where": "营业收入>>"})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize("query", ["page=0", "page=-3", "page=99999999"])
def test_a_page_that_is_not_there_is_empty_and_no_failure(client: TestClient, query: str) -> None:
    assert client.get(f"/?{query}").status_code == 200


def test_a_long_queue_comes_in_pages(site: Site, store: Archive) -> None:
    one = store.worklist()[0]
    many = tuple(replace(one, id=f"{number:04}") for number in range(SHOWN + 1))

    class Long(Board):
        def works(self, archive: Archive) -> tuple[Work, ...]:
            self._properties = {work.id: properties(work) for work in many}
            return many

    long = replace(site, board=Long())
    assert len(queue(long, store, View()).works) == SHOWN
    assert _ids(queue(long, store, View(page=2))) == [f"{SHOWN:04}"]
    assert queue(long, store, View()).pages == 2


def test_who_looks_at_what_is_known_for_a_while() -> None:
    now = [0.0]
    presence = Presence(lambda: now[0])
    presence.look("张三", "甲")
    presence.look("李四", "甲")
    presence.look("李四", "乙")
    assert presence.others("张三") == {"乙": ["李四"]}
    assert presence.others("李四") == {"甲": ["张三"]}
    now[0] = LOOKING + 1
    assert presence.others("王五") == {}


def test_views_hold_plain_values() -> None:
    assert set(asdict(View())) == {"q", "where", "page", *PROPERTIES}


def test_a_record_is_unpacked_once_until_it_changes(
    store: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, unpacked = Shelf(), list[str]()
    whole = Archive.record

    def watched(self: Archive, id: str) -> Record:
        unpacked.append(id)
        return whole(self, id)

    monkeypatch.setattr(Archive, "record", watched)
    for _ in range(2):
        assert shelf.record(store, "明理公司").id == "明理公司"
    assert unpacked == ["明理公司"]
    finding = ("audit-mismatch", "operating_revenue@2022")
    store.decide("明理公司", finding, "dismissed", store.version("明理公司"))
    shelf.record(store, "明理公司")
    assert len(unpacked) == 2
    monkeypatch.setattr(shelf_module, "KEPT", 1)
    shelf.record(store, "明理平台")
    shelf.record(store, "明理公司")
    assert len(unpacked) == 4


def test_a_record_that_is_not_there_is_said(store: Archive) -> None:
    with pytest.raises(archive.ArchiveError):
        Shelf().record(store, "没有")
