from __future__ import annotations

import pytest

from archive.cells import canonical, cell, named_readings, reading_at, with_reading
from archive.errors import ArchiveError
from extract.records import Audit, Record

from .examples import reading, record

NEW = reading(7.0, "7").model_copy(update={"origin": "reviewer"})


@pytest.mark.parametrize(
    ("name", "stored", "value"),
    [
        ("industry", "industry", "集成电路装备制造"),
        ("operating_revenue@2021", "operating_revenue@2021", 9500.5),
        ("audit.firm", "audit.firm", "示例会计师事务所"),
        ("license.uscc", "license.uscc", "91310000MA1FL00000"),
        ("audit.operating_revenue@2022", "audit.operating_revenue@current", 119_000_000.0),
        ("audit.operating_revenue@2021", "audit.operating_revenue@prior", 95_005_000.0),
        ("audit.operating_revenue@prior", "audit.operating_revenue@prior", 95_005_000.0),
        ("audit.statements.0.0@current", "audit.statements.0.0@current", 119_000_000.0),
        ("awards", "awards", None),
        ("license.address", "license.address", None),
    ],
)
def test_a_name_leads_to_its_reading(name: str, stored: str, value: object) -> None:
    one = record()
    found = cell(one, name)
    assert canonical(found) == stored
    assert cell(one, stored) == found
    read = reading_at(one, found)
    assert (read.value if read else None) == value
    changed = with_reading(one, found, NEW)
    assert reading_at(changed, found) == NEW
    assert one == record()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Industry",
        "industry@2022",
        "operating_revenue",
        "audit.operating_revenue@2019",
        "audit.nothing@2022",
        "audit.model_copy",
        "license.firm",
        "audit.statements.0.9@current",
        "audit.statements.3.0@current",
        "audit.statements.0.0@later",
        "a'; DROP TABLE history; --",
    ],
)
def test_what_is_no_name_is_told(name: str) -> None:
    with pytest.raises(ArchiveError):
        cell(record(), name)


@pytest.mark.parametrize(
    "name", ["audit.operating_revenue@current", "audit.statements.0.0@current"]
)
def test_a_published_line_and_its_printed_row_are_one_cell(name: str) -> None:
    one = record()
    changed = with_reading(one, cell(one, name), NEW)
    assert changed.audit is not None
    prior = changed.audit.income_statement["operating_revenue"][1]
    assert changed.audit.income_statement["operating_revenue"] == (NEW, prior)
    (row,) = changed.audit.statements[0].rows
    assert (row.current, row.prior) == (NEW, prior)
    assert prior is not None
    assert prior.value == 95_005_000.0


def test_a_row_of_another_scope_is_changed_alone() -> None:
    one = record()
    assert one.audit is not None
    row = one.audit.statements[0].rows[0].model_copy(update={"current": reading(1.0)})
    other = one.audit.statements[0].model_copy(update={"rows": (row,)})
    audit = one.audit.model_copy(update={"statements": (*one.audit.statements, other)})
    both = one.model_copy(update={"audit": audit})
    changed = with_reading(both, cell(both, "audit.statements.1.0@prior"), NEW).audit
    assert changed is not None
    assert changed.income_statement == audit.income_statement
    assert changed.statements[0] == audit.statements[0]
    assert changed.statements[1].rows[0].prior == NEW


def test_a_document_that_was_not_read_can_be_given_its_first_fact() -> None:
    one = record().model_copy(update={"audit": None})
    changed = with_reading(one, cell(one, "audit.firm"), NEW)
    assert changed.audit == Audit(firm=NEW)
    with pytest.raises(ArchiveError, match="没有审计报告"):
        cell(one, "audit.operating_revenue@2022")


def test_a_reading_can_be_taken_away() -> None:
    one = record()
    assert "industry" not in with_reading(one, cell(one, "industry"), None).fields
    years = with_reading(one, cell(one, "operating_revenue@2021"), None).fields
    assert list(years["operating_revenue"]) == ["2020", "2022"]


def test_every_reading_has_a_name_that_leads_back() -> None:
    one: Record = record()
    named = dict(named_readings(one))
    assert len(named) == 9 + 3 + 1 + 2 + 2
    for name, read in named.items():
        found = cell(one, name)
        assert reading_at(one, found) == read
        assert canonical(found) == name
