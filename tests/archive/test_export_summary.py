from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from archive.export_summary import write
from extract.records import Record

from .examples import fields, reading, record
from .programmes import PROGRAMME


def export(path: Path, *records: Record) -> tuple[Worksheet, tuple[str, ...]]:
    unlisted = write(path, records, PROGRAMME)
    return load_workbook(path).worksheets[0], unlisted


def values(sheet: Worksheet) -> list[list[object]]:
    rows = sheet.iter_rows(values_only=True)
    return [[cell for cell in row if cell is not None] for row in rows]


def platform(id: str, provider: str | None) -> Record:
    found = fields(
        platform_name=reading("示例平台"), is_application_service_provider=reading(provider)
    )
    return record(id, "platform", found=found)


@pytest.fixture
def sheet(tmp_path: Path) -> Worksheet:
    district = record("丙区", "district", found={"district_name": reading("示例区")})
    both = (record("乙"), record("甲"), platform("平台", "是"), platform("平台二", None), district)
    return export(tmp_path / "汇总表.xlsx", *both)[0]


def test_three_blocks_as_the_notice_prints_them(sheet: Worksheet) -> None:
    contact = ["张三", "021-50000000", "a@example.com"]
    enterprise = ["上海示例装备有限公司", "总集成总承包服务", *contact]
    assert values(sheet) == [
        ["附件3"],
        ["服务型制造示范遴选申报汇总表"],
        ["推荐单位（盖章）：示例区经委", "填报人：", "联系电话："],
        ["一、示范企业"],
        ["序号", "企业名称", "示范模式", "联系人", "联系电话", "电子邮箱"],
        [1, *enterprise],
        [2, *enterprise],
        ["二、示范平台"],
        ["序号", "平台名称", "公共服务/应用服务提供商", "联系人", "联系电话", "电子邮箱"],
        [1, "示例平台", "应用服务提供商", *contact],
        [2, "示例平台", *contact],
        ["三、示范区"],
        ["序号", "区名称", "联系人", "联系电话", "电子邮箱"],
        [1, "示例区"],
    ]


def test_ready_to_print(sheet: Worksheet) -> None:
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is what the format leaves out
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_area == "'汇总表'!$A$1:$F$14"
    for row in range(4, 15):
        for column in range(1, 7):
            assert sheet.cell(row, column).border.top.style == "thin"
    assert {"A2:F2", "A4:F4", "B13:C13", "B14:C14"} <= {str(one) for one in sheet.merged_cells}


def test_an_empty_block_keeps_a_line_to_write_in(tmp_path: Path) -> None:
    sheet, _ = export(tmp_path / "空.xlsx")
    assert len(values(sheet)) == 3 + 3 * 3
    assert values(sheet)[2] == ["推荐单位（盖章）：", "填报人：", "联系电话："]


def test_public_service_where_the_platform_says_no(tmp_path: Path) -> None:
    sheet, _ = export(tmp_path / "表.xlsx", platform("平台", "否"))
    assert "公共服务" in values(sheet)[8]


def test_who_recommends_stays_empty_where_covers_differ(tmp_path: Path) -> None:
    other = record("乙", found=fields(recommending_unit=reading("另一区经委")))
    sheet, _ = export(tmp_path / "表.xlsx", record("甲"), other)
    assert values(sheet)[2][0] == "推荐单位（盖章）："


def test_records_of_no_kind_are_named_not_dropped_in_silence(tmp_path: Path) -> None:
    _, unlisted = export(tmp_path / "表.xlsx", record("甲", None), record("乙"))
    assert unlisted == ("甲",)


def test_a_name_that_looks_like_a_formula_stays_a_name(tmp_path: Path) -> None:
    sheet, _ = export(tmp_path / "表.xlsx", record("甲", found=fields("=HYPERLINK(1)")))
    cell = sheet["B6"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
