"""What a submission shares with another of its set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.records import Reading, Record

from .changes import texted, with_audit, with_field
from .identity import text_of
from .papers import body_length
from .registry import COMPANIES, Bed, Planted, plant

# The other's unit may have handed in a second application with the same papers.
SAME_CONTACT = frozenset({("shared-contact", "*")})
SAME_REPORT = frozenset({("reused-audit-report", "*")})
_MARKS = re.compile(r"[^\u3400-\u9fffA-Za-z]+")
_SENTENCE = re.compile(r"[^。；]+[。；]")
_SHORTEST = 48  # characters of a passage worth copying
_BODY = 1000  # characters of a body, of the 5000 allowed, that a share of says something
_KNOWN = 12  # characters in a row by which a sentence is found in a third body
_EDITED = 55  # characters between two small edits of a passage that was gone over
_EDITS = "并且及其已将可又"


def strangers(bed: Bed) -> list[Record]:
    """Return the submissions of other units, in a random order."""
    own = unit(bed.record)
    found = [other for other in bed.others if unit(other) != own]
    bed.rng.shuffle(found)
    return found


def unit(record: Record) -> str | None:
    for field in ("company_name", "operator", "district_name"):
        if name := text_of(record.reading(field)):
            return name
    return None


@plant("contact-shared", "电话或邮箱与他人相同", "others", COMPANIES)
def contact_shared(bed: Bed) -> Planted | None:
    """The telephone number or e-mail address of another applicant."""
    for other in strangers(bed):
        field = bed.rng.choice(("contact_phone", "contact_email"))
        own, theirs = bed.record.reading(field), other.reading(field)
        if own is None or theirs is None or not text_of(theirs):
            continue
        record = with_field(bed.record, field, texted(own, str(theirs.value)))
        return Planted(record, frozenset({("shared-contact", other.id)}), SAME_CONTACT)
    return None


@plant("report-number-reused", "审计报告文号与他人相同", "others", COMPANIES)
def report_number_reused(bed: Bed) -> Planted | None:
    """The number, or the regulatory code, of another applicant's audit report."""
    audit = bed.record.audit
    for other in strangers(bed):
        theirs = other.audit
        if audit is None or theirs is None or audit.report_number is None:
            continue
        number = theirs.report_number
        if number is None or not (text_of(number) or "").endswith("号"):
            continue
        wanted = frozenset({("reused-audit-report", other.id)})
        code = theirs.regulatory_code
        if code is not None and text_of(code) and bed.rng.random() < 0.5:  # noqa: PLR2004
            own = audit.regulatory_code or audit.report_number
            record = with_audit(bed.record, regulatory_code=_like(own, code))
        else:
            record = with_audit(bed.record, report_number=_like(audit.report_number, number))
        return Planted(record, wanted, SAME_REPORT)
    return None


def _like(own: Reading, other: Reading) -> Reading:
    return own.model_copy(update={"value": other.value, "text": other.text})


@plant("handed-in-twice", "同一份申报又交一次", "others")
def handed_in_twice(bed: Bed) -> Planted | None:
    """The same application once more under another number."""
    again = bed.record.model_copy(update={"id": f"{bed.record.id}-again"})
    wanted = frozenset({("duplicate-submission", again.id)})
    return Planted(bed.record, wanted, others=(*bed.others, again))


def copied(bed: Bed, share: float, *, edited: bool) -> Planted | None:
    """Put passages of another body into the own one, to a share of the shorter of the two.

    Only sentences count that stand in no third body. They take the place of own text, so that
    the body's length stays.
    """
    for other in strangers(bed):
        shorter = min(body_length(bed.record), body_length(other))
        if shorter < _BODY:
            continue
        wanted = share * shorter
        passages = _enough(_passages(bed, other), wanted)
        if passages is None:
            continue
        if edited:
            passages = [_gone_over(bed, passage) for passage in passages]
        record = _with_passages(bed, passages)
        if record is not None:
            said = frozenset({("narrative-contradiction", "*")})  # figures are copied along
            return Planted(record, frozenset({("duplicate-narrative", other.id)}), said)
    return None


def _enough(found: Iterator[str], wanted: float) -> list[str] | None:
    """Return passages of so many characters together, the last one cut; None of too few."""
    passages: list[str] = []
    for passage in found:
        left = round(wanted) - sum(map(len, passages))
        passages.append(passage[: max(left, _SHORTEST)])
        if left <= len(passage):
            return passages
    return None


def _passages(bed: Bed, other: Record) -> Iterator[str]:
    """Yield runs of sentences of a body, none of which a third body has."""
    third = "".join(
        _plain(heading.text)
        for one in (bed.record, *bed.others)
        if one.id != other.id
        for heading in one.outline
    )
    headings = list(other.outline)
    bed.rng.shuffle(headings)
    for heading in headings:
        run: list[str] = []
        for sentence in [*_SENTENCE.findall(heading.text), ""]:
            if sentence and not _is_known(_plain(sentence), third):
                run.append(sentence)
                continue
            if sum(map(len, run)) >= _SHORTEST:
                yield "".join(run)
            run = []


def _plain(text: str) -> str:
    return _MARKS.sub("", text)


def _is_known(sentence: str, third: str) -> bool:
    """Tell whether a third body has a stretch of a sentence, whatever its figures."""
    starts = range(0, max(1, len(sentence) - _KNOWN), _KNOWN // 3)
    return any(sentence[at : at + _KNOWN] in third for at in starts)


def _gone_over(bed: Bed, passage: str) -> str:
    """Return a passage with a character put in every so often, and other figures."""
    parts = [passage[at : at + _EDITED] for at in range(0, len(passage), _EDITED)]
    text = "".join(part + bed.rng.choice(_EDITS) for part in parts)
    return re.sub(r"\d", lambda _: bed.rng.choice("123456789"), text)


def _with_passages(bed: Bed, passages: Sequence[str]) -> Record | None:
    """Return the record with passages at the beginning of sections, each with less of its own."""
    outline = list(bed.record.outline)
    places = [n for n, heading in enumerate(outline) if heading.text]
    if not places:
        return None
    bed.rng.shuffle(places)
    for number, place in enumerate(places):
        put_in = "".join(passages[number :: len(places)])
        if put_in:
            text = put_in + outline[place].text[len(put_in) :]
            outline[place] = outline[place].model_copy(update={"text": text})
    return bed.record.model_copy(update={"outline": tuple(outline)})


@plant("copied-10", "正文抄自他人，占10%（不作要求）", "others")
def copied_10(bed: Bed) -> Planted | None:
    """Under what has to be found: told for orientation."""
    return copied(bed, 0.10, edited=False)


@plant("copied-15", "正文抄自他人，占15%", "others")
def copied_15(bed: Bed) -> Planted | None:
    """Passages that make 15 % of the shorter body, as they stand."""
    return copied(bed, 0.15, edited=False)


@plant("copied-20-edited", "正文抄自他人，占20%且每55字改一处", "others")
def copied_20(bed: Bed) -> Planted | None:
    """A fifth of the shorter body, with other figures and a character put in here and there."""
    return copied(bed, 0.20, edited=True)


@plant("copied-30", "正文抄自他人，占30%", "others")
def copied_30(bed: Bed) -> Planted | None:
    """Passages that make 30 % of the shorter body."""
    return copied(bed, 0.30, edited=False)


@plant("copied-60", "正文抄自他人，占60%且每55字改一处", "others")
def copied_60(bed: Bed) -> Planted | None:
    """More than half of the shorter body, gone over."""
    return copied(bed, 0.60, edited=True)
