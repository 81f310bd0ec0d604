from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from archive.catalogue import Dossier
from archive.destination import pdf_name
from archive.errors import ArchiveError
from archive.export_xlsx import COLORS, write
from checks.findings import Outcome, Report
from extract.calibration import Dial
from extract.records import ReadError, SourceFile

from .examples import fields, finding, reading, record, report
from .programmes import PROGRAMME

DIAL = Dial(accuracy="99.5", text=0.95, ocr=0.98)


def export(path: Path, *dossiers: Dossier) -> dict[str, Worksheet]:
    write(path, dossiers, PROGRAMME, DIAL, {"audit-mismatch": "与审计报告不一致"})
    book = load_workbook(path)
    return {sheet.title: sheet for sheet in book.worksheets}


def lines(sheet: Worksheet) -> list[dict[str, object]]:
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


@pytest.fixture
def sheets(tmp_path: Path) -> dict[str, Worksheet]:
    about = Report(
        findings=(finding("missing-field", "low"), finding()),
        outcomes=(
            Outcome(code="a", key="2022", state="agrees", message="相符"),
            Outcome(code="b", key="2022", state="disagrees", message="不符"),
            Outcome(code="c", key="2022", state="unchecked", message="缺数"),
        ),
    )
    errors = (ReadError(file="附件/坏.pdf", page=None, message="打不开"),)
    one = record("甲").model_copy(update={"errors": errors})
    return export(tmp_path / "全部.xlsx", Dossier(one, about))


def test_sheets_with_fixed_headers_and_filters(sheets: dict[str, Worksheet]) -> None:
    assert list(sheets) == [
        "申报记录", "疑点", "需人工核对", "核对结果", "经营指标", "改正", "报表", "读取问题"
    ]  # fmt: skip
    for sheet in sheets.values():
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_records_hold_the_fields_by_their_labels(sheets: dict[str, Worksheet]) -> None:
    (line,) = lines(sheets["申报记录"])
    assert line["企业名称"] == "上海示例装备有限公司"
    assert line["员工总数（人）"] == 120
    assert (line["疑点：高"], line["疑点：中"], line["疑点：低"]) == (1, 0, 1)
    assert "2022年营业收入（万元）" not in line


def test_findings_come_gravest_first_and_coloured(sheets: dict[str, Worksheet]) -> None:
    first, second = lines(sheets["疑点"])
    assert (first["级别"], first["疑点"]) == ("高", "与审计报告不一致")
    assert (second["级别"], second["疑点"]) == ("低", "missing-field")
    cell = sheets["疑点"]["C2"]
    assert cell.fill.fgColor.rgb == "FF" + COLORS["高"].removeprefix("#")


def test_outcomes_show_all_three_states(sheets: dict[str, Worksheet]) -> None:
    assert [line["结果"] for line in lines(sheets["核对结果"])] == ["一致", "不一致", "未能核对"]


def test_figures_stand_beside_the_audited_ones(sheets: dict[str, Worksheet]) -> None:
    oldest, middle, latest = lines(sheets["经营指标"])
    assert (oldest["年份"], oldest["申报值"], oldest["审计值"]) == (2020, 9000, None)
    assert (middle["申报值"], middle["审计值"], middle["差额"]) == (9500.5, 9500.5, 0)
    assert (latest["申报值"], latest["审计值"], latest["差额"]) == (12000, 11900, 100)
    assert (middle["级别"], latest["级别"]) == (None, "高")
    assert sheets["经营指标"]["F2"].number_format == "#,##0.00"


def test_statements_line_by_line(sheets: dict[str, Worksheet]) -> None:
    (line,) = lines(sheets["报表"])
    assert (line["报表"], line["项目"]) == ("利润表", "一、营业收入")
    assert line["本年/期末（元）"] == 119_000_000
    assert line["项目代码"] == "operating_revenue"


