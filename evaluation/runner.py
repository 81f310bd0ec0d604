"""Has labelled sets read by a function that is handed in, and scores what comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from checks.findings import Finding
from extract.calibration import load_calibration
from extract.programme import Programme
from extract.records import Record

from .audit import compare_audit, compare_lines
from .comparison import Comparison
from .fields import compare_fields, compare_license
from .findings import FindingMatch, compare_findings
from .labelled import Labelled, LabelledSet, load_set
from .outline import compare_outline
from .pages import compare_attachments, compare_kind, compare_pages
from .passing import Passing, passing
from .scores import Scores, score
from .truth import SubmissionOrigin


@dataclass(frozen=True)
class Outcome:
    """A submission as read, and the seconds it took; the record's id is the folder's name."""

    record: Record
    seconds: float
    error: str | None = None


ReadAll = Callable[[Sequence[Path]], Iterable[tuple[Path, Outcome]]]  # each folder once, any order
Check = Callable[[Sequence[Record]], Mapping[str, Sequence[Finding]]]
Progress = Callable[[str, int, int], None]  # the submission read last, done, of how many


def unread(folder: Path, error: str) -> Outcome:
    """Return what stands for a submission that could not be read: all of it is missed."""
    return Outcome(Record(id=folder.name, kind=None, files=(), pages=(), fields={}), 0.0, error)


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class SubmissionRun(Frozen):
    """One submission of the evaluation."""

    submission: str
    origin: SubmissionOrigin
    pages: int
    seconds: float
    misses: int
    error: str | None = None


class Speed(Frozen):
    """Seconds of reading; submissions that failed are left out."""

    pages: int
    seconds: float
    by_origin: dict[SubmissionOrigin, float]  # seconds per page

    @property
    def seconds_per_page(self) -> float | None:
        return self.seconds / self.pages if self.pages else None


class Evaluation(Frozen):
    """The scores, and every comparison they were made from."""

    sets: tuple[str, ...]
    unlabelled: tuple[str, ...]  # folders of the sets that have no truth
    submissions: tuple[SubmissionRun, ...]
    speed: Speed
    scores: Scores
    passing: tuple[Passing, ...]  # at each position of the accuracy dial
    comparisons: tuple[Comparison, ...]
    findings: tuple[FindingMatch, ...]

    @property
    def misses(self) -> tuple[Comparison, ...]:
        return tuple(comparison for comparison in self.comparisons if not comparison.right)

    @property
    def finding_misses(self) -> tuple[FindingMatch, ...]:
        return tuple(finding for finding in self.findings if finding.outcome != "right")


def evaluate(
    set_folders: Sequence[Path],
    read_all: ReadAll,
    check: Check,
    programme: Programme,
    progress: Progress = lambda submission, done, total: None,
) -> Evaluation:
    """Read and check every submission of the sets, each set on its own, and score them together.

    `check` gets all records of a set, for some findings are about two of them, and returns
    findings by the record's id. Raises LabelledSetError where a folder is no labelled set.
    """
    sets = [load_set(folder) for folder in set_folders]
    every = [labelled for labelled_set in sets for labelled in labelled_set.submissions]
    outcomes = _outcomes(every, read_all, progress)
    comparisons: dict[str, tuple[Comparison, ...]] = {}
    findings: list[FindingMatch] = []
    for labelled_set in sets:
        here = labelled_set.submissions
        records = [outcomes[labelled.folder].record for labelled in here]
        raised = check(records)
        for labelled, record in zip(here, records, strict=True):
            comparisons[labelled.label] = compare_record(labelled, record, programme)
            findings += compare_findings(labelled, raised.get(record.id, ()))
    return _evaluation(sets, outcomes, comparisons, findings)


def compare_record(
    labelled: Labelled, record: Record, programme: Programme
) -> tuple[Comparison, ...]:
    """Compare everything of one record with its truth, but for the findings."""
    return (
        compare_kind(labelled, record),
        *compare_fields(labelled, record, programme),
        *compare_license(labelled, record),
        *compare_audit(labelled, record),
        *compare_lines(labelled, record),
        *compare_pages(labelled, record),
        *compare_outline(labelled, record),
        *compare_attachments(labelled, record),
    )


def _outcomes(
    every: Sequence[Labelled], read_all: ReadAll, progress: Progress
) -> dict[Path, Outcome]:
    outcomes: dict[Path, Outcome] = {}
    labels = {labelled.folder: labelled.label for labelled in every}
    progress("", 0, len(every))
    for folder, outcome in read_all(list(labels)):
        outcomes[folder] = outcome
        progress(labels[folder], len(outcomes), len(every))
    return outcomes


def _evaluation(
    sets: Sequence[LabelledSet],
    outcomes: Mapping[Path, Outcome],
    comparisons: Mapping[str, tuple[Comparison, ...]],
    findings: Sequence[FindingMatch],
) -> Evaluation:
    every = [labelled for labelled_set in sets for labelled in labelled_set.submissions]
    everything = tuple(c for of_one in comparisons.values() for c in of_one)
    runs = tuple(
        _run(labelled, outcomes[labelled.folder], comparisons[labelled.label]) for labelled in every
    )
    clean = [labelled.truth.origin for labelled in every if labelled.truth.clean]
    return Evaluation(
        sets=tuple(labelled_set.name for labelled_set in sets),
        unlabelled=tuple(f"{one.name}/{name}" for one in sets for name in one.unlabelled),
        submissions=runs,
        speed=_speed(runs),
        scores=score(everything, findings, clean),
        passing=tuple(passing(everything, load_calibration().dial)),
        comparisons=everything,
        findings=tuple(findings),
    )


def _run(labelled: Labelled, outcome: Outcome, of_one: Sequence[Comparison]) -> SubmissionRun:
    return SubmissionRun(
        submission=labelled.label,
        origin=labelled.truth.origin,
        pages=len(labelled.truth.pages),
        seconds=outcome.seconds,
        misses=sum(not comparison.right for comparison in of_one),
        error=outcome.error,
    )


def _speed(runs: Sequence[SubmissionRun]) -> Speed:
    read = [run for run in runs if run.error is None]
    by_origin: dict[SubmissionOrigin, float] = {}
    for origin in sorted({run.origin for run in read}):
        chosen = [run for run in read if run.origin == origin and run.pages]
        if chosen:
            by_origin[origin] = sum(r.seconds for r in chosen) / sum(r.pages for r in chosen)
    return Speed(
        pages=sum(run.pages for run in read),
        seconds=sum(run.seconds for run in read),
        by_origin=by_origin,
    )
