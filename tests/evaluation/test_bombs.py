"""A small slice of the bench of hostile files."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.bombs.bench import Batch, Fate, Outcome, make_batch, run
from evaluation.bombs.papers import cut_short, flipped, paper
from evaluation.bombs.registry import BOMBS

SLICE = (
    "empty",
    "form-draws-itself",
    "forms-in-forms",
    "heic-broken",
    "lost-content",
    "page-tree-loop",
    "portfolio-of-itself",
    "png-false",
    "reference-loop",
    "thin-box",
    "tiff-loop",
    "xfa",
    "xref-loop",
    "zip-broken",
    "zip-slip",
)


@pytest.mark.engine
def test_every_file_comes_to_an_end_with_a_reason_and_sound_papers_are_read(tmp_path: Path) -> None:
    make_batch(tmp_path / "files", Batch(flips=12, cuts=4, good=4, bombs=SLICE))
    found = run(tmp_path / "files", tmp_path / "archive", ["--page-seconds", "10", "--jobs", "1"])
    assert list(found.problems()) == []
    assert found.status == 1
    assert len(found.fates) == len(SLICE) + 20
    by_name = {Path(fate.name).stem.split("-", 1)[1]: fate.state for fate in found.fates}
    assert by_name["forms-in-forms"] == "quarantined"
    assert by_name["lost-content"] == by_name["empty"] == "rejected"
    assert by_name["xfa"] == by_name["portfolio-of-itself"] == "done with errors"


def test_there_are_kinds_enough() -> None:
    assert len(BOMBS) > 40
    assert set(SLICE) <= set(BOMBS)


def test_chance_is_the_same_for_the_same_seed() -> None:
    assert paper(1) == paper(1) != paper(2)
    assert flipped(3) == flipped(3) != paper(3)
    assert len(cut_short(4)) < len(paper(4))


@pytest.mark.parametrize(
    ("fate", "problem"),
    [
        (Fate("00001-good-1.pdf", "rejected", "坏"), "a sound paper"),
        (Fate("00001-flip-1.pdf", "rejected"), "without a reason"),
        (Fate("00001-flip-1.pdf", "lost"), "nothing is told"),
    ],
)
def test_what_should_not_have_been(fate: Fate, problem: str) -> None:
    (told,) = Outcome((fate,), 1.0, 0, 1).problems()
    assert problem in told


def test_a_parent_that_grew_or_failed_is_told() -> None:
    assert len(list(Outcome((), 1.0, 400 << 20, 2).problems())) == 2
