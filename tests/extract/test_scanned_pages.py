"""Scans read to their values without a model: what the engine says of them is recorded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from extract.geometry import Box
from extract.notice import Notice
from extract.pipeline import read_submission
from extract.programme import load
from extract.reading import Reader
from extract.records import Reading, Record, StatementRow
from extract.settings import Settings
from extract.vocabulary import load_vocabulary

from .recorded import recorded
from .scanned_pages import FORM_SKEW, STATEMENT, form_cell, scanned_form, scanned_statement

PROGRAMS = Path(__file__).parents[2] / "programs"
(FOLDER,) = [path for path in PROGRAMS.iterdir() if (path / "programme.yaml").is_file()]
FIGURES = STATEMENT[1:]


def _read(name: str, paper: Callable[[], pymupdf.Document], folder: Path) -> Record:
    paper().save(folder / "扫描.pdf")
    programme = load(FOLDER)
    notice = Notice(programme, load_vocabulary(PROGRAMS / "common").with_programme(programme))
    with recorded(name) as engine:
        return read_submission(folder, name, notice, Reader(engine, Settings()))


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return _read("form", scanned_form, tmp_path_factory.mktemp("form"))


@pytest.fixture(scope="module")
def statement(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return _read("income_statement", scanned_statement, tmp_path_factory.mktemp("statement"))


def value(record: Record, field: str, year: str | None = None) -> object:
    found = reading(record, field, year)
    return found.value


def reading(record: Record, field: str, year: str | None = None) -> Reading:
    found = record.fields[field]
    one = found if year is None else found[year] if isinstance(found, dict) else None
    assert isinstance(one, Reading)
    return one


def rows(record: Record) -> list[StatementRow]:
    assert record.audit is not None
    (one,) = record.audit.statements
    assert (one.kind, one.unit, one.year) == ("income_statement", "元", 2022)
    return list(one.rows)


def printed(figure: str) -> float | None:
    return None if figure == "-" else float(figure.replace(",", ""))


def test_the_pages_are_known_for_what_they_are(form: Record, statement: Record) -> None:
    (one,), (other,) = form.pages, statement.pages
    assert (one.type, other.type) == ("form", "income_statement")
    assert not one.digital
    assert one.skew == pytest.approx(-FORM_SKEW, abs=0.1)
    assert other.skew == 0


def test_fields_are_read_from_a_scanned_form(form: Record) -> None:
    assert value(form, "company_name") == "东海精密机械有限公司"
    assert value(form, "contact_person") == "周明远"
    assert value(form, "contact_phone") == "021-55501234"
    assert value(form, "registered_address") == "上海市宝山区友谊路一百号"
    assert value(form, "registered_capital") == 5000
    assert value(form, "employees") == 326


@pytest.mark.parametrize(
    ("field", "figures"),
    [("total_assets", (18234.56, 20345.67, 23456.78)), ("debt_ratio", (45.2, 43.85, 41.07))],
)
def test_figures_are_read_below_their_years(
    form: Record, field: str, figures: tuple[float, ...]
) -> None:
    assert tuple(value(form, field, year) for year in ("2020", "2021", "2022")) == figures


def test_readings_lie_in_their_cells_of_the_page_as_scanned(form: Record) -> None:
    places = {
        ("company_name", None): (0, 1),
        ("employees", None): (2, 3),
        ("total_assets", "2020"): (4, 1),
        ("debt_ratio", "2022"): (5, 3),
    }
    for (field, year), place in places.items():
        box, cell = Box(*reading(form, field, year).bbox), form_cell(*place)
        assert box.intersection(cell) > 0.98 * box.area, field


def test_lines_are_read_from_a_scanned_statement(statement: Record) -> None:
    read = rows(statement)
    assert [row.label for row in read] == [label for label, _, _ in FIGURES]
    for row, (label, this, last) in zip(read, FIGURES, strict=True):
        figures = [one and one.value for one in (row.current, row.prior)]
        assert figures == [printed(this), printed(last)], label


def test_lines_have_their_ids(statement: Record) -> None:
    assert statement.audit is not None
    found = statement.audit.income_statement
    (this, last), (profit, _) = found["operating_revenue"], found["net_profit"]
    assert this is not None
    assert last is not None
    assert profit is not None
    assert (this.value, last.value, profit.value) == (126540318.25, 113872904.6, 9602763.06)
    assert len(found) == len(FIGURES)


def test_figures_that_need_no_mending_are_as_recognised(statement: Record) -> None:
    assert {one.origin for row in rows(statement) for one in (row.current, row.prior) if one} == {
        "ocr"
    }


def test_the_company_below_the_title_is_the_reports(statement: Record) -> None:
    assert statement.audit is not None
    assert statement.audit.entity is not None
    assert statement.audit.entity.value == "东海精密机械有限公司"
