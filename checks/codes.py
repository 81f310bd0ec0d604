"""The codes of findings: what each is about, how heavy it weighs, what its key names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .findings import Severity

Group = Literal[
    "completeness",
    "format",
    "identity",
    "eligibility",
    "arithmetic",
    "crosscheck",
    "forensics",
    "cross-submission",
]
Key = Literal[
    "", "field", "year", "field+year", "attachment", "section", "document", "item", "page",
    "identity", "other submission",
]  # fmt: skip


@dataclass(frozen=True)
class Code:
    """One code; `title` is what people see, without any verdict in it."""

    id: str
    group: Group
    severity: Severity
    key: Key
    title: str


_TABLE: tuple[tuple[str, Group, Severity, Key, str], ...] = (
    ("missing-field", "completeness", "medium", "field", "应填栏目为空"),
    ("missing-attachment", "completeness", "high", "attachment", "缺少应附材料"),
    ("missing-section", "completeness", "medium", "section", "正文缺少一级标题"),
    ("over-length", "completeness", "low", "", "正文超过字数限制"),
    ("type-mismatch", "completeness", "high", "", "申报类型与申报表不一致"),
    ("format-deviation", "format", "low", "item", "版式与填报说明不一致"),
    ("uscc-invalid", "identity", "high", "field", "统一社会信用代码校验不符"),
    ("name-mismatch", "identity", "high", "document", "单位名称不一致"),
    ("uscc-mismatch", "identity", "high", "document", "统一社会信用代码不一致"),
    ("contact-invalid", "identity", "low", "field", "联系方式不可能存在"),
    ("not-local", "eligibility", "high", "", "注册地址不在本地"),
    ("service-ratio-below-threshold", "eligibility", "high", "year", "服务收入占比低于条件"),
    ("operating-time-too-short", "eligibility", "high", "", "运营时间不足"),
    ("debt-ratio-inconsistent", "arithmetic", "medium", "year", "资产负债率与资产、净资产不符"),
    ("service-ratio-inconsistent", "arithmetic", "medium", "year", "服务收入占比与收入不符"),
    ("impossible-value", "arithmetic", "medium", "field+year", "数值超出可能范围"),
    ("unusual-change", "arithmetic", "low", "field+year", "年度变动异常"),
    ("unit-slip", "crosscheck", "medium", "field+year", "疑似单位错位"),
    ("audit-mismatch", "crosscheck", "high", "field+year", "与审计报告不一致"),
    ("audit-year-mismatch", "crosscheck", "high", "", "审计报告年度不符"),
    ("audit-opinion-modified", "crosscheck", "high", "", "审计意见非标准"),
    ("audit-not-balanced", "crosscheck", "high", "identity", "审计报告内部勾稽不平"),
    ("rd-intensity-inconsistent", "crosscheck", "medium", "year", "研发投入占比与审计报告不符"),
    ("narrative-contradiction", "crosscheck", "medium", "field+year", "正文与申报表数据不一致"),
    ("hidden-text", "forensics", "high", "page", "文字被后加图层遮盖"),
    ("layer-mismatch", "forensics", "high", "page", "文字层与图像不一致"),
    ("late-edit", "forensics", "medium", "", "文件生成后又被修改"),
    ("font-anomaly", "forensics", "medium", "page", "个别数字字体异常"),
    ("pasted-region", "forensics", "high", "page", "图像局部疑似拼贴"),
    ("duplicate-narrative", "cross-submission", "high", "other submission", "正文与他人雷同"),
    ("shared-contact", "cross-submission", "medium", "other submission", "联系方式与他人相同"),
    ("reused-audit-report", "cross-submission", "high", "other submission", "审计报告与他人相同"),
    ("duplicate-submission", "cross-submission", "low", "other submission", "重复申报"),
)
CODES: dict[str, Code] = {row[0]: Code(*row) for row in _TABLE}


def group_of(code: str) -> Group:
    return CODES[code].group
