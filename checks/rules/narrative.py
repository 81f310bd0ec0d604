"""What the body says of figures, against the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.records import Heading, Reading
from extract.values.amount import Amount
from extract.values.units import MONEY

from ..case import Case, key_of
from ..causes import same_print, slip
from ..figures import Figure, agree
from ..growth import Growth, growth_of
from ..holdings import Holdings
from ..intervals import Interval
from ..misreadings import misreading
from ..places import place_of
from ..prose import Mention, Prose
from ..registry import COMPANIES, rule
from ..settings import CheckSettings
from ..verdicts import Verdict, agrees, disagrees, unchecked


@rule("narrative-contradiction", COMPANIES, version="3")
def rule_narrative_contradiction(case: Case) -> Iterator[Verdict]:
    """narrative-contradiction: a figure in the body text is not the form's of that year.

    Only sentences that tie an amount to one subject and one year, a change (同比增长) to the
    amount just spoken of, or a count to people or patents that the applicant has; figures given
    as about or over so much are compared by nobody.
    """
    words = case.reference.prose
    if words is None:
        return
    modes = [name for mode in case.programme.modes for name in (mode.name, *mode.keywords)]
    prose = Prose(words, case.specs, case.programme.years, modes)
    holdings = Holdings(words, case.specs)
    for heading in case.record.outline:
        text = _anonymous(case, heading.text)
        for said in (*prose.statements(text, heading.title), *holdings.mentions(text)):
            if isinstance(said, Growth):
                yield from _grown(case, heading, said)
            else:
                yield _compared(case, heading, said)


def _anonymous(case: Case, text: str) -> str:
    """Return a text in which the applicant speaks of itself as 公司."""
    name = case.text("applicant_unit")
    return text.replace(str(name.value), "公司") if name is not None else text


def _compared(case: Case, heading: Heading, mention: Mention) -> Verdict:
    key = key_of(mention.field, mention.year)
    when = f"{mention.year}年" if mention.year is not None else ""
    label = f"{when}{case.label(mention.field)}"
    form = case.figure(mention.field, mention.year)
    if form is None:
        return unchecked(key, f"{label}申报表未填或未能读出")
    said = _figure(case, heading, mention.amount, mention.text, form.unit)
    text = f"正文“{heading.title}”写{label}为{said.text}，申报表为{form.text}"
    if _is_said(mention, said, form):
        return agrees(key, f"{text}，两者一致", said.reading, form.reading)
    if said.amount.approximate or form.amount.approximate:
        return unchecked(key, f"{text}，其中有约数", said.reading, form.reading)
    if mention.narrowed and said.interval.low < form.interval.low:
        part = "前文限定了范围，可能只是其中一部分"
        return unchecked(key, f"{text}，{part}", said.reading, form.reading)
    if "ocr" in (said.reading.origin, form.reading.origin) and _one_slip(said, form):
        return unchecked(key, f"{text}，仅一位数字不同，不排除识别误差", said.reading, form.reading)
    misread = misreading((said, form), lambda both: _is_said(mention, *both))
    message = f"{text}，两者不一致，请申报单位说明。"
    return disagrees(key, message, said.reading, form.reading, misread=misread)


def _is_said(mention: Mention, said: Figure, form: Figure) -> bool:
    """Tell whether two figures agree; people and patents are counted, not rounded."""
    if mention.year is None and form.unit not in MONEY:
        return said.number == form.number
    return agree(said, form) is not None or said.interval.intersects(form.interval)


def _one_slip(said: Figure, form: Figure) -> bool:
    return slip(*same_print(said, form)) is not None


def _grown(case: Case, heading: Heading, said: Growth) -> Iterator[Verdict]:
    """Judge a stated change; where it is right for any field that may be meant nothing is said."""
    found = [(field, change) for field in said.fields if (change := _change(case, field, said))]
    if not found or found[-1][0] != said.fields[-1]:
        return
    stated = _figure(case, heading, said.rate, said.text, "%")
    field, (computed, new, old) = next(
        (one for one in reversed(found) if stated.interval.intersects(one[1][0])), found[-1]
    )
    key, label = key_of(field, said.year), case.label(field)
    percent = float(new.number / old.number - 1) * 100
    text = (
        f"正文“{heading.title}”写{said.year}年{label}较{said.base}年变动{stated.text}，"
        f"按申报表{old.text}、{new.text}计算为{percent:.2f}%"
    )
    proofs = (stated.reading, new.reading, old.reading)
    if stated.interval.intersects(computed):
        yield agrees(key, f"{text}，两者一致", *proofs)
    elif new.amount.approximate or old.amount.approximate:
        yield unchecked(key, f"{text}，其中有约数", *proofs)
    else:
        misread = misreading((stated, new, old), _is_growth)
        message = f"{text}，两者不一致，请申报单位说明。"
        yield disagrees(key, message, *proofs, misread=misread)


def _change(case: Case, field: str, said: Growth) -> tuple[Interval, Figure, Figure] | None:
    new, old = case.figure(field, said.year), case.figure(field, said.base)
    if new is None or old is None:
        return None
    change = growth_of(new.interval, old.interval)
    return (change, new, old) if change is not None else None


def _is_growth(figures: Sequence[Figure]) -> bool:
    stated, new, old = figures
    change = growth_of(new.interval, old.interval)
    return change is not None and stated.interval.intersects(change)


def _sure(score: float, settings: CheckSettings) -> float:
    """Return the confidence of a figure in the text under a heading.

    What is known of it is the recogniser's mean score of the heading, which is no probability: from
    the least score of a line that may accuse it stands for the least confidence that may.
    """
    return score if score < settings.minimum_line else max(score, settings.minimum_confidence)


def _figure(case: Case, heading: Heading, said: Amount, text: str, unit: str | None) -> Figure:
    """Return what the text says as a figure that can be pointed at, in the form's unit."""
    place = place_of(case.record, heading, text)
    digital = any(
        page.digital
        for page in case.record.pages
        if (page.file, page.page) == (place.file, place.page)
    )
    reading = Reading(
        value=float(said.exactly_in(unit)),
        text=text,
        confidence=_sure(heading.confidence, case.settings),
        origin="text" if digital else "ocr",
        file=place.file,
        page=place.page,
        bbox=place.bbox or heading.bbox,
        unit=said.unit,
    )
    return Figure(reading, said, unit)
