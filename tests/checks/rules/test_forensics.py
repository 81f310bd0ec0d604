from extract.records import Observation, ReadError

from ..records import FORM, enterprise, findings, states


def seen(score: float, page: int = 3, kind: str = "hidden-text") -> Observation:
    return Observation(kind=kind, file=FORM, page=page, detail=f"{score}", score=score)


def test_weak_observations_stay_context() -> None:
    assert findings(enterprise(observations=(seen(0.4),)), "hidden-text") == {}


def test_one_finding_a_page_led_by_the_strongest() -> None:
    record = enterprise(observations=(seen(0.6), seen(0.9), seen(0.7, page=4)))
    found = findings(record, "hidden-text")
    assert set(found) == {f"{FORM}#3", f"{FORM}#4"}
    assert found[f"{FORM}#3"].confidence == 0.9
    assert len(found[f"{FORM}#3"].evidence) == 1 or "0.9" in found[f"{FORM}#3"].message


def test_an_edit_concerns_the_whole_submission() -> None:
    edits = (seen(0.9, 1, "late-edit"), seen(0.8, 2, "late-edit"))
    assert list(findings(enterprise(observations=edits), "late-edit")) == [""]


def test_a_weak_sign_is_left_open_and_none_at_all_says_nothing() -> None:
    weak = enterprise(observations=(seen(0.35), seen(0.2, page=4)))
    assert states(weak, "hidden-text") == {f"{FORM}#3": "unchecked"}
    assert states(enterprise(), "hidden-text") == {}


def test_a_file_that_was_not_read_could_not_be_looked_at() -> None:
    record = enterprise(errors=(ReadError(file="别的.pdf", message="已损坏"),))
    assert states(record, "pasted-region") == {"": "unchecked"}
