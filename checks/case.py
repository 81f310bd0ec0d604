"""What a rule is given: one submission's record and what it is judged against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from extract.programme import FieldSpec, KindSpec, Programme
from extract.records import Evidence, PageType, Reading, Record

from .accounts import Account, accounts
from .figures import Figure, figure
from .fingerprint import Fingerprint, Neighbours, fingerprint
from .reference import Reference
from .settings import CheckSettings


@dataclass(frozen=True)
class Case:
    """One submission under check."""

    record: Record
    programme: Programme
    reference: Reference = field(default_factory=Reference)
    others: Neighbours = field(default_factory=Neighbours)
    settings: CheckSettings = field(default_factory=CheckSettings)
    own: Fingerprint | None = None  # the record's, where it was made before

    @cached_property
    def kind(self) -> KindSpec | None:
        return next((k for k in self.programme.kinds if k.id == self.record.kind), None)

    @cached_property
    def specs(self) -> tuple[FieldSpec, ...]:
        """Return the fields of the cover and of the form that the kind fills in."""
        form = self.kind.form.fields if self.kind is not None else ()
        return (*self.programme.cover.fields, *form)

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """Return the audited statements, those the record names first."""
        return accounts(self.record.audit, self.reference.statements)

    @cached_property
    def fingerprint(self) -> Fingerprint:
        return self.own or fingerprint(self.record, self.programme)

    def spec(self, field_id: str) -> FieldSpec | None:
        return next((spec for spec in self.specs if spec.id == field_id), None)

    def label(self, field_id: str) -> str:
        spec = self.spec(field_id)
        return spec.label if spec is not None else field_id

    def figure(self, field_id: str, year: str | None = None) -> Figure | None:
        """Return a field's figure; None where the field is empty, missing or no number."""
        spec = self.spec(field_id)
        reading = self.record.reading(field_id, year)
        if (
            reading is not None
            and year is not None
            and self._is_of_several_years(field_id, reading)
        ):
            return None
        return figure(reading, spec.unit if spec else None)

    def _is_of_several_years(self, field_id: str, reading: Reading) -> bool:
        """Tell whether a recognised reading is of several years' cells in one."""
        if reading.origin == "text":
            return False
        others = (self.record.reading(field_id, year) for year in self.programme.years)
        same = [
            one
            for one in others
            if one is not None
            and (one.text, one.file, one.page, one.bbox)
            == (reading.text, reading.file, reading.page, reading.bbox)
        ]
        return len(same) == len(self.programme.years) > 1

    def text(self, field_id: str) -> Reading | None:
        """Return a text field's reading where it holds text."""
        reading = self.record.reading(field_id)
        return reading if reading is not None and isinstance(reading.value, str) else None

    def numbers(self) -> Iterator[tuple[FieldSpec, str | None, Figure]]:
        """Yield every figure of the form with its field and, of a per-year field, its year."""
        for spec in self.specs:
            years: tuple[str | None, ...] = self.programme.years if spec.per_year else (None,)
            for year in years:
                found = self.figure(spec.id, year) if spec.type == "number" else None
                if found is not None:
                    yield spec, year, found

    def place(self, *types: PageType) -> Evidence | None:
        """Return the first page of one of the types, for a finding about what is not there."""
        for page in self.record.pages:
            if page.type in types:
                return Evidence(file=page.file, page=page.page)
        return None


def key_of(field_id: str, year: str | None) -> str:
    """Return the key of a finding on a field, or on a field in one year."""
    return f"{field_id}@{year}" if year is not None else field_id
