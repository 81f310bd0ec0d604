from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from checks import engine
from checks.registry import RULES
from evaluation.bench import Trial, clean_trials, trials
from evaluation.bench_scores import failed
from evaluation.plants import PLANTS, Plant

from .plants.grounds import ground

COUNT = 3


@cache
def found() -> Sequence[Trial]:
    return tuple(trials([ground()], COUNT))


def named(*names: str) -> list[Plant]:
    return [one for one in PLANTS if one.name in names]


def test_what_is_planted_in_right_papers_is_found_and_nothing_else() -> None:
    assert [(t.plant, t.sight, t.missed, t.open, t.alarms) for t in found() if failed(t)] == []


def test_most_classes_find_a_place() -> None:
    assert len({trial.plant for trial in found()}) > len(PLANTS) * 2 // 3


def test_right_papers_raise_nothing_that_weighs() -> None:
    found = {a.code for trial in clean_trials([ground()], ("text",)) for a in trial.alarms}
    assert found <= {"missing-field"}  # the made-up forms leave some out


def test_a_doubtful_reading_is_left_open_and_a_sure_one_raised() -> None:
    own = [trial for trial in found() if trial.plant == "figure-scaled"]
    assert {trial.sight: trial.outcome for trial in own} == {
        "text": "found",
        "sure": "found",
        "doubtful": "open",
    }


def test_the_same_seed_plants_the_same() -> None:
    plants = named("figure-scaled", "name-changed")
    one, again, other = (list(trials([ground()], 2, seed, plants, ("text",))) for seed in (5, 5, 6))
    assert one == again
    assert one != other


def test_a_rule_that_is_not_there_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = [rule for rule in RULES if rule.code.id != "audit-mismatch"]
    monkeypatch.setattr(engine, "RULES", rules)
    tried = list(trials([ground()], COUNT, 1, named("figure-scaled"), ("text",)))
    lost = [trial for trial in tried if "audit-mismatch" in {code for code, _ in trial.missed}]
    assert lost
    assert all(failed(trial) for trial in lost)


def test_a_finding_that_nothing_explains_is_an_alarm() -> None:
    """The plant says that a code of another company is harmless; the rules know better."""
    (wrong,) = named("uscc-of-another")
    harmless = Plant(
        "harmless-code", "", "harmless", wrong.kinds, False, ("text",),
        lambda bed: None if (p := wrong.change(bed)) is None else p.__class__(p.record),
    )  # fmt: skip
    (trial,) = trials([ground()], 1, 1, [harmless], ("text",))
    assert [alarm.code for alarm in trial.alarms] == ["uscc-mismatch"]
