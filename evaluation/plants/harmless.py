"""Changes that nobody has to be asked about: nothing may be raised."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.records import Kind

from .changes import sections, texted, with_audit, with_field, with_heading, with_license
from .identity import name_field, papers, renamed, text_of
from .registry import COMPANIES, Bed, Planted, plant

_OLD = {
    "无": "無",
    "专": "專",
    "业": "業",
    "电": "電",
    "产": "産",
    "国": "國",
    "东": "東",
    "华": "華",
    "机": "機",
    "设": "設",
    "备": "備",
    "环": "環",
    "龙": "龍",
    "车": "車",
    "实": "實",
    "仪": "儀",
}


@plant("emphasis", "带强调事项段的无保留意见", "harmless", COMPANIES)
def emphasis(bed: Bed) -> Planted | None:
    """An emphasis of matter that is not on going concern."""
    audit = bed.record.audit
    if audit is None or audit.opinion is None:
        return None
    changed = audit.opinion.model_copy(update={"value": "unqualified_with_emphasis"})
    return Planted(with_audit(bed.record, opinion=changed))


Rename = Callable[[str], str]


def _full(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _spaced(text: str) -> str:
    return text[:2] + " " + text[2:4] + "　" + text[4:]


def _old(text: str) -> str:
    return "".join(_OLD.get(character, character) for character in text)


NAMES: tuple[Rename, ...] = (
    _full,
    _spaced,
    _old,
    lambda text: text + "（盖章）",
    lambda text: text.replace("（", "(").replace("）", ")"),
    lambda text: text.replace("(", "（").replace(")", "）"),
    lambda text: (
        text.replace("有限责任公司", "有限公司")
        if "有限责任公司" in text
        else re.sub(r"(?<!股份)有限公司$", "有限责任公司", text)
    ),
    lambda text: "上海市" + text.removeprefix("上海"),
    lambda text: text + "（曾用名：上海申明仪表厂）",
    lambda text: text + "（以下简称“公司”）",
    lambda text: text + " Shanghai Mingli Co., Ltd.",
    lambda text: "单位名称：" + text,
)


@plant("name-written-otherwise", "单位名称写法不同", "harmless", COMPANIES)
def name_otherwise(bed: Bed) -> Planted | None:
    """The same name with other brackets, spaces, widths, old characters or company form."""
    for key, reading in papers(bed):
        name = text_of(reading) or ""
        changed = bed.rng.choice(NAMES)(name)
        if changed != name and name:
            return renamed(bed, key, reading, changed)
    return None


@plant("brackets", "名称括号全角与半角", "harmless", COMPANIES)
def brackets(bed: Bed) -> Planted | None:
    """A name with 上海 in brackets: wide on one paper, narrow on another."""
    record, field = bed.record, name_field(bed)
    form = record.reading(field) if field else None
    name = text_of(form)
    if form is None or field is None or name is None or "上海" not in name[:3]:
        return None
    stem = name.removeprefix("上海市").removeprefix("上海")
    at = max(2, len(stem) - 4)
    wide, narrow = (f"{stem[:at]}{left}上海{right}{stem[at:]}" for left, right in ("（）", "()"))
    record = with_field(record, field, texted(form, wide))
    if record.license is not None and record.license.name is not None:
        record = with_license(record, name=texted(record.license.name, narrow))
    if record.audit is not None and record.audit.entity is not None:
        record = with_audit(record, entity=texted(record.audit.entity, narrow))
    cover = record.reading("applicant_unit")
    if cover is not None and text_of(bed.record.reading("applicant_unit")) == name:
        record = with_field(record, "applicant_unit", texted(cover, narrow))
    return Planted(record)


@plant("phone-written-otherwise", "电话写法不同", "harmless", COMPANIES)
def phone_otherwise(bed: Bed) -> Planted | None:
    """A telephone number with spaces, brackets, +86 or an extension."""
    reading = bed.record.reading("contact_phone")
    if reading is None or not text_of(reading):
        return None
    digits = "".join(bed.rng.choice("123456789") for _ in range(7))
    text = bed.rng.choice(
        [f"021-5{digits}", f"(021) 5{digits}", f"021-5{digits}转{bed.rng.randint(10, 999)}",
         f"+86 138{digits[:4]}{digits[:4]}", f"138 {digits[:4]} {digits[3:]}",
         f"021-5{digits}、139{digits}8"]
    )  # fmt: skip
    return Planted(with_field(bed.record, "contact_phone", texted(reading, text)))


@plant("answer-none", "栏目填“无”或“/”", "harmless", COMPANIES)
def answer_none(bed: Bed) -> Planted | None:
    """无 or / in a field that asks for a list."""
    for field in bed.rng.sample(("awards", "standards"), 2):
        reading = bed.record.reading(field)
        if reading is not None and text_of(reading):
            answer = bed.rng.choice(("无", "/", "暂无"))
            return Planted(with_field(bed.record, field, texted(reading, answer)))
    return None


@plant("template-text", "抄录通知的提纲文字", "harmless")
def template_text(bed: Bed) -> Planted | None:
    """The notice's own words, put into this body and into another."""
    entries = [
        entry.asks
        for entry in (bed.kind.outline if bed.kind else ())
        if len(entry.asks) > 30  # noqa: PLR2004
    ]
    bodies = [n for n, other in enumerate(bed.others) if other.outline]
    if not entries or not bodies or not bed.record.outline:
        return None
    return _in_both(bed, "".join(entries), [bed.rng.choice(bodies)])


