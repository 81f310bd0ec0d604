"""How a file says it was made: programs and times, in its own data and in its pictures'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pymupdf

from ..geometry import Box

DATE = re.compile(r"D?:?(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?(\d{2})?")
AGENT = re.compile(
    r"(?:CreatorTool|softwareAgent|Producer)\s*(?:=\s*[\"']([^\"']+)|>([^<]+))", re.IGNORECASE
)
SCAN = 0.5  # share of the page that its picture covers at least
HEADER = 1 << 16  # bytes of a picture that are looked at
TOLD_BY = (0xE1, 0xED, 0xFE)  # APP1 (Exif, XMP), APP13 and comments: where JPEG files name programs
START_OF_SCAN = 0xDA
PRINTED = re.compile(r"[\x20-\x7e\u4e00-\u9fff]{4,}")


@dataclass(frozen=True)
class Making:
    """Names of programs and times as a file gives them; unknown ones empty or None."""

    file: str
    creator: str
    producer: str
    agents: str  # from its XMP
    created: datetime | None
    modified: datetime | None

    @property
    def delay(self) -> timedelta:
        """Return how long after its making the file was changed."""
        if self.created is None or self.modified is None:
            return timedelta(0)
        return self.modified - self.created


def making_of(pdf: pymupdf.Document, file: str) -> Making:
    told = pdf.metadata or {}
    xmp = pdf.get_xml_metadata() if pdf.is_pdf else ""
    agents = [one or other for one, other in AGENT.findall(xmp)]
    return Making(
        file=file,
        creator=told.get("creator") or "",
        producer=told.get("producer") or "",
        agents="；".join(dict.fromkeys(agents)),
        created=_time(told.get("creationDate") or ""),
        modified=_time(told.get("modDate") or ""),
    )


def _time(text: str) -> datetime | None:
    """Read a PDF date, without its zone: both dates of a file are given in the same one."""
    match = DATE.search(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None


def picture_programs(page: pymupdf.Page) -> str:
    """Return what the picture that fills a scanned page says of the programs it went through."""
    if not page.parent.is_pdf:
        return ""
    whole = SCAN * abs(page.rect.width * page.rect.height)
    for image in page.get_image_info(xrefs=True):
        if image["xref"] and Box(*image["bbox"]).area >= whole:
            return programs_in(page.parent.xref_stream_raw(image["xref"])[:HEADER])
    return ""


def programs_in(data: bytes) -> str:
    """Return the readable text of a JPEG file's segments that name programs."""
    return "；".join(text for segment in _segments(data) for text in PRINTED.findall(segment))


def _segments(data: bytes) -> Iterator[str]:
    at = 2
    while data[:2] == b"\xff\xd8" and at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == START_OF_SCAN:
            return
        if marker in TOLD_BY:
            yield data[at + 4 : at + 2 + length].decode("utf-8", "ignore")
        at += 2 + length


def named(texts: Iterable[str], names: Iterable[str]) -> str:
    """Return the first name that stands in one of the texts, empty when none does."""
    folded = [text.casefold() for text in texts]
    return next((name for name in names if any(name.casefold() in text for text in folded)), "")
