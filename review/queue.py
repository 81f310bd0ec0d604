"""The queue: which submissions are shown, and how many there are by each property."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from urllib.parse import urlencode

from archive import Archive, Filters, Snippet, columns
from archive import where as conditions
from archive.search import Search
from archive.worklist import Work
from checks.codes import CODES
from extract.programme import Programme

from .board import PROPERTIES, UNKNOWN, Board, Values
from .site import Site

SHOWN = 100  # submissions on one page
PASSAGES = 500  # pages with the text looked for that are gone through
NAMES = {
    "kind": "申报类型",
    "district": "推荐区",
    "severity": "未决疑点级别",
    "state": "审核状态",
    "code": "疑点种类",
}
STATES = {"open": "有未决疑点", "done": "疑点已全部处理", "clean": "没有疑点"}


@dataclass(frozen=True)
class View:
    """What stands in the queue's address; a view can be sent to a colleague."""

    q: str = ""  # full text
    where: str = ""  # a condition on fields
    kind: str = ""
    district: str = ""
    severity: str = ""
    state: str = ""
    code: str = ""
    page: int = 1

    def address(self, **changes: str | int) -> str:
        """Return the address of this view with changes; without a page number it starts anew."""
        wanted = vars(replace(self, page=1)) | changes
        given = {name: value for name, value in wanted.items() if value not in ("", 1)}
        return f"/?{urlencode(given)}" if given else "/"


@dataclass(frozen=True)
class Choice:
    """One value of a property: how many submissions have it, and the view that shows them."""

    value: str
    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True)
class Facet:
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Passage:
    """Where the text that is looked for stands in a submission, first of all."""

    file: str
    page: int
    snippet: Snippet

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """Return the snippet in pieces, each with whether it is a hit."""
        pieces, at = [], 0
        for start, end in self.snippet.marks:
            pieces += [(self.snippet.text[at:start], False), (self.snippet.text[start:end], True)]
            at = end
        return [*pieces, (self.snippet.text[at:], False)]


@dataclass(frozen=True)
class Queue:
    view: View
    works: tuple[Work, ...]  # of this page
    total: int
    everything: int
    pages: int
    facets: tuple[Facet, ...]
    passages: Mapping[str, Passage]
    capped: bool


def queue(site: Site, archive: Archive, view: View) -> Queue:
    """Return what a view shows; raises `QueryError` for a search that cannot be understood."""
    everything = site.board.works(archive)
    passages, capped = _passages(archive, site.programme, view)
    found: Sequence[Work] = everything
    if passages is not None:
        found = [work for work in everything if work.id in passages]
    elif view.where:
        chosen = set(archive.matching(_filters(site.programme, view)))
        found = [work for work in everything if work.id in chosen]
    shown, counts = _chosen(found, site.board, view)
    start = (max(view.page, 1) - 1) * SHOWN
    return Queue(
        view=view,
        works=tuple(shown[start : start + SHOWN]),
        total=len(shown),
        everything=len(everything),
        pages=-(-len(shown) // SHOWN),
        facets=tuple(
            _facet(some, view, name) for name, some in zip(PROPERTIES, counts, strict=True)
        ),
        passages=passages or {},
        capped=capped,
    )


def next_open(works: Sequence[Work], id: str) -> str | None:
    """Return the submission to go on with after one: the next in the queue with open findings."""
    ids = [work.id for work in works]
    at = ids.index(id) if id in ids else -1
    later = [*works[at + 1 :], *works[: max(at, 0)]]
    return next((work.id for work in later if work.open and work.id != id), None)


def _filters(programme: Programme, view: View) -> Filters:
    names = columns.field_names(programme)
    return Filters(where=conditions.parse(view.where, names) if view.where.strip() else None)


def _passages(
    archive: Archive, programme: Programme, view: View
) -> tuple[dict[str, Passage] | None, bool]:
    """Return the first passage of each submission that has the text; `None` where none is asked."""
    if not view.q.strip():
        return None, False
    hits = archive.search(Search(view.q, _filters(programme, view), limit=PASSAGES))
    found: dict[str, Passage] = {}
    for hit in hits.hits:
        found.setdefault(hit.submission, Passage(hit.file, hit.page, hit.snippet))
    return found, hits.total > PASSAGES


_LABELS: Mapping[str, Callable[[str], str]] = {
    "kind": lambda value: columns.KINDS.get(value, "未识别"),
    "district": lambda value: "未识别" if value == UNKNOWN else value,
    "severity": lambda value: columns.SEVERITIES[value],
    "state": lambda value: STATES[value],
    "code": lambda value: CODES[value].title if value in CODES else value,
}


def _chosen(
    works: Sequence[Work], board: Board, view: View
) -> tuple[list[Work], tuple[Counter[str], ...]]:
    """Return the submissions that a view shows, and how many have each value of each property.

    A property is counted over those that meet the other conditions.
    """
    wanted = [
        (place, value) for place, name in enumerate(PROPERTIES) if (value := getattr(view, name))
    ]
    shown: list[Work] = []
    near: list[list[Values]] = [[] for _ in PROPERTIES]
    met: list[Values] = []
    held = board.properties
    for work in works:
        values = held[work.id]
        missed = [place for place, value in wanted if value not in values[place]]
        if not missed:
            shown.append(work)
            met.append(values)
        elif len(missed) == 1:
            near[missed[0]].append(values)
    counts = tuple(
        Counter(chain.from_iterable(values[place] for values in chain(met, near[place])))
        for place in range(len(PROPERTIES))
    )
    return shown, counts


def _facet(counts: Counter[str], view: View, name: str) -> Facet:
    chosen = getattr(view, name)
    if chosen and chosen not in counts:
        counts[chosen] = 0
    return Facet(
        NAMES[name],
        tuple(
            Choice(
                value,
                _label(name, value),
                counts[value],
                value == chosen,
                view.address(**{name: "" if value == chosen else value}),
            )
            for value in _ordered(name, counts)
        ),
    )


def _label(name: str, value: str) -> str:
    try:
        return _LABELS[name](value)
    except KeyError:
        return value


def _ordered(name: str, counts: Counter[str]) -> list[str]:
    fixed = {"severity": list(columns.SEVERITIES), "state": list(STATES)}.get(name)
    if fixed is not None:
        return [value for value in fixed if value in counts]
    return sorted(counts, key=lambda value: (-counts[value], value))