@plant("everybodys-text", "多数材料共有的套话", "harmless")
def everybodys_text(bed: Bed) -> Planted | None:
    """A paragraph that most bodies of the batch hold, like a policy that all quote."""
    bodies = [n for n, other in enumerate(bed.others) if other.outline]
    if len(bodies) < 5 or not bed.record.outline:  # noqa: PLR2004
        return None
    return _in_both(bed, POLICY, bodies[: max(5, len(bodies) * 2 // 3)])


# In the manner of policy papers; longer than what two bodies may share.
POLICY = (
    "为深入贯彻制造强国战略部署，推动先进制造业和现代服务业深度融合，加快培育发展服务型制造新业态新模式，"
    "促进制造业提质增效和转型升级，根据工业和信息化部等十五部门联合印发的指导意见，制造企业应当以满足市场"
    "需求为中心，以产业链延伸和价值链提升为主线，通过创新优化生产组织形式、运营管理方式和商业发展模式，不断"
    "增加服务要素在投入和产出中的比重，从以加工组装为主向制造加服务转型，从单纯出售产品向出售产品加服务转变，"
    "有利于延伸和提升价值链，提高全要素生产率、产品附加值和市场占有率，更好满足多样化个性化的消费需求。"
)


def _in_both(bed: Bed, text: str, places: list[int]) -> Planted | None:
    found = sections(bed)
    if not found:
        return None
    place, heading = bed.rng.choice(found)
    others = list(bed.others)
    for number in places:
        outline = list(others[number].outline)
        at = bed.rng.randrange(len(outline))
        outline[at] = outline[at].model_copy(update={"text": outline[at].text + text})
        others[number] = others[number].model_copy(update={"outline": tuple(outline)})
    return Planted(with_heading(bed.record, place, heading.text + text), others=tuple(others))


@plant("same-unit-twice", "同一单位以另一类别申报", "harmless", COMPANIES)
def same_unit(bed: Bed) -> Planted | None:
    """The same unit applies for the other kind too: its papers are its own."""
    kind: Kind = "platform" if bed.record.kind == "enterprise" else "enterprise"
    own, theirs = (
        next(k for k in bed.programme.kinds if k.id == one) for one in (bed.record.kind, kind)
    )
    fields = dict(bed.record.fields)
    for mine, its in ((own.name_field, theirs.name_field), (own.code_field, theirs.code_field)):
        if mine and its and mine in fields:
            fields[its] = fields[mine]
    again = bed.record.model_copy(
        update={"id": f"{bed.record.id}-other", "kind": kind, "fields": fields, "files": ()}
    )
    return Planted(bed.record, others=(*bed.others, again))
