"""Changes of who applies: names, codes, addresses, contacts."""

from __future__ import annotations

from extract.records import Reading
from extract.values import credit_code

from .changes import texted, with_audit, with_field, with_license
from .registry import COMPANIES, Bed, Mark, Planted, plant

_SYLLABLES = "鼎恒泽宏博瑞盛辰锦浩旭凯朗森沃佳"
_ELSEWHERE = (
    "江苏省苏州市工业园区星湖街88号",
    "浙江省杭州市滨江区江南大道3888号",
    "安徽省合肥市高新区望江西路800号",
    "广东省深圳市南山区科技园",
    "北京市海淀区中关村大街27号",
    "重庆市渝北区金开大道68号",
    "浙江省舟山市普陀区东港街道海洲路9号",
    "江苏昆山花桥经济开发区金洋路1号",
    "苏州工业园区星湖街88号",
    "住所：浙江省宁波市鄞州区中山东路1号",
    "内蒙古自治区呼和浩特市赛罕区1号",
)


def text_of(reading: Reading | None) -> str | None:
    return reading.value if reading is not None and isinstance(reading.value, str) else None


def name_field(bed: Bed) -> str | None:
    return bed.kind.name_field if bed.kind is not None else None


def papers(bed: Bed) -> list[tuple[str, Reading]]:
    """Return the papers other than the form that name the unit, by the key of a mismatch."""
    record = bed.record
    found = {
        "cover": record.reading("applicant_unit"),
        "business_license": record.license.name if record.license else None,
        "audit_report": record.audit.entity if record.audit else None,
    }
    usable = [(key, one) for key, one in found.items() if one is not None and text_of(one)]
    bed.rng.shuffle(usable)
    return usable


def renamed(bed: Bed, key: str, reading: Reading, name: str) -> Planted:
    changed = texted(reading, name)
    match key:
        case "cover":
            return Planted(with_field(bed.record, "applicant_unit", changed))
        case "business_license":
            return Planted(with_license(bed.record, name=changed))
        case _:
            return Planted(with_audit(bed.record, entity=changed))


def wants(planted: Planted, *marks: Mark) -> Planted:
    return Planted(planted.record, frozenset(marks), planted.allowed, planted.others)


@plant("name-changed", "一处单位名称换了字", "identity", COMPANIES)
def name_changed(bed: Bed) -> Planted | None:
    """A character of the name on one paper is another, stands too much, or is missing."""
    for key, reading in papers(bed):
        name = text_of(reading) or ""
        if len(name) < 8:  # noqa: PLR2004
            continue
        at = bed.rng.randint(2, len(name) - 6)
        other = bed.rng.choice([c for c in _SYLLABLES if c != name[at]])
        changed = bed.rng.choice(
            [name[:at] + other + name[at + 1 :], name[:at] + other + name[at:],
             name[:at] + name[at + 1 :]]
        )  # fmt: skip
        return wants(renamed(bed, key, reading, changed), ("name-mismatch", key))
    return None


@plant("name-of-another", "一处材料属于别的单位", "identity", COMPANIES)
def name_of_another(bed: Bed) -> Planted | None:
    """One paper bears the name of another applicant of the set."""
    names = [
        text
        for other in bed.others
        if (text := text_of(other.reading("company_name") or other.reading("operator")))
    ]
    own = name_field(bed)
    names = [name for name in names if own and name != text_of(bed.record.reading(own))]
    found = papers(bed)
    if not names or not found:
        return None
    key, reading = found[0]
    return wants(renamed(bed, key, reading, bed.rng.choice(names)), ("name-mismatch", key))


@plant("uscc-character", "申报表信用代码错一位", "identity", COMPANIES)
def code_character(bed: Bed) -> Planted | None:
    """One character of the form's code is another, or two neighbours have changed places."""
    field = bed.kind.code_field if bed.kind is not None else None
    reading = bed.record.reading(field) if field else None
    code = text_of(reading)
    if reading is None or field is None or code is None or not credit_code.is_valid(code):
        return None
    at = bed.rng.randrange(len(code))
    other = bed.rng.choice([c for c in credit_code.SYMBOLS if c != code[at]])
    swap = at < len(code) - 1 and code[at] != code[at + 1] and bed.rng.random() < 0.3  # noqa: PLR2004
    changed = (
        code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        if swap
        else code[:at] + other + code[at + 1 :]
    )
    wanted = {("uscc-invalid", field)}
    licence = bed.record.license
    if licence is not None and text_of(licence.uscc) == code:
        wanted.add(("uscc-mismatch", "business_license"))
    return Planted(with_field(bed.record, field, texted(reading, changed)), frozenset(wanted))


@plant("uscc-of-another", "营业执照信用代码属于别的单位", "identity", COMPANIES)
def code_of_another(bed: Bed) -> Planted | None:
    """The licence bears another valid code."""
    licence = bed.record.license
    if licence is None or licence.uscc is None or not text_of(licence.uscc):
        return None
    field = bed.kind.code_field if bed.kind is not None else None
    if field is None or not text_of(bed.record.reading(field)):
        return None
    digits = "".join(bed.rng.choice("0123456789") for _ in range(8))
    head = f"9131{bed.rng.randint(100, 120):04d}{digits}"
    body = head + credit_code.body_check(digits)
    code = body + credit_code.check_character(body)
    changed = texted(licence.uscc, code)
    wanted = frozenset({("uscc-mismatch", "business_license")})
    return Planted(with_license(bed.record, uscc=changed), wanted)


@plant("elsewhere", "注册地址在外地", "identity", COMPANIES)
def elsewhere(bed: Bed) -> Planted | None:
    """The registered address outside the region: on the form, on the licence, or on both."""
    address = bed.rng.choice(_ELSEWHERE)
    record, where = bed.record, bed.rng.choice(("form", "licence", "both"))
    form = record.reading("registered_address")
    licence = record.license.address if record.license is not None else None
    if form is None:
        return None
    if licence is not None and where in ("licence", "both"):
        record = with_license(record, address=texted(licence, address))
    if where in ("form", "both") or licence is None:
        record = with_field(record, "registered_address", texted(form, address))
    return Planted(record, frozenset({("not-local", "")}))


@plant("contact-impossible", "联系电话或邮箱不可能存在", "identity", COMPANIES)
def contact_impossible(bed: Bed) -> Planted | None:
    """A mobile number with a digit too few or too many, or an address without its @."""
    phone, email = (bed.record.reading(name) for name in ("contact_phone", "contact_email"))
    if email is not None and text_of(email) and bed.rng.random() < 0.5:  # noqa: PLR2004
        text = (text_of(email) or "").replace("@", "")
        record = with_field(bed.record, "contact_email", texted(email, text))
        return Planted(record, frozenset({("contact-invalid", "contact_email")}))
    if phone is None or not text_of(phone):
        return None
    number = "138" + "".join(bed.rng.choice("123456789") for _ in range(bed.rng.choice((6, 7, 9))))
    record = with_field(bed.record, "contact_phone", texted(phone, number))
    return Planted(record, frozenset({("contact-invalid", "contact_phone")}))
