"""What the body says of figures, against the form."""

from __future__ import annotations

from collections.abc import Iterator

from extract.records import Heading, Reading

from ..case import Case, key_of
from ..causes import same_print, slip
from ..figures import Figure, agree
from ..misreadings import misreading
from ..prose import Mention, Prose
from ..registry import COMPANIES, rule
from ..verdicts import Verdict, agrees, disagrees, unchecked


@rule("narrative-contradiction", COMPANIES)
def rule_narrative_contradiction(case: Case) -> Iterator[Verdict]:
    """narrative-contradiction: a figure in the body text is not the form's of that year.

    Only sentences that tie an amount to one subject and one year; figures given as about or
    over so much are compared by nobody.
    """
    words = case.reference.prose
    if words is None:
        return
    prose = Prose(words, case.specs, case.programme.years)
    for heading in case.record.outline:
        for mention in prose.mentions(_anonymous(case, heading.text)):
            yield _compared(case, heading, mention)


def _anonymous(case: Case, text: str) -> str:
    """Return a text in which the applicant speaks of itself as 公司."""
    name = case.text("applicant_unit")
    return text.replace(str(name.value), "公司") if name is not None else text


def _compared(case: Case, heading: Heading, mention: Mention) -> Verdict:
    key = key_of(mention.field, mention.year)
    label = f"{mention.year}年{case.label(mention.field)}"
    form = case.figure(mention.field, mention.year)
    if form is None:
        return unchecked(key, f"{label}申报表未填或未能读出")
    said = _figure(case, heading, mention, form)
    text = f"正文“{heading.title}”写{label}为{said.text}，申报表为{form.text}"
    if agree(said, form) or said.interval.intersects(form.interval):
        return agrees(key, f"{text}，两者一致", said.reading, form.reading)
    if said.amount.approximate or form.amount.approximate:
        return unchecked(key, f"{text}，其中有约数", said.reading, form.reading)
    if "ocr" in (said.reading.origin, form.reading.origin) and _one_slip(said, form):
        return unchecked(key, f"{text}，仅一位数字不同，不排除识别误差", said.reading, form.reading)
    misread = misreading((said, form), lambda both: agree(both[0], both[1]) is not None)
    message = f"{text}，两者不一致，请申报单位说明。"
    return disagrees(key, message, said.reading, form.reading, misread=misread)


def _one_slip(said: Figure, form: Figure) -> bool:
    return slip(*same_print(said, form)) is not None


def _figure(case: Case, heading: Heading, mention: Mention, form: Figure) -> Figure:
    """Return what the text says as a figure that can be pointed at."""
    digital = any(
        page.digital
        for page in case.record.pages
        if (page.file, page.page) == (heading.file, heading.page)
    )
    reading = Reading(
        value=float(mention.amount.exactly_in(form.unit)),
        text=mention.text,
        confidence=heading.confidence,
        origin="text" if digital else "ocr",
        file=heading.file,
        page=heading.page,
        bbox=heading.bbox,
        unit=mention.amount.unit,
    )
    return Figure(reading, mention.amount, form.unit)