def test_readings_below_the_dial_are_marked_and_listed(tmp_path: Path) -> None:
    doubted = reading("集成电路装备制造").model_copy(update={"confidence": 0.9, "note": "不清"})
    figures = record("甲").fields["operating_revenue"]
    assert isinstance(figures, dict)
    unsure = figures["2022"].model_copy(update={"confidence": 0.94})
    found = fields(industry=doubted, operating_revenue={**figures, "2022": unsure})
    sheets = export(tmp_path / "表.xlsx", Dossier(record("甲", found=found), report()))
    listed = [(one["材料"], one["栏目"], one["把握"]) for one in lines(sheets["需人工核对"])]
    assert listed == [
        ("申报表", "所属行业", 0.9),
        ("申报表", "2022年营业收入（万元）", 0.94),
    ]
    assert lines(sheets["需人工核对"])[0]["备注"] == "不清"
    assert lines(sheets["申报记录"])[0]["需人工核对"] == 2
    marked = [line["需人工核对"] for line in lines(sheets["经营指标"])]
    assert marked == [None, None, "申报值"]
    assert lines(sheets["报表"])[0]["需人工核对"] is None


def test_a_recognised_figure_of_a_statement_is_held_to_the_dials_other_threshold(
    tmp_path: Path,
) -> None:
    one = record("甲")
    assert one.audit is not None
    (statement,) = one.audit.statements
    (row,) = statement.rows
    assert row.current is not None
    scanned = row.current.model_copy(update={"origin": "ocr", "confidence": 0.97})
    rows = (row.model_copy(update={"current": scanned}),)
    audit = one.audit.model_copy(
        update={"statements": (statement.model_copy(update={"rows": rows}),)}
    )
    one = one.model_copy(update={"audit": audit})
    sheets = export(tmp_path / "表.xlsx", Dossier(one, report()))
    assert lines(sheets["报表"])[0]["需人工核对"] == "本年/期末"
    assert [line["材料"] for line in lines(sheets["需人工核对"])] == ["利润表（单体）"]


def test_what_could_not_be_read_is_told(sheets: dict[str, Worksheet]) -> None:
    (line,) = lines(sheets["读取问题"])
    assert (line["文件"], line["问题"]) == ("附件/坏.pdf", "打不开")


def test_text_is_never_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    evil = ("=1+1", "{=A1}", "http://example.com", "0211234", "internal:A1", "x\x0b\ufffe\x1by")
    for text in evil:
        one = record("=甲", found=fields(text, industry=reading(text)))
        sheets = export(tmp_path / "坏.xlsx", Dossier(one, report(finding(message=text))))
        cells = [sheets["申报记录"]["A2"], sheets["申报记录"]["B2"], sheets["疑点"]["F2"]]
        for cell in cells:
            assert cell.data_type == "s"
            assert cell.hyperlink is None
        assert cells[1].value == text.replace("\x0b\ufffe\x1b", "")


def test_a_text_longer_than_a_cell_takes_is_cut(tmp_path: Path) -> None:
    one = record("甲", found=fields(industry=reading("长" * 40000)))
    (line,) = lines(export(tmp_path / "长.xlsx", Dossier(one, report()))["申报记录"])
    assert len(str(line["所属行业"])) == 32767


def test_a_record_of_no_kind_is_exported_too(tmp_path: Path) -> None:
    sheets = export(tmp_path / "无.xlsx", Dossier(record("甲", None), report(finding())))
    assert lines(sheets["申报记录"])[0]["类型"] == "未识别"
    assert lines(sheets["疑点"])[0]["对象"] == "operating_revenue@2022"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="无法写出"):
        write(tmp_path / "没有" / "表.xlsx", [], PROGRAMME, DIAL)


def test_places_lead_to_the_page_of_the_pdf_beside(tmp_path: Path) -> None:
    files = (
        SourceFile(path="先.pdf", pages=10, sha256="0" * 64),
        SourceFile(path="申报书.pdf", pages=4, sha256="1" * 64),
    )
    one = record("甲/公司").model_copy(update={"files": files})
    path = tmp_path / "全部.xlsx"
    sheet = export(path, Dossier(one, report(finding())))["疑点"]
    column = [cell.value for cell in sheet[1]].index("出处")
    assert sheet[2][column].hyperlink is None
    (tmp_path / pdf_name("甲/公司")).touch()
    cell = export(path, Dossier(one, report(finding())))["疑点"][2][column]
    assert cell.value == "申报书.pdf 第2页；申报书.pdf 第4页"
    assert cell.hyperlink is not None
    assert cell.hyperlink.target == pdf_name("甲/公司")
    assert cell.hyperlink.location == "page=12"
