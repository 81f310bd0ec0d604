"""Where on the pages of a body a clause stands that was found in its text."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, zip_longest

from extract.records import Bbox, Evidence, Heading, PageRecord, Record, Run
from extract.values.widths import half_width

_REACH = 4  # pages behind a heading's on which its text may stand
_SHORTEST = 6  # characters of a clause's end that are looked for where the whole is not found
_END = 14


def place_of(record: Record, heading: Heading, clause: str) -> Evidence:
    """Return the lines that hold a clause, half width and without spaces; else the heading's place.

    The applicant's name may stand otherwise in the clause than on the page, so its end will do.
    """
    ends = [clause] + [clause[-length:] for length in (_END, _SHORTEST) if length < len(clause)]
    pages = [
        page
        for page in record.pages
        if page.file == heading.file and heading.page <= page.page <= heading.page + _REACH
    ]
    for end in ends:
        for page in pages if len(end) >= _SHORTEST else ():
            box = _box(page, end)
            if box is not None:
                return Evidence(file=page.file, page=page.page, bbox=box, text=clause)
    return Evidence(file=heading.file, page=heading.page, bbox=heading.bbox, text=clause)


def _box(page: PageRecord, clause: str) -> Bbox | None:
    """Return the box around the stretches of a page that hold a clause."""
    text, owners = _folded(page.text, page.runs)
    at = text.find(clause)
    if at < 0:
        return None
    runs = sorted(set(owners[at : at + len(clause)]))
    boxes = [page.runs[run].bbox for run in runs if run < len(page.runs)]
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return (min(left), min(top), max(right), max(bottom))


@lru_cache(maxsize=256)
def _folded(text: str, runs: tuple[Run, ...]) -> tuple[str, tuple[int, ...]]:
    """Return a page's text in half width, without spaces, and each character's stretch."""
    owners = chain.from_iterable([n] * run.characters for n, run in enumerate(runs))
    found = [
        (one, owner)
        for printed, owner in zip_longest(text.replace("\n", ""), owners, fillvalue=len(runs))
        if isinstance(printed, str) and not printed.isspace()
        for one in half_width(printed)
    ]
    return "".join(one for one, _ in found), tuple(owner for _, owner in found)
