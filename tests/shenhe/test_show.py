from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from archive import Archive
from archive.columns import OPINIONS
from extract.records import Evidence, ReadError, Record
from shenhe import show
from shenhe.checking import ArchiveChecker
from shenhe.notices import LoadedNotice
from shenhe.show import HASH, place, print_history, print_submission, sureness

from ..checks.records import COMPANY, enterprise, reading, statement, with_audit, with_field
from .conftest import file_record

Shown = Callable[[Record], str]


@pytest.fixture
def shown(
    store: Archive, loaded: LoadedNotice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Shown:
    """Return what is printed of a record, on a wide terminal."""

    def printed(record: Record) -> str:
        file = StringIO()
        monkeypatch.setattr(show, "out", Console(file=file, width=300))
        file_record(store, record, tmp_path / record.id, loaded)
        print_submission(store, record.id, loaded)
        return file.getvalue()

    return printed


def row(text: str, label: str) -> list[str]:
    line = next(line for line in text.splitlines() if label in line and "│" in line)
    return [cell.strip() for cell in line.strip().strip("│").split("│")]


def one(**changes: object) -> Record:
    return enterprise(id="一份", **changes)


def test_the_head_names_submission_kind_and_pages(shown: Shown) -> None:
    assert shown(one()).splitlines()[0].split() == ["一份", "示范企业", "11", "页（扫描", "0）"]


def test_a_field_is_shown_with_its_place_and_how_sure_it_is(shown: Shown) -> None:
    assert row(shown(one()), "企业名称") == ["企业名称", COMPANY, "申报书.pdf 第3页", "1.000"]


def test_readings_below_the_dial_are_marked_and_counted(shown: Shown) -> None:
    text = shown(with_field(one(), "company_name", COMPANY, confidence=0.5))
    assert row(text, "企业名称")[-1] == "0.500 需人工核对"
    assert "准确率档位 99.5%：1 项需人工核对" in text


def test_what_is_not_certain_is_not_shown_as_certain(shown: Shown) -> None:
    text = shown(with_field(one(), "company_name", COMPANY, confidence=0.9999))
    assert row(text, "企业名称")[-1] == "0.999"


def test_where_every_reading_passes_nothing_is_asked_for(shown: Shown) -> None:
    assert "没有读数需人工核对" in shown(one())


def test_figures_have_units_and_one_row_a_year(shown: Shown) -> None:
    text = shown(one())
    for year, value in (("2020", "7,000.0 万元"), ("2021", "7,500.0 万元"), ("2022", "8,000.0")):
        assert row(text, f"营业收入 {year}")[1].startswith(value)


def test_an_empty_cell_and_a_field_not_found_differ(shown: Shown) -> None:
    record = with_field(one(), "industry", None)
    fields = {name: found for name, found in record.fields.items() if name != "uscc"}
    text = shown(record.model_copy(update={"fields": fields}))
    assert row(text, "所属行业")[1] == "（空）"
    assert row(text, "统一社会信用代码")[1:] == ["未找到", "", ""]


def test_brackets_in_a_value_are_no_markup(shown: Shown) -> None:
    text = shown(with_field(one(), "industry", "仪器[bold]制造[/bold]"))
    assert row(text, "所属行业")[1] == "仪器[bold]制造[/bold]"


def test_the_opinion_is_said_in_chinese(shown: Shown) -> None:
    text = shown(with_audit(one(), opinion=reading("qualified", file="审计报告.pdf", page=1)))
    assert row(text, "审计意见")[1] == OPINIONS["qualified"]


def test_statement_lines_that_are_known_are_listed(shown: Shown) -> None:
    rows = {"资产总计": (100_000_000.0, None), "不认识的行": (1.0, 2.0)}
    labels = {"资产总计": "total_assets"}
    printed = statement("balance_sheet", rows, labels=labels)
    text = shown(with_audit(one(), statements=(printed,)))
    assert row(text, "资产总计") == ["资产总计", "100,000,000.00", "—", "审计报告.pdf 第4页"]
    assert "不认识的行" not in text


def test_doubts_are_numbered_with_their_evidence(shown: Shown) -> None:
    text = shown(with_field(one(), "operating_revenue", 9900.0, "2022"))
    assert "（待核实）" in text
    lines = [line for line in text.splitlines() if "营业收入" in line and line[:1].isdigit()]
    assert any("9,900" in line or "9900" in line for line in lines)
    assert "审计报告.pdf 第4页：80,000,000.00" in text
    assert "造假" not in text


def test_what_could_not_be_read_is_listed(shown: Shown) -> None:
    errors = (
        ReadError(file="附件/坏.pdf", page=2, message="读不清"),
        ReadError(file="", message="无"),
    )
    text = shown(one(errors=errors))
    assert row(text, "附件/坏.pdf") == ["附件/坏.pdf 第2页", "读不清"]


def test_without_an_audit_report_there_is_no_table_of_one(shown: Shown) -> None:
    assert "会计师事务所" not in shown(one(audit=None)).split("核对：")[0]


def test_how_sure_a_recognised_reading_is_stands_behind_it() -> None:
    assert sureness(reading(1, origin="ocr", confidence=0.914)) == "（识别把握 0.91）"
    assert sureness(reading(1)) == ""
    assert sureness(Evidence(file="申报书.pdf", page=1)) == ""


def test_a_place_names_file_and_page() -> None:
    assert place(reading(1, page=7)) == "申报书.pdf 第7页"


def test_corrections_and_decisions_are_shown_and_left_out_of_the_past(
    store: Archive, loaded: LoadedNotice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = with_field(one(), "operating_revenue", 9900.0, "2022")
    file_record(store, record, tmp_path / record.id, loaded)
    before = datetime.now(UTC)
    finding = store.report("一份").findings[0]
    store.decide(
        "一份", (finding.code, finding.key), "dismissed", store.version("一份"), "[口径]不同"
    )
    checker = ArchiveChecker(store, loaded)
    new = reading("钱七")
    store.correct("一份", "contact_person", new, store.version("一份"), checker, "看错")
    texts = []
    for moment in (None, before):
        file = StringIO()
        monkeypatch.setattr(show, "out", Console(file=file, width=300))
        print_submission(store, "一份", loaded, moment)
        texts.append(file.getvalue())
    assert "结论：误报（未署名" in texts[0]
    assert "[口径]不同" in texts[0]
    assert row(texts[0], "看错")[0] == "联系人"
    assert row(texts[0], "看错")[2] == "钱七"
    assert "误报" not in texts[1]
    assert "钱七" not in texts[1]


def test_the_history_says_who_changed_what(
    store: Archive, loaded: LoadedNotice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = with_field(one(), "operating_revenue", 9900.0, "2022")
    file_record(store, record, tmp_path / record.id, loaded)
    finding = store.report("一份").findings[0]
    key = (finding.code, finding.key)
    change = store.decide("一份", key, "dismissed", store.version("一份"), "口径不同")
    checker = ArchiveChecker(store, loaded)
    store.correct("一份", "contact_person", reading("钱七"), store.version("一份"), checker)
    store.undo("一份", change.entry, store.version("一份"), checker)
    file = StringIO()
    monkeypatch.setattr(show, "out", Console(file=file, width=300))
    print_history(store, "一份")
    text = file.getvalue()
    assert row(text, "作出结论")[4:8] == [" ".join(key), "", "误报", "口径不同"]
    assert row(text, "改正读数")[4:7] == ["contact_person", "李理", "钱七"]
    assert row(text, "撤销")[5:7] == ["误报", ""]
    assert row(text, "收入")[4] == "revision 1"
    assert len(row(text, "核对")[6]) == HASH
