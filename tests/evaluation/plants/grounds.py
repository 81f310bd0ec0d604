"""Made-up applicants whose papers agree, as a ground to plant in."""

from __future__ import annotations

from random import Random

from evaluation.bench import Ground
from evaluation.plants import Bed
from extract.records import Record

from ...checks.records import (
    enterprise,
    heading,
    license_of,
    platform,
    programme,
    reading,
    reference,
    statement,
    with_audit,
    with_field,
)

SHEET = {
    "货币资金": (20_000_000.0, 20_000_000.0),
    "存货": (40_000_000.0, 35_000_000.0),
    "流动资产合计": (60_000_000.0, 55_000_000.0),
}
LABELS = {"货币资金": "cash", "存货": "inventories", "流动资产合计": "total_current_assets"}
OTHER_CODE = "9131011260288371XQ"
BODY = (
    "公司在客户现场派驻工程师，每日巡检关键部件并把数据传回中心。"
    "中心按部件的衰退曲线排定检修，停机由事后改为事前。"
    "备件按区域设仓，半日之内送达，客户不再自备库存。"
)


def first() -> Record:
    record = with_audit(
        enterprise(), statements=(statement("balance_sheet", SHEET, labels=LABELS),)
    )
    return record.model_copy(
        update={
            "outline": (*record.outline, heading("典型案例", BODY), heading("展望", BODY[::-1]))
        }
    )


def second() -> Record:
    other = "上海远望自动化设备有限公司"
    papers = license_of(name=reading(other, page=4), uscc=reading(OTHER_CODE, page=4))
    files = tuple(one.model_copy(update={"sha256": one.path}) for one in first().files)
    record = enterprise(id="second", license=papers, files=files)
    for field, value in (
        ("uscc", OTHER_CODE), ("company_name", other), ("applicant_unit", other),
        ("contact_phone", "021-60002222"), ("contact_email", "wang@yuanwang-example.cn"),
    ):  # fmt: skip
        record = with_field(record, field, value)
    return with_audit(record, entity=reading(other), report_number=reading("远算审字（2023）第7号"))


def ground() -> Ground:
    records = (first(), second(), platform(id="third"))
    return Ground(records, programme(), reference())


def bed(record: Record | None = None, seed: int = 1) -> Bed:
    return ground().bed(record or first(), Random(seed))
