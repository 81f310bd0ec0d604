import pytest

from checks.codes import CODES

from .examples import EXAMPLES
from .records import district, enterprise, findings, platform, report


@pytest.mark.parametrize("code", CODES)
def test_a_sound_submission_is_left_alone(code: str) -> None:
    assert findings(EXAMPLES[code].sound(), code) == {}


@pytest.mark.parametrize("code", CODES)
def test_a_broken_one_is_raised_with_its_key(code: str) -> None:
    example = EXAMPLES[code]
    found = findings(example.broken(), code, example.others)
    assert list(found) == [example.key]
    finding = found[example.key]
    assert finding.severity == CODES[code].severity
    assert finding.message.endswith("。")
    assert "造假" not in finding.message
    assert finding.evidence
    assert 0 < finding.confidence <= 1


@pytest.mark.parametrize("sound", [enterprise, platform, district])
def test_sound_submissions_raise_nothing_of_weight(sound) -> None:  # type: ignore[no-untyped-def]
    raised = [(f.code, f.key) for f in report(sound()).findings if f.severity != "low"]
    assert [pair for pair in raised if pair[0] != "missing-field"] == []
