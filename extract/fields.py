"""The fields of the cover and the form, as readings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .answers import Answer
from .choices import Marks
from .evidence import of_answer
from .forms import FormContext, find_loose_places, find_places, read_places
from .label_lines import find_line_places
from .page_types import TypedPage, of_type
from .programme import FormSpec, Programme
from .records import FieldReading, Kind

Answers = dict[str, dict[str | None, Answer]]


def read_fields(
    typed: Sequence[TypedPage],
    kind: Kind | None,
    programme: Programme,
    marks: Marks,
    units: tuple[str, ...],
    relative: Mapping[str, int],
) -> dict[str, FieldReading]:
    """Return readings by field id; per-year fields by year below it."""
    covers = of_type(typed, "cover")
    cover = FormContext(programme.cover, programme.years, units, marks)
    places = [*find_places(covers, cover), *find_line_places(covers, cover)]
    found = _readings(read_places(places, cover), programme.cover)
    if kind is None:
        return found
    form = programme.kind(kind).form
    context = FormContext(form, programme.years, units, marks, relative)
    pages = of_type(typed, "form")
    places = find_places(pages, context)
    places += find_loose_places(pages, context, places)
    return found | _readings(read_places(places, context), form)


def _readings(answers: Answers, form: FormSpec) -> dict[str, FieldReading]:
    found: dict[str, FieldReading] = {}
    for field in form.fields:
        years = answers.get(field.id)
        if not years:
            continue
        if field.per_year:
            dated = {year: of_answer(a) for year, a in years.items() if year is not None}
            if dated:
                found[field.id] = dated
        elif None in years:
            found[field.id] = of_answer(years[None])
    return found
