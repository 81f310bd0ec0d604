from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pyarrow import parquet

from archive import Archive, ArchiveError
from archive.catalogue import Dossier
from checks.findings import Report
from extract.errors import DocumentError, ShenheError, UsageError
from extract.pictures import Order
from extract.records import SourceFile
from shenhe.exporting import SUMMARY, TITLES, WORKBOOK, export_all
from shenhe.guards import Guards
from shenhe.notices import LoadedNotice

from ..checks.records import COMPANY, enterprise
from .conftest import file_record


def test_json_writes_a_file_per_submission(
    store: Archive, loaded: LoadedNotice, tmp_path: Path
) -> None:
    export_all(store, tmp_path / "出", "json", loaded)
    names = sorted(path.name for path in (tmp_path / "出").iterdir())
    assert names == sorted(["明理公司.json", "明理平台.json"])
    content = json.loads((tmp_path / "出" / "明理公司.json").read_text(encoding="utf-8"))
    assert content["fields"]["company_name"]["value"] == COMPANY
    assert "findings" in content


def test_csv_writes_tables_that_open_in_excel(
    store: Archive, loaded: LoadedNotice, tmp_path: Path
) -> None:
    export_all(store, tmp_path / "出", "csv", loaded)
    tables = list((tmp_path / "出").glob("*.csv"))
    assert tables
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in tables)
    texts = [path.read_text(encoding="utf-8-sig") for path in tables]
    rows = [row for text in texts for row in csv.reader(io.StringIO(text))]
    assert any(COMPANY in row for row in rows)


@pytest.mark.parametrize(("format", "name"), [("xlsx", WORKBOOK), ("summary", SUMMARY)])
def test_workbooks_hold_every_submission(
    store: Archive, loaded: LoadedNotice, tmp_path: Path, format: str, name: str
) -> None:
    export_all(store, tmp_path / "出", format, loaded)
    book = openpyxl.load_workbook(tmp_path / "出" / name)
    cells = {str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value}
    book.close()
    assert any(COMPANY in text for text in cells)
    assert any("明理云检测平台" in text for text in cells) or format == "xlsx"


def test_the_summary_names_what_it_leaves_out(
    store: Archive, loaded: LoadedNotice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = enterprise(id="类型[不明]").model_copy(update={"kind": None})
    file_record(store, unknown, tmp_path / "类型[不明]", loaded)
    export_all(store, tmp_path / "出", "summary", loaded)
    said = capsys.readouterr().err.replace("\n", "")
    assert "类型[不明] 的申报类型未能确定" in said


def test_what_was_written_is_told(
    store: Archive, loaded: LoadedNotice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(3):
        one = enterprise(id=f"多{number}")
        file_record(store, one, tmp_path / f"多{number}", loaded)
    export_all(store, tmp_path / "出", "json", loaded)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("已写") == 3
    assert "共 5 个文件" in captured.err


def test_an_unknown_format_writes_nothing(
    store: Archive, loaded: LoadedNotice, tmp_path: Path
) -> None:
    with pytest.raises(
        UsageError, match=r"docx.*json、csv、parquet、xlsx、summary、pdf、report、zip"
    ):
        export_all(store, tmp_path / "出", "docx", loaded)
    assert not (tmp_path / "出").exists()


def test_a_file_in_the_way_is_told(store: Archive, loaded: LoadedNotice, tmp_path: Path) -> None:
    (tmp_path / "出").write_text("", encoding="utf-8")
    with pytest.raises(ShenheError, match="出"):
        export_all(store, tmp_path / "出", "json", loaded)


def test_the_findings_have_chinese_titles() -> None:
    assert all(any("\u4e00" <= c <= "\u9fff" for c in title) for title in TITLES.values())


@pytest.mark.parametrize(
    ("format", "names"),
    [
        ("pdf", {"明理公司.pdf"}),
        ("report", {"明理公司.html"}),
        ("zip", {"明理公司.zip"}),
        ("json", {"明理公司.json"}),
    ],
)
def test_a_file_for_each_submission_named(
    store: Archive, loaded: LoadedNotice, tmp_path: Path, format: str, names: set[str]
) -> None:
    export_all(store, tmp_path / "出", format, loaded, ["明理公司"])
    assert {path.name for path in (tmp_path / "出").iterdir()} == names


def test_everything_about_one_submission(
    store: Archive, loaded: LoadedNotice, tmp_path: Path
) -> None:
    export_all(store, tmp_path / "出", "zip", loaded, ["明理公司"])
    with zipfile.ZipFile(tmp_path / "出" / "明理公司.zip") as packed:
        names = set(packed.namelist())
        history = packed.read("history.jsonl").decode().splitlines()
        original = packed.read("原件/申报书.pdf")
    assert names == {
        "原件/申报书.pdf",
        "原件/审计报告.pdf",
        "history.jsonl",
        "明理公司.json",
        "明理公司.pdf",
        "明理公司.html",
        WORKBOOK,
    }
    assert [json.loads(line)["action"] for line in history] == ["file"]
    assert original.startswith(b"%PDF")


def test_tables_as_parquet(store: Archive, loaded: LoadedNotice, tmp_path: Path) -> None:
    export_all(store, tmp_path / "出", "parquet", loaded)
    table = parquet.read_table(tmp_path / "出" / "records.parquet")
    assert table.column("编号").to_pylist() == ["明理公司", "明理平台"]
    assert str(table.schema.field("员工总数（人）").type) in ("int64", "double")
    figures = parquet.read_table(tmp_path / "出" / "figures.parquet")
    assert str(figures.schema.field("审计值").type) == "double"


def test_an_original_that_cannot_be_opened_costs_its_export_only(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    files = (SourceFile(path="申报书.pdf", pages=1, sha256="0"),)
    one = enterprise().model_copy(update={"files": files})
    dossier = Dossier(one, Report(findings=(), outcomes=()))
    with Guards() as guards:
        for _ in range(2):  # the process is still there after the first
            with pytest.raises(ArchiveError, match="导出"):
                guards.searchable(tmp_path, dossier, lambda _: broken)
        with pytest.raises(DocumentError):
            guards.draw(Order(path=broken, suffix=".pdf", page=1, width=100))
    assert list(tmp_path.iterdir()) == [broken]
