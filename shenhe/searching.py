"""`shenhe search`: passages with their place, or the submissions that meet a condition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rich.markup import escape
from rich.text import Text

from archive import Archive, Facets, Hit, Search, Snippet, columns, decisions
from archive import where as conditions
from archive.columns import KINDS, SEVERITIES
from archive.ordering import sort_by_id
from checks.codes import CODES

from .console import out
from .notices import LoadedNotice

MOST = 8  # values of a facet that are listed


def print_hits(store: Archive, asked: Search, where: str | None, loaded: LoadedNotice) -> None:
    """Print the pages found; with an empty query the ids that meet the conditions."""
    names = columns.field_names(loaded.notice.programme)
    if where:
        filters = replace(asked.filters, where=conditions.parse(where, names))
        asked = replace(asked, filters=filters)
    asked = replace(asked, sort=sort_by_id(asked.sort, names))
    if not asked.query.strip():
        found = store.matching(asked.filters, asked.sort)
        for id in found:
            out.print(escape(id))
        if asked.facets:
            _print_facets(store.facets(asked.filters))
        return
    hits = store.search(asked)
    for hit in hits.hits:
        _print_hit(hit)
    out.print(f"[dim]共 {hits.total} 页，在 {hits.submissions} 份里；显示 {len(hits.hits)} 页。[/]")
    if asked.facets:
        _print_facets(hits.facets)


def _print_hit(hit: Hit) -> None:
    out.print(f"[bold]{escape(hit.submission)}[/] {escape(hit.file)} 第{hit.page}页", end="")
    if hit.boxes:
        place = ",".join(f"{one:.0f}" for one in hit.boxes[0])
        out.print(f"[dim] ({place})[/]", end="")
    out.print("  ", end="")
    out.print(_marked(hit.snippet))


def _print_facets(facets: Facets) -> None:
    titles = {code.id: code.title for code in CODES.values()}
    verdicts = {value: decisions.label(value) for value, _ in facets.decision}
    shown: tuple[tuple[str, tuple[tuple[str, int], ...], Mapping[str, str]], ...] = (
        ("类型", facets.kind, KINDS),
        ("区", facets.district, {}),
        ("疑点", facets.finding, titles),
        ("级别", facets.severity, SEVERITIES),
        ("结论", facets.decision, verdicts),
        ("事务所", facets.firm, {}),
    )
    for name, counts, labels in shown:
        if counts:
            listed = "，".join(f"{labels.get(v, v)} {n}" for v, n in counts[:MOST])
            more = f"，……共 {len(counts)} 种" if len(counts) > MOST else ""
            out.print(f"[dim]{name}：{escape(listed)}{more}[/]")


def _marked(snippet: Snippet) -> Text:
    text = Text(snippet.text)
    for start, end in snippet.marks:
        text.stylize("bold yellow", start, end)
    return text
