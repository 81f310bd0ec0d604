"""The truth of one labelled submission, in the form of its `truth.json`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from extract.records import Kind, Opinion, PageType, Scope, StatementKind, Value

Origin = Literal["digital", "scanned"]
SubmissionOrigin = Literal["digital", "scanned", "mixed"]
Amounts = tuple[float | None, float | None]
STATEMENTS: tuple[StatementKind, ...] = ("balance_sheet", "income_statement", "cash_flow")


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class TrueFile(Frozen):
    path: str
    pages: int


class TruePage(Frozen):
    file: str
    page: int = Field(ge=1)
    type: PageType
    digital: bool
    rotation: Literal[0, 90, 180, 270]


class TrueHeading(Frozen):
    level: int
    title: str
    page: int
    file: str
    reference: str | None


class TrueAudit(Frozen):
    """Facts and figures of the audit report; amounts in yuan, this year's first."""

    firm: str | None
    report_number: str | None
    report_date: str | None
    entity: str | None
    fiscal_year: int | None
    opinion: Opinion | None
    scope: Scope | None
    unit: str | None
    balance_sheet: dict[str, Amounts] = {}
    income_statement: dict[str, Amounts] = {}
    cash_flow: dict[str, Amounts] = {}

    def statement(self, kind: StatementKind) -> dict[str, Amounts]:
        """Return the lines of one statement by their ids."""
        match kind:
            case "balance_sheet":
                return self.balance_sheet
            case "income_statement":
                return self.income_statement
            case "cash_flow":
                return self.cash_flow


class TrueLicense(Frozen):
    name: str | None
    uscc: str | None
    legal_representative: str | None
    established: str | None


class TrueFinding(Frozen):
    code: str
    key: str


class Truth(Frozen):
    """What a careful person reads off the pages of one submission, normalised."""

    id: str
    kind: Kind
    files: tuple[TrueFile, ...]
    pages: tuple[TruePage, ...]
    fields: dict[str, Value | dict[str, Value]]
    outline: tuple[TrueHeading, ...]
    audit: TrueAudit | None
    license: TrueLicense | None
    attachments: tuple[str, ...]
    findings: tuple[TrueFinding, ...]
    clean: bool

    def page(self, file: str, number: int) -> TruePage | None:
        """Return one page, None where the truth lists no such page."""
        return next((p for p in self.pages if p.file == file and p.page == number), None)

    def first_page(self, types: tuple[PageType, ...]) -> TruePage | None:
        """Return the first page of one of the types, None where there is none."""
        return next((page for page in self.pages if page.type in types), None)

    def origin_of(self, types: tuple[PageType, ...]) -> Origin:
        """Tell where most pages of these types come from; of all pages where there are none."""
        pages = [page for page in self.pages if page.type in types] or list(self.pages)
        digital = sum(page.digital for page in pages)
        return "digital" if 2 * digital > len(pages) else "scanned"

    @property
    def origin(self) -> SubmissionOrigin:
        """Where all the pages come from; a submission with pages of both sorts is mixed."""
        digital = {page.digital for page in self.pages}
        if len(digital) > 1:
            return "mixed"
        return "digital" if True in digital else "scanned"
