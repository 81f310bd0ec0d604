import pytest

from checks.reference import parse_reference

from .records import reference


def test_published_formulas_are_identities_of_the_common_words() -> None:
    known = {identity.key for identity in reference().identities}
    assert set(reference().published) <= known


def test_sources_name_lines_of_their_statement() -> None:
    lines = {spec.kind: {line.id for line in spec.lines} for spec in reference().statements}
    for source in reference().sources:
        assert {source.line, *source.mistaken} <= lines[source.statement]


@pytest.mark.parametrize("text", ["published: 3", "unknown: []", "a: [", "sources: [{field: x}]"])
def test_a_mistake_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_reference(text)
