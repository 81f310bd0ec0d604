from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.catalogue import Dossier
from archive.columns import Cell
from archive.export_csv import safe, write

from .examples import fields, finding, reading, record, report
from .programmes import PROGRAMME


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_one_line_a_submission_one_a_finding_and_one_a_comparison(tmp_path: Path) -> None:
    dossiers = [
        Dossier(record("甲"), report(finding(), finding("missing-field", "medium"))),
        Dossier(record("乙", "district", found={"district_name": reading("示例区")}), report()),
    ]
    records, findings, outcomes = write(
        tmp_path, dossiers, PROGRAMME, {"audit-mismatch": "与审计报告不一致"}
    )
    first, second = rows(records)
    assert first["名称"] == first["企业名称"] == "上海示例装备有限公司"
    assert first["2021年营业收入（万元）"] == "9500.5"
    assert first["员工总数（人）"] == "120"
    assert (second["类型"], second["区名称"], second["企业名称"]) == ("示范区", "示例区", "")
    told = rows(findings)
    assert [one["级别"] for one in told] == ["高", "中"]
    assert told[0]["疑点"] == "与审计报告不一致"
    assert told[0]["对象"] == "2022年营业收入（万元）"
    assert told[0]["出处"] == "申报书.pdf 第2页；申报书.pdf 第4页"
    compared = rows(outcomes)
    assert len(compared) == 2
    assert "缺数" in compared[0].values()
    assert records.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("+86 21", "'+86 21"),
        ("-无", "'-无"),
        ("－无", "'－无"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＠x", "'＠x"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("\x00=1", "'=1"),
        ("营业收入=1", "营业收入=1"),
        (-12.5, "-12.5"),
        (12000.0, "12000"),
        (119_000_000.25, "119000000.25"),
        (None, ""),
    ],
)
def test_formulas_are_disarmed_and_numbers_left_alone(cell: Cell, expected: str) -> None:
    assert safe(cell) == expected


@given(st.text(max_size=20))
def test_no_text_starts_like_a_formula(text: str) -> None:
    assert not safe(text).lstrip().startswith(tuple("=+-@\t\r＝＋－＠"))


def test_a_hostile_record_stays_in_its_cells(tmp_path: Path) -> None:
    evil = "=cmd|'/c calc'!A1\",\"x\n第二行"
    one = record("=甲", found=fields(industry=reading(evil)))
    records, findings, _ = write(
        tmp_path, [Dossier(one, report(finding(message="=HYPERLINK(1)")))], PROGRAMME
    )
    (line,) = rows(records)
    assert line["所属行业"] == f"'{evil}"
    assert line["编号"] == "'=甲"
    assert rows(findings)[0]["说明"] == "'=HYPERLINK(1)"
