"""Who applies: code, name and contacts, and whether the papers agree on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from extract.records import Reading
from extract.values import credit_code, email, name, phone

from ..case import Case
from ..fingerprint import cell_text
from ..registry import COMPANIES, rule
from ..verdicts import Verdict, agrees, disagrees, unchecked


@rule("uscc-invalid", COMPANIES)
def rule_uscc_invalid(case: Case) -> Iterator[Verdict]:
    """uscc-invalid: a 统一社会信用代码 fails GB 32100-2015 (and GB 11714 inside it)."""
    for spec in case.specs:
        if spec.type != "code":
            continue
        reading = case.text(spec.id)
        if reading is None:
            yield unchecked(spec.id, f"“{spec.label}”为空或未能读出")
            continue
        code = str(reading.value)
        faults = credit_code.faults(code)
        if not faults:
            yield agrees(spec.id, f"“{spec.label}”{code}校验通过", reading)
            continue
        yield disagrees(
            spec.id,
            f"“{spec.label}”填为{code}，{'，'.join(faults)}{_near(case, code)}，请对照营业执照核实。",
            reading,
            case.record.license.uscc if case.record.license else None,
        )


def _near(case: Case, code: str) -> str:
    """Return what the code may have been, where the licence or a look-alike tells."""
    licence = _license_code(case)
    if licence is not None and credit_code.is_valid(str(licence.value)):
        return f"，营业执照为{licence.value}"
    repairs = credit_code.repairs(code)
    return f"，形近的有效代码为{'、'.join(repairs)}" if repairs else ""


def _license_code(case: Case) -> Reading | None:
    licence = case.record.license.uscc if case.record.license is not None else None
    return licence if licence is not None and isinstance(licence.value, str) else None


@rule("uscc-mismatch", COMPANIES)
def rule_uscc_mismatch(case: Case) -> Iterator[Verdict]:
    """uscc-mismatch: the code on the form differs from the one on the business licence.

    A licence's code that was recognised in a picture and fails its own check is our misreading,
    for no office prints one.
    """
    key = "business_license"
    licence = _license_code(case)
    field = case.kind.code_field if case.kind is not None else None
    form = case.text(field) if field else None
    if licence is None or form is None:
        yield unchecked(key, "申报表或营业执照的统一社会信用代码未能读出")
        return
    one, other = str(form.value), str(licence.value)
    if one == other:
        yield agrees(key, f"申报表与营业执照的统一社会信用代码均为{one}", form, licence)
    elif licence.origin == "ocr" and not credit_code.is_valid(other):
        yield unchecked(key, f"营业执照代码识别为{other}，校验不符，疑为识别误差", form, licence)
    else:
        message = (
            f"申报表统一社会信用代码为{one}，营业执照为{other}，两者不一致，请核对营业执照原件。"
        )
        yield disagrees(key, message, form, licence)


@rule("name-mismatch", COMPANIES, version="2")
def rule_name_mismatch(case: Case) -> Iterator[Verdict]:
    """name-mismatch: the unit's name on cover, licence or audit report is not the form's.

    A platform's cover may name the platform or its operator.
    """
    record = case.record
    platform = case.text("platform_name")
    papers = {
        "cover": ("封面申报单位", case.text("applicant_unit")),
        "business_license": ("营业执照", record.license.name if record.license else None),
        "audit_report": ("审计报告被审计单位", record.audit.entity if record.audit else None),
    }
    form = _unit_name(case, [reading for _, reading in papers.values()])
    if form is None:
        yield unchecked("", "申报表的单位名称未能读出")
        return
    own = case.text(case.kind.name_field) if case.kind is not None else None
    whose = "申报表" if form is own else "其他材料"
    for key, (paper, reading) in papers.items():
        yield _name(key, paper, reading, _Unit(form, whose, platform if key == "cover" else None))


def _unit_name(case: Case, others: Sequence[Reading | None]) -> Reading | None:
    """Return the form's name of the unit; where it is unsure, a name on which two papers agree."""
    form = case.text(case.kind.name_field) if case.kind is not None else None
    if form is not None and not case.settings.is_unsure(form):
        return form
    sure = [one for one in others if one is not None and not case.settings.is_unsure(one)]
    for one, other in combinations((one for one in sure if isinstance(one.value, str)), 2):
        if name.compare(str(one.value), str(other.value)) != "different":
            return one
    return form


@dataclass(frozen=True)
class _Unit:
    """The unit's name with the papers it is from, and what its cover may bear instead."""

    reading: Reading
    whose: str
    other: Reading | None = None


def _name(key: str, paper: str, reading: Reading | None, unit: _Unit) -> Verdict:
    if reading is None or not isinstance(reading.value, str):
        return unchecked(key, f"{paper}的名称未能读出")
    form, printed = unit.reading, reading.value
    accepted = [str(known.value) for known in (form, unit.other) if known is not None]
    likenesses = [name.compare(printed, known) for known in accepted]
    if "same" in likenesses:
        return agrees(key, f"{paper}与{unit.whose}名称一致", form, reading)
    if "variant" in likenesses:
        how = "仅写法不同（简繁、全称或注明的曾用名）"
        message = f"{paper}为“{printed}”，与{unit.whose}“{form.value}”{how}"
        return agrees(key, message, form, reading)
    message = (
        f"{paper}为“{printed}”，{unit.whose}为“{form.value}”，名称不一致，"
        "请核对是否曾用名、更名或材料属于他人。"
    )
    return disagrees(key, message, form, reading)


@rule("contact-invalid")
def rule_contact_invalid(case: Case) -> Iterator[Verdict]:
    """contact-invalid: a telephone number or e-mail address of the form that cannot exist.

    Numbers by the Chinese numbering plan, addresses by syntax; what is merely unusual passes.
    """
    for spec in case.specs:
        reading = case.text(spec.id)
        if reading is None or not spec.id.endswith(("phone", "email")):
            continue
        wrong = _impossible(spec.id, cell_text(reading)) or []
        if wrong and not (_impossible(spec.id, str(reading.value))):
            wrong = []
        if not wrong:
            yield agrees(spec.id, f"“{spec.label}”写法正常", reading)
            continue
        message = (
            f"“{spec.label}”填为{'、'.join(wrong)}，不是可能存在的号码或地址，请与申报单位核实。"
        )
        yield disagrees(spec.id, message, reading)


def _impossible(field_id: str, text: str) -> list[str]:
    if field_id.endswith("phone"):
        return [found.text for found in phone.parse(text) if found.kind is None]
    return [found.text for found in email.parse(text) if not found.possible]
