"""`shenhe search`: passages with their place, or the submissions that meet a condition."""

from __future__ import annotations

from rich.markup import escape
from rich.text import Text

from archive import Archive, Filters, Snippet, columns
from archive import where as conditions

from .console import out
from .notices import LoadedNotice


def print_hits(
    store: Archive,
    query: str,
    kind: str | None,
    finding: str | None,
    where: str | None,
    limit: int,
    loaded: LoadedNotice,
) -> None:
    names = columns.field_names(loaded.notice.programme)
    expression = conditions.parse(where, names) if where else None
    filters = Filters(kind=kind, finding=finding, where=expression)
    if not query.strip():
        for id in store.matching(filters):
            out.print(escape(id))
        return
    hits = store.search(query, filters, limit=limit)
    for hit in hits.hits:
        out.print(f"[bold]{escape(hit.submission)}[/] {escape(hit.file)} 第{hit.page}页", end="  ")
        out.print(_marked(hit.snippet))
    more = "以上" if hits.capped else ""
    out.print(f"[dim]共 {hits.total}{more} 处，显示 {len(hits.hits)} 处。[/]")


def _marked(snippet: Snippet) -> Text:
    text = Text(snippet.text)
    for start, end in snippet.marks:
        text.stylize("bold yellow", start, end)
    return text
