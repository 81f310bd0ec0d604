"""All scores of an evaluation, made from its comparisons alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extract.records import Kind

from . import reliability
from .comparison import Comparison, Group
from .findings import FindingMatch
from .measures import DETECTIONS, MEASURES, Measure
from .proportions import clopper_pearson
from .truth import Origin, SubmissionOrigin

All = Literal["all"]
KINDS: tuple[Kind | All, ...] = ("all", "enterprise", "platform", "district")
ORIGINS: tuple[Origin | All, ...] = ("all", "digital", "scanned")
SUBMISSION_ORIGINS: tuple[SubmissionOrigin | All, ...] = ("all", "digital", "scanned", "mixed")
READ: tuple[Group | All, ...] = ("all", "fields", "lines", "audit", "license")


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Score(Frozen):
    """A share with its 95 % bounds; `strict` of the right ones are equal to the character."""

    measure: str
    kind: Kind | All
    origin: Origin | All
    right: int
    strict: int
    n: int
    share: float
    lower: float
    upper: float


class Detection(Frozen):
    """Things found, beside things that are there; None where nothing could be counted."""

    name: str
    kind: Kind | All
    origin: Origin | All
    right: int
    false: int
    missed: int
    precision: float | None
    recall: float | None
    f1: float | None


class FalseAlarms(Frozen):
    """False findings of severity high and medium on clean submissions."""

    origin: SubmissionOrigin | All
    submissions: int  # clean ones
    high: int
    medium: int


class GroupReliability(Frozen):
    group: Group | All
    origin: Origin | All
    reliability: reliability.Reliability


class Scores(Frozen):
    """Everything that is printed, and more, as figures."""

    shares: tuple[Score, ...]
    detections: tuple[Detection, ...]
    findings: tuple[Detection, ...]  # one a code, and the last one for all
    false_alarms: tuple[FalseAlarms, ...]
    reliability: tuple[GroupReliability, ...]

    def share(self, measure: str, kind: Kind | All = "all", origin: Origin | All = "all") -> Score:
        """Return one share; raises KeyError where it was not counted."""
        for score in self.shares:
            if (score.measure, score.kind, score.origin) == (measure, kind, origin):
                return score
        raise KeyError((measure, kind, origin))


Slice = tuple[Kind | All, Origin | All, list[Comparison]]


def slices(comparisons: Sequence[Comparison]) -> Iterator[Slice]:
    """Yield the comparisons of each kind and origin, and of all of them; empty ones are left out."""
    for kind in KINDS:
        of_kind = [c for c in comparisons if kind in ("all", c.kind)]
        for origin in ORIGINS:
            chosen = [c for c in of_kind if origin in ("all", c.origin)]
            if chosen:
                yield kind, origin, chosen


def score(
    comparisons: Sequence[Comparison],
    findings: Sequence[FindingMatch],
    clean: Iterable[SubmissionOrigin],
) -> Scores:
    """Count everything; `clean` holds the origin of each submission without a defect."""
    cut = list(slices(comparisons))
    shares = (_score(measure, part) for part in cut for measure in MEASURES)
    detections = (_detection(group, part) for part in cut for group, _ in DETECTIONS)
    return Scores(
        shares=tuple(share for share in shares if share.n),
        detections=tuple(d for d in detections if d.right + d.false + d.missed),
        findings=tuple(_by_code(findings)),
        false_alarms=tuple(_false_alarms(findings, list(clean))),
        reliability=tuple(_reliability(comparisons)),
    )


def _score(measure: Measure, part: Slice) -> Score:
    kind, origin, comparisons = part
    counted = [c for c in comparisons if measure.counts(c)]
    right = [c for c in counted if measure.right(c)]
    lower, upper = clopper_pearson(len(right), len(counted))
    return Score(
        measure=measure.id,
        kind=kind,
        origin=origin,
        right=len(right),
        strict=sum(c.strict for c in right),
        n=len(counted),
        share=len(right) / len(counted) if counted else 0.0,
        lower=lower,
        upper=upper,
    )


def _detection(group: Group, part: Slice) -> Detection:
    kind, origin, comparisons = part
    outcomes = [c.outcome for c in comparisons if c.group == group]
    return detection(
        group,
        outcomes.count("right"),
        outcomes.count("invented"),
        outcomes.count("missing"),
        kind,
        origin,
    )


def detection(
    name: str,
    right: int,
    false: int,
    missed: int,
    kind: Kind | All = "all",
    origin: Origin | All = "all",
) -> Detection:
    """Return precision, recall and their harmonic mean."""
    every = 2 * right + false + missed
    return Detection(
        name=name,
        kind=kind,
        origin=origin,
        right=right,
        false=false,
        missed=missed,
        precision=right / (right + false) if right + false else None,
        recall=right / (right + missed) if right + missed else None,
        f1=2 * right / every if every else None,
    )


def _by_code(findings: Sequence[FindingMatch]) -> Iterator[Detection]:
    codes = sorted({finding.code for finding in findings})
    for code in (*codes, "all"):
        outcomes = [f.outcome for f in findings if code in ("all", f.code)]
        yield detection(
            code, outcomes.count("right"), outcomes.count("false"), outcomes.count("missed")
        )


def _false_alarms(
    findings: Sequence[FindingMatch], clean: Sequence[SubmissionOrigin]
) -> Iterator[FalseAlarms]:
    alarms = [finding for finding in findings if finding.clean and finding.alarm]
    for origin in SUBMISSION_ORIGINS:
        severities = [a.severity for a in alarms if origin in ("all", a.origin)]
        submissions = sum(origin in ("all", one) for one in clean)
        if submissions:
            yield FalseAlarms(
                origin=origin,
                submissions=submissions,
                high=severities.count("high"),
                medium=severities.count("medium"),
            )


def _reliability(comparisons: Sequence[Comparison]) -> Iterator[GroupReliability]:
    read = [c for c in comparisons if c.group in READ and c.confidence is not None]
    for group in READ:
        for origin in ORIGINS:
            judged = [
                reliability.Judged(c.confidence, c.right)
                for c in read
                if group in ("all", c.group)
                and origin in ("all", c.origin)
                and c.confidence is not None
            ]
            if judged:
                yield GroupReliability(
                    group=group, origin=origin, reliability=reliability.measure(judged)
                )
