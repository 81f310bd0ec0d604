"""What is known of a made-up applicant before anything is drawn: the truth, field by field."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from .ledger import Books
from .style import Style

YEARS = ("2020", "2021", "2022")


@dataclass
class Entry:
    """A cell: what is printed, what it means in the field's unit, and the exact figure behind it."""

    text: str
    value: object
    exact: Fraction | None = None


EMPTY = Entry("", None)


@dataclass
class Section:
    """A heading of the body with its text; `reference` is the outline entry it answers."""

    level: int
    title: str
    reference: str | None
    paragraphs: list[str]


@dataclass
class License:
    name: str
    uscc: str
    legal_representative: str
    established: str
    address: str
    registration_type: str
    capital: str
    business: str


@dataclass
class Audit:
    """An audit report; `main` are the statements that the truth gives, `parent` stand beside them.

    `unit` is what one unit of the printed figures is worth in 元.
    """

    firm: str
    report_number: str
    report_date: str
    entity: str
    fiscal_year: int
    main: Books
    opinion: str = "unqualified"
    emphasis: str | None = None
    parent: Books | None = None
    accountants: tuple[str, str] = ("", "")
    unit: int = 1

    @property
    def scope(self) -> str:
        return "consolidated" if self.main.consolidated else "separate"


@dataclass
class Applicant:
    id: str
    kind: str
    style: Style
    name: str
    district: dict
    fields: dict[str, Entry | dict[str, Entry]]
    sections: list[Section]
    vocabulary: dict[str, str]
    audit: Audit | None
    license: License | None
    attachments: list[str]
    findings: set[tuple[str, str]] = field(default_factory=set)
    tricks: dict[str, str] = field(default_factory=dict)
    stated: dict[str, str] = field(default_factory=dict)
    clean: bool = True

    def entry(self, field_id: str, year: str | None = None) -> Entry:
        cell = self.fields[field_id]
        return cell[year] if year else cell

    def say(self, word: str) -> str:
        """The words for `{field@year}` in the narrative: the form's figure with its unit."""
        if word in self.stated:
            return self.stated[word]
        field_id, _, year = word.partition("@")
        text = self.entry(field_id, year or None).text
        unit = UNITS.get(field_id, "")
        return text if (unit and text.endswith(unit)) or not text[-1:].isdigit() else text + unit


UNITS = {
    **dict.fromkeys(("total_assets", "net_assets", "operating_revenue"), "万元"),
    **dict.fromkeys(("service_revenue", "net_profit"), "万元"),
    **dict.fromkeys(("debt_ratio", "service_revenue_ratio", "rd_intensity", "rd_gdp_ratio"), "%"),
    **dict.fromkeys(("gdp", "industrial_value_added", "producer_services_value_added"), "亿元"),
    "special_funds": "亿元",
    **dict.fromkeys(("invention_patents", "utility_patents"), "项"),
    **dict.fromkeys(("publicity_meetings", "publicity_trainings"), "次"),
    "sm_enterprise_count": "家",
    **dict.fromkeys(("municipal_demo_enterprises", "municipal_demo_platforms"), "家"),
}
