"""The catalogue of rules for reviewers, made from the rules themselves.

What a rule is called, weighs and is about comes from the code table and the registry; what it
says to a reviewer comes from `docs/rules.yaml`, which has to name every code and no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from inspect import getdoc
from pathlib import Path

from pydantic import BaseModel, ConfigDict

import checks.rules  # noqa: F401  (registers every rule)
from archive.columns import KINDS, SEVERITIES
from checks.codes import Group, Key
from checks.registry import RULES, Rule
from extract.data_files import fault, load_yaml
from extract.records import Kind

RULES_FILE = Path(__file__).parents[1] / "docs" / "rules.yaml"


class Explanation(BaseModel):
    """What a reviewer is told of one rule, in Chinese; `unchecked` is empty where it cannot be.

    `data` names the files that hold what the rule goes by, for those who look after them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: str
    operands: str
    source: str
    data: str = ""
    agrees: str = ""
    disagrees: str
    unchecked: str = ""
    advice: str
    note: str = ""


class Explanations(BaseModel):
    """The whole of `docs/rules.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    introduction: str
    rules: dict[str, Explanation]


GROUPS: dict[Group, str] = {
    "completeness": "完整性",
    "format": "版式",
    "identity": "主体信息",
    "eligibility": "申报条件",
    "arithmetic": "表内勾稽",
    "crosscheck": "与审计报告、正文对照",
    "forensics": "改动痕迹",
    "cross-submission": "申报材料之间",
}
KEYS: dict[Key, str] = {
    "": "整份申报材料",
    "field": "栏目",
    "year": "年度",
    "field+year": "栏目和年度",
    "attachment": "附件类型",
    "section": "参考提纲的标题",
    "document": "与申报表不一致的那份材料",
    "item": "版式项目",
    "page": "文件和页",
    "identity": "勾稽公式",
    "other submission": "另一份申报材料的编号",
}
NEVER = "不会出现。"
GUARDED = "识别把握不足时也是。"


def explanations(file: Path = RULES_FILE) -> Explanations:
    """Load what reviewers are told; raises ProgrammeError where a code is untold or unknown."""
    told = load_yaml(file, Explanations)
    for code in sorted({rule.code.id for rule in RULES} ^ set(told.rules)):
        raise fault(file, f"rules.{code}", "每条规则要有且只有一项说明")
    return told


def catalogue(file: Path = RULES_FILE) -> str:
    """Return the catalogue as Markdown; raises ProgrammeError like `explanations`."""
    return "\n".join(_lines(explanations(file))).rstrip() + "\n"


def _lines(told: Explanations) -> Iterator[str]:
    yield from ("# 核对规则", "", told.introduction.rstrip(), "")
    yield from _overview()
    for group, title in GROUPS.items():
        yield from (f"## {title}", "")
        for rule in _of_group(group):
            yield from _section(rule, told.rules[rule.code.id])


def _of_group(group: Group) -> list[Rule]:
    return [rule for rule in RULES if rule.code.group == group]


def _overview() -> Iterator[str]:
    yield from (f"## 总表（{len(RULES)} 条）", "")
    yield from ("| 代码 | 名称 | 级别 | 类别 | 适用 |", "| --- | --- | --- | --- | --- |")
    for group, title in GROUPS.items():
        for rule in _of_group(group):
            code = rule.code
            link = f"[`{code.id}`](#{code.id})"
            severity = SEVERITIES[code.severity]
            yield f"| {link} | {code.title} | {severity} | {title} | {_kinds(rule.kinds)} |"
    yield ""


def _section(rule: Rule, told: Explanation) -> Iterator[str]:
    code = rule.code
    yield from (f"### {code.id}", "", f"**{code.title}**。{told.says}", "")
    yield f"- 级别：{SEVERITIES[code.severity]}；适用：{_kinds(rule.kinds)}；规则版本 {rule.version}"
    yield f"- 对象：{KEYS[code.key]}"
    yield f"- 比较什么：{told.operands}"
    yield f"- 依据：{told.source}"
    if told.data:
        yield f"- 数据：`{told.data}`"
    yield f"- 一致：{told.agrees or NEVER}"
    yield f"- 不一致：{told.disagrees}"
    yield f"- 无法核对：{_unchecked(rule, told)}"
    yield f"- 请审核人：{told.advice}"
    if told.note:
        yield f"- 注意：{told.note}"
    yield from ("", f"> {_doc(rule)}", "")


def _unchecked(rule: Rule, told: Explanation) -> str:
    """Say when a rule cannot check: for its own reasons, or because the engine guards it."""
    guarded = rule.guarded and rule.code.severity != "low"
    return f"{told.unchecked}{GUARDED if guarded else ''}" or NEVER


def _doc(rule: Rule) -> str:
    """Return the rule's own docstring, in English, on one line."""
    return " ".join((getdoc(rule.check) or "").split())


def _kinds(kinds: tuple[Kind, ...] | None) -> str:
    return "、".join(KINDS[kind] for kind in kinds) if kinds is not None else "全部"
