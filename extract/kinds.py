"""What a submission applies for: told by the form it fills in, else by the option it ticks."""

from __future__ import annotations

from collections.abc import Sequence

from .choices import Marks
from .forms import FormContext, find_places, read_places
from .label_lines import find_line_places
from .labels import label_key
from .page_types import TypedPage, of_type
from .programme import KindSpec, Programme
from .records import Kind
from .wordings import squeezed


def kind_of(typed: Sequence[TypedPage], programme: Programme, marks: Marks) -> Kind | None:
    """Return the kind whose form is among the pages, None where neither form nor tick tells."""
    forms = of_type(typed, "form")
    scored = [(_likeness(typed, kind), kind.id) for kind in programme.kinds] if forms else []
    best = max(scored, default=(0, None), key=lambda pair: pair[0])
    if best[0] > 0:
        return best[1]
    return _ticked(typed, programme, marks)


def _likeness(typed: Sequence[TypedPage], kind: KindSpec) -> int:
    """Count the form's title, ten times, and its labels on the form pages."""
    text = squeezed("".join(page.text for page in typed if page.type == "form"))
    titles = [squeezed(title) for title in (kind.form.title, *kind.form.wordings)]
    labels = {label_key(field.label) for field in kind.form.fields}
    key = label_key(text)
    return 10 * any(title in text for title in titles) + sum(label in key for label in labels)


def _ticked(typed: Sequence[TypedPage], programme: Programme, marks: Marks) -> Kind | None:
    context = FormContext(programme.cover, programme.years, (), marks)
    covers = of_type(typed, "cover")
    places = [*find_places(covers, context), *find_line_places(covers, context)]
    answer = read_places(places, context).get("application_type", {}).get(None)
    for kind in programme.kinds:
        if answer is not None and answer.value == kind.label:
            return kind.id
    return None
