"""What is missing, too long, or filled in on the wrong form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from extract.labels import label_key
from extract.numbering import numbering_of
from extract.programme import FieldSpec, OutlineEntry
from extract.records import Evidence, Reading

from ..case import Case
from ..registry import rule
from ..verdicts import Proof, Verdict, agrees, disagrees, unchecked

_COUNTED = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+")


# Share of the required fields of which no cell was found. Above it the form's layout was not
# understood: an applicant leaves cells empty, and hardly ever takes so many rows out of the form.
MOST_ABSENT = 0.3


@rule("missing-field", guarded=False, version="2")
def rule_missing_field(case: Case) -> Iterator[Verdict]:
    """missing-field: a field that the form (表1 to 表3, cover) asks for is empty or absent.

    An answer of 无 or / is an answer. On a scan a field that was not found at all is left to a
    person: the reading may have missed its label.
    """
    if case.place("form") is None:
        yield unchecked("", "未找到申报表，无法核对栏目是否填全")
        return
    required = [spec for spec in case.specs if spec.required]
    absent = [spec for spec in required if not any(_readings(case, spec).values())]
    if len(absent) > MOST_ABSENT * len(required):
        told = f"申报表有{len(absent)}个栏目未能识别，可能版式特殊，请人工查看是否填全"
        yield unchecked("", told, case.place("form"))
        required = [spec for spec in required if spec not in absent]
    for spec in required:
        yield _field(case, spec)


def _readings(case: Case, spec: FieldSpec) -> dict[str | None, Reading | None]:
    years: tuple[str | None, ...] = case.programme.years if spec.per_year else (None,)
    return {year: case.record.reading(spec.id, year) for year in years}


def _field(case: Case, spec: FieldSpec) -> Verdict:
    readings = _readings(case, spec).items()
    empty = [(year, reading) for year, reading in readings if not _is_filled(reading)]
    if not empty:
        return agrees(spec.id, f"“{spec.label}”已填写")
    unread = [reading for _, reading in empty if _may_be_filled(case, reading)]
    if unread and (any(unread) or not _is_digital(case)):
        return unchecked(spec.id, f"“{spec.label}”在图像中未能读出，请人工查看", *unread)
    when = "、".join(f"{year}年" for year, _ in empty if year)
    proofs: list[Proof | None] = [reading for _, reading in empty if reading is not None]
    return disagrees(
        spec.id,
        f"申报表“{spec.label}”{when}栏目为空，请要求申报单位补填（确无内容应填“无”）。",
        *(proofs or [case.place("form")]),
    )


def _may_be_filled(case: Case, reading: Reading | None) -> bool:
    """Tell whether a cell without a value may have one that was not made out.

    So it is with options of which no tick was seen, where the look at them was unsure.
    """
    if reading is None or reading.note:
        return True
    return bool(reading.text) and case.settings.is_unsure(reading)


def _is_filled(reading: Reading | None) -> bool:
    return reading is not None and reading.value is not None and reading.value != []


def _is_digital(case: Case) -> bool:
    return all(page.digital for page in case.record.pages if page.type in ("cover", "form"))


@rule("missing-attachment", guarded=False)
def rule_missing_attachment(case: Case) -> Iterator[Verdict]:
    """missing-attachment: a paper that the notice's 参考附件 requires of this kind is not there."""
    if case.kind is None:
        return
    for attachment in case.kind.attachments:
        if not attachment.required:
            continue
        if attachment.type in case.record.attachments:
            yield agrees(attachment.type, f"已附{attachment.label}")
        elif case.record.errors:
            yield unchecked(
                attachment.type, f"有文件未能读出，{attachment.label}是否缺少请人工查看"
            )
        else:
            message = f"未见应附的“{attachment.label}”，请核对全部附件并要求补交。"
            yield disagrees(attachment.type, message, case.place("cover", "form"))


@rule("missing-section", guarded=False, version="2")
def rule_missing_section(case: Case) -> Iterator[Verdict]:
    """missing-section: a level-1 title of the notice's 参考提纲 has no counterpart in the body."""
    if case.kind is None:
        return
    present = {heading.reference for heading in case.record.outline}
    if not present - {None}:
        yield unchecked("", "未能识别正文标题，无法核对提纲")
        return
    printed = _printed_titles(case)
    for entry in case.kind.outline:
        if entry.level != 1 or not entry.required:
            continue
        if entry.title in present:
            yield agrees(entry.title, f"正文有“{entry.title}”部分")
        elif found := _line_of(entry, printed):
            message = f"正文有“{found.text}”一行，但没有认作标题，请人工查看该部分"
            yield unchecked(entry.title, message, found)
        else:
            message = f"正文未见参考提纲的一级标题“{entry.title}”，请核对正文是否缺少该部分。"
            yield disagrees(entry.title, message, case.place("body"))


def _printed_titles(case: Case) -> dict[str, Evidence]:
    """Return the lines of the body, without their numbers, with where each stands."""
    found: dict[str, Evidence] = {}
    for page in case.record.pages:
        for line in page.text.splitlines() if page.type == "body" else ():
            number = numbering_of(line.strip())
            title = line.strip()[number.length :] if number is not None else line
            place = Evidence(file=page.file, page=page.page, text=line.strip())
            found.setdefault(label_key(title), place)
    return found


def _line_of(entry: OutlineEntry, printed: Mapping[str, Evidence]) -> Evidence | None:
    keys = (label_key(title) for title in (entry.title, *entry.wordings))
    return next((printed[key] for key in keys if key and key in printed), None)


@rule("over-length", guarded=False)
def rule_over_length(case: Case) -> Iterator[Verdict]:
    """over-length: the body is longer than the notice allows (限5000字 or 10000字).

    Counted as word processors do: each Chinese character or mark, each word or number in Latin.
    """
    if case.kind is None:
        return
    texts = [part for heading in case.record.outline for part in (heading.title, heading.text)]
    if not any(texts):
        texts = [page.text for page in case.record.pages if page.type == "body"]
    count, limit = sum(len(_COUNTED.findall(text)) for text in texts), case.kind.word_limit
    if not count:
        yield unchecked("", "未读到正文，无法统计字数")
    elif count <= limit:
        yield agrees("", f"正文约{count}字，不超过{limit}字")
    else:
        message = f"正文约{count}字，超过通知要求的{limit}字，请申报单位压缩。"
        yield disagrees("", message, case.place("body"))


@rule("type-mismatch")
def rule_type_mismatch(case: Case) -> Iterator[Verdict]:
    """type-mismatch: the 申报类型 ticked on the cover is not that of the form filled in."""
    ticked = case.text("application_type")
    if case.kind is None or ticked is None:
        yield unchecked("", "封面申报类型或申报表类型未能读出")
    elif ticked.value == case.kind.label:
        yield agrees("", f"封面申报类型与申报表均为{case.kind.label}", ticked)
    else:
        message = (
            f"封面申报类型为“{ticked.value}”，填写的却是{case.kind.label}的申报表，"
            "请与申报单位确认申报类型。"
        )
        yield disagrees("", message, ticked, case.place("form"))
