"""What of a submission is compared with others: small enough for an archive to keep."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from zlib import crc32

from pydantic import BaseModel, ConfigDict

from extract.programme import Programme
from extract.records import Audit, PageType, Reading, Record
from extract.values import credit_code, email, name, phone

from . import winnowing

FORM_PAGES: tuple[PageType, ...] = ("cover", "form")
AUDIT_PAGES: tuple[PageType, ...] = (
    "audit_opinion",
    "balance_sheet",
    "income_statement",
    "cash_flow",
    "equity_changes",
)
_WHOLE_NUMBER = re.compile(r"第?[0-9A-Za-z-]+号$")


class Fingerprint(BaseModel):
    """One submission's keys; `passages` are hashes of its body text without the template's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: str | None = None
    name: str = ""  # normalised, as all keys are
    title: str = ""  # of a platform, which one operator may have several of
    uscc: str = ""
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    report_number: str = ""
    regulatory_code: str = ""
    form_files: frozenset[str] = frozenset()  # SHA-256 of the files that hold the form
    audit_files: frozenset[str] = frozenset()  # SHA-256 of the files with nothing but the report
    passages: frozenset[int] = frozenset()

    @property
    def shingles(self) -> frozenset[int]:
        """Return what another submission may share: passages, and below zero all other keys."""
        keys = [self.name, self.uscc, self.report_number, self.regulatory_code]
        for found in (self.phones, self.emails, self.form_files, self.audit_files):
            keys += found
        return self.passages | {-1 - crc32(key.encode()) for key in keys if key}

    def is_same_applicant(self, other: Fingerprint) -> bool:
        """Tell whether both come from one unit, by its code or its name."""
        return bool(
            (self.uscc and self.uscc == other.uscc) or (self.name and self.name == other.name)
        )

    def is_same_application(self, other: Fingerprint) -> bool:
        """Tell whether one is the other handed in again: the same file, or unit, kind and title."""
        if self.form_files & other.form_files:
            return True
        titled = not self.title or not other.title or self.title == other.title
        return self.kind == other.kind and titled and self.is_same_applicant(other)


@dataclass(frozen=True)
class Neighbours:
    """The other submissions of the archive or batch, found by what they share.

    Where only those that share something are at hand, `batch` says how many there are in all,
    and `held` in how many of them each passage stands.
    """

    fingerprints: tuple[Fingerprint, ...] = field(default=())
    batch: int | None = None
    held: Mapping[int, int] | None = None

    @classmethod
    def of(cls, fingerprints: Iterable[Fingerprint]) -> Neighbours:
        return cls(tuple(fingerprints))

    def others(self, own: Fingerprint) -> Iterator[Fingerprint]:
        """Yield all but the submission itself."""
        return (other for other in self.fingerprints if other.id != own.id)

    @property
    def count(self) -> int:
        return len(self.fingerprints) if self.batch is None else self.batch

    @cached_property
    def spread(self) -> Mapping[int, int]:
        """Return in how many submissions each passage stands; 0 for one that is in none."""
        if self.held is not None:
            return Counter(self.held)
        return Counter(passage for other in self.fingerprints for passage in other.passages)


def fingerprint(record: Record, programme: Programme) -> Fingerprint:
    kind = next((kind for kind in programme.kinds if kind.id == record.kind), None)
    unit = _text(record.reading(kind.name_field)) if kind else ""
    code = _text(record.reading(kind.code_field)) if kind and kind.code_field else ""
    title = _text(record.reading("platform_name"))
    return Fingerprint(
        id=record.id,
        kind=record.kind,
        name=name.normalise(unit),
        title=name.normalise(title),
        uscc=code if credit_code.is_valid(code) else "",
        phones=frozenset(_phones(record)),
        emails=frozenset(_emails(record)),
        report_number=report_number(record.audit),
        regulatory_code=_text(record.audit.regulatory_code) if record.audit else "",
        form_files=_files(record, FORM_PAGES),
        audit_files=_audit_files(record),
        passages=frozenset(_passages(record, programme)),
    )


def report_number(audit: Audit | None) -> str:
    """Return a report's number to compare by, empty where it is none or incomplete."""
    text = "".join(_text(audit.report_number).split()) if audit is not None else ""
    if not _WHOLE_NUMBER.search(text):
        return ""
    return re.sub(r"[^\u3400-\u9fff0-9A-Za-z]", "", text).upper()


def cell_text(reading: Reading) -> str:
    """Return what a contact's cell says, with the breaks between its entries where known."""
    as_read = reading.text and reading.origin in ("text", "ocr")
    return reading.text if as_read else str(reading.value)


def _text(reading: Reading | None) -> str:
    return reading.value if reading is not None and isinstance(reading.value, str) else ""


def _contacts(record: Record, ending: str) -> Iterator[Reading]:
    for field_id, reading in record.fields.items():
        if field_id.endswith(ending) and isinstance(reading, Reading) and reading.value:
            yield reading


def _phones(record: Record) -> Iterator[str]:
    for reading in _contacts(record, "phone"):
        yield from (found.key for found in phone.parse(cell_text(reading)) if found.kind)


def _emails(record: Record) -> Iterator[str]:
    for reading in _contacts(record, "email"):
        yield from (found.key for found in email.parse(cell_text(reading)) if found.possible)


def _files(record: Record, types: tuple[PageType, ...]) -> frozenset[str]:
    paths = {page.file for page in record.pages if page.type in types}
    return frozenset(file.sha256 for file in record.files if file.path in paths)


def _audit_files(record: Record) -> frozenset[str]:
    """Return the files that hold the report and no form: an attachment by itself."""
    return _files(record, AUDIT_PAGES) - _files(record, (*FORM_PAGES, "body"))


def _passages(record: Record, programme: Programme) -> Iterator[int]:
    template = template_hashes(programme)
    own = _text(record.reading("applicant_unit"))
    for heading in record.outline:
        for passage in winnowing.passages(heading.text.replace(own, "") if own else heading.text):
            if passage.hash not in template:
                yield passage.hash


@lru_cache(maxsize=8)
def template_hashes(programme: Programme) -> frozenset[int]:
    """Return the hashes of every run of the words that the notice itself gives."""
    return frozenset(
        found
        for kind in programme.kinds
        for entry in kind.outline
        for text in (entry.title, entry.asks, entry.evidence)
        for found in winnowing.hashes(text)
    )
