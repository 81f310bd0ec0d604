"""The outline of the body as headings of the record."""

from __future__ import annotations

from collections.abc import Sequence

from .outline import read_outline
from .page_types import TypedPage, of_type
from .programme import Programme
from .records import Heading, Kind


def headings_of(
    typed: Sequence[TypedPage], kind: Kind | None, programme: Programme
) -> tuple[Heading, ...]:
    entries = programme.kind(kind).outline if kind is not None else ()
    return tuple(
        Heading(
            level=section.level,
            title=section.title,
            file=section.page.file,
            page=section.page.number,
            bbox=section.page.locate(section.box),
            reference=section.reference,
            text=section.text,
            confidence=round(section.confidence, 4),
        )
        for section in read_outline(of_type(typed, "body"), entries)
    )
