"""Papers, sections and answers that are taken away, or set otherwise than the notice says."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import Heading, PageRecord, Record

from .changes import texted, with_field, with_heading
from .registry import Bed, Planted, plant


@plant("attachment-removed", "应附材料被抽去", "papers")
def attachment_removed(bed: Bed) -> Planted | None:
    """A required attachment is not there; of the audit report and the licence nothing is read."""
    required = [a.type for a in (bed.kind.attachments if bed.kind else ()) if a.required]
    present = [one for one in required if one in bed.record.attachments]
    if not present:
        return None
    gone = bed.rng.choice(present)
    kept = tuple(one for one in bed.record.attachments if one != gone)
    update: dict[str, object] = {"attachments": kept}
    if gone == "audit_report":
        update["audit"] = None
    if gone == "business_license":
        update["license"] = None
    record = bed.record.model_copy(update=update)
    return Planted(record, frozenset({("missing-attachment", gone)}))


@plant("section-removed", "正文一级标题部分被删", "papers")
def section_removed(bed: Bed) -> Planted | None:
    """A part of the body that answers a level-1 title is not there, with all below it."""
    titles = {
        entry.title
        for entry in (bed.kind.outline if bed.kind else ())
        if entry.level == 1 and entry.required
    }
    found = [n for n, heading in enumerate(bed.record.outline) if heading.reference in titles]
    if len(found) < 2:  # noqa: PLR2004
        return None
    start = bed.rng.choice(found)
    gone = bed.record.outline[start]
    kept = list(bed.record.outline[:start])
    rest = list(bed.record.outline[start + 1 :])
    while rest and rest[0].level > gone.level:
        rest.pop(0)
    outline = (*kept, *rest)
    if any(heading.reference == gone.reference for heading in outline):
        return None
    lost = {h.reference for h in bed.record.outline} - {h.reference for h in outline}
    dropped = [h.title for h in bed.record.outline if all(h is not one for one in outline)]
    pages = tuple(_without_lines(page, dropped) for page in bed.record.pages)
    record = bed.record.model_copy(update={"outline": outline, "pages": pages})
    allowed = frozenset(("missing-section", title) for title in lost & titles if title)
    return Planted(record, frozenset({("missing-section", gone.reference or "")}), allowed)


def _without_lines(page: PageRecord, titles: Sequence[str]) -> PageRecord:
    """Return a page's record without the lines that bear one of the titles."""
    lines = page.text.splitlines()
    kept = [line for line in lines if not any(line.strip().endswith(title) for title in titles)]
    return page.model_copy(update={"text": "\n".join(kept)}) if len(kept) < len(lines) else page


@plant("field-emptied", "应填栏目被清空", "papers")
def field_emptied(bed: Bed) -> Planted | None:
    """A required field that was filled in is empty, one year of it where it is per year."""
    specs = [spec for spec in bed.specs if spec.required and spec.id in bed.record.fields]
    bed.rng.shuffle(specs)
    for spec in specs:
        year = bed.rng.choice(bed.programme.years) if spec.per_year else None
        reading = bed.record.reading(spec.id, year)
        if reading is None or reading.value in (None, []):
            continue
        empty = reading.model_copy(update={"value": None, "text": "", "note": None})
        record = with_field(bed.record, spec.id, empty, year)
        return Planted(record, frozenset({("missing-field", spec.id)}))
    return None


@plant("other-type", "封面勾选了别的申报类型", "papers")
def other_type(bed: Bed) -> Planted | None:
    """Another kind of application is ticked on the cover."""
    reading = bed.record.reading("application_type")
    labels = [kind.label for kind in bed.programme.kinds if kind.id != bed.record.kind]
    if reading is None or not isinstance(reading.value, str):
        return None
    record = with_field(bed.record, "application_type", texted(reading, bed.rng.choice(labels)))
    return Planted(record, frozenset({("type-mismatch", "")}))


@plant("too-long", "正文超过字数", "papers")
def too_long(bed: Bed) -> Planted | None:
    """The body is longer than the notice allows."""
    limit = bed.kind.word_limit if bed.kind is not None else 0
    if not bed.record.outline or not limit:
        return None
    place = bed.rng.randrange(len(bed.record.outline))
    heading = bed.record.outline[place]
    more = _filling(bed, limit + bed.rng.randint(100, 2000))
    record = with_heading(bed.record, place, heading.text + more)
    return Planted(record, frozenset({("over-length", "")}))


_WORDS = "我们围绕设备全生命周期开展监测诊断维护改造培训和备件供应并持续完善制度流程与人才队伍"


def _filling(bed: Bed, characters: int) -> str:
    """Return text of so many characters that no two plants share."""
    return "".join(
        "。" if n % 37 == 36 else bed.rng.choice(_WORDS)  # noqa: PLR2004
        for n in range(characters)
    )


@plant("set-otherwise", "正文字体或字号不合要求", "papers", sights=("text",))
def set_otherwise(bed: Bed) -> Planted | None:
    """The digital body in another font, size or spacing than 填报说明 asks for."""
    body = [style for style in bed.record.styles if style.role == "body"]
    rules = bed.programme.typography
    fitting = [style for style in body if abs(style.size - rules.body_size) <= rules.size_tolerance]
    if not body or not fitting:
        return None
    changes: dict[str, dict[str, str | float]] = {
        "body_font": {"font": "ABCDEF+MicrosoftYaHei"},
        "body_size": {"size": rules.body_size + 3},
        "line_spacing": {"line_spacing": rules.line_spacing[1] + 0.6},
    }
    item = bed.rng.choice(list(changes))
    changed = tuple(
        style.model_copy(update=changes[item]) if style.role == "body" else style
        for style in bed.record.styles
    )
    if item == "line_spacing" and any(style.line_spacing is None for style in body):
        return None
    record = bed.record.model_copy(update={"styles": changed})
    return Planted(record, frozenset({("format-deviation", item)}))


def body_length(record: Record) -> int:
    return sum(len(heading.text) for heading in record.outline)


def longest(record: Record) -> list[Heading]:
    return sorted(record.outline, key=lambda heading: -len(heading.text))
