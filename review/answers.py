"""What the interface tells of the archive: the shapes of its answers."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from archive import Decision
from archive.catalogue import Failure, Run
from archive.decisions import Verdict
from archive.history import Action, Entry
from archive.passages import Hit
from archive.worklist import Work
from checks.codes import CODES
from checks.findings import Finding, Severity
from extract.records import Bbox, Evidence, Kind, Reading

from .loads import Load, State


class Submission(BaseModel):
    """One line of the queue; `open` counts the findings that are not decided."""

    id: str
    name: str = Field(description="封面上的申报单位")
    kind: Kind | None
    district: str | None
    firm: str | None = Field(description="会计师事务所")
    pages: int
    version: int = Field(description="改动时要带上的版本号")
    filed_at: str
    high: int
    medium: int
    low: int
    open: int
    doubt: float = Field(description="未决疑点里最低的把握")
    who: str = Field(description="最近处理的人")

    @classmethod
    def of(cls, work: Work) -> Submission:
        return cls.model_validate(
            {name: getattr(work, name) for name in cls.model_fields}, from_attributes=True
        )


class Submissions(BaseModel):
    total: int
    submissions: list[Submission]


class Decided(BaseModel):
    """What somebody decided; `fits` tells whether the finding still says what it said then."""

    verdict: Verdict
    note: str
    who: str
    at: str
    entry: int
    fits: bool


class Doubt(BaseModel):
    """A finding, and what was decided about it."""

    code: str
    key: str
    title: str
    severity: Severity
    message: str
    confidence: float
    rule_version: str
    evidence: list[Reading | Evidence]
    decision: Decided | None

    @classmethod
    def of(cls, one: Finding, decision: Decision | None) -> Doubt:
        return cls(
            **{name: getattr(one, name) for name in Finding.model_fields if name != "evidence"},
            title=CODES[one.code].title if one.code in CODES else one.code,
            evidence=list(one.evidence),
            decision=_decided(one, decision),
        )


class Doubts(BaseModel):
    version: int
    findings: list[Doubt]


class Event(BaseModel):
    """One entry of the history; `old` and `new` are contents, or the hashes of long ones."""

    number: int
    at: str
    who: str
    action: Action
    subject: str
    old: str
    new: str
    note: str
    target: int

    @classmethod
    def of(cls, one: Entry) -> Event:
        return cls(**{name: getattr(one, name) for name in cls.model_fields})


class Passage(BaseModel):
    """A page that was found: a piece of its text, the hits in it, and their boxes on the page."""

    submission: str
    file: str
    page: int
    type: str
    text: str
    marks: list[tuple[int, int]]
    boxes: list[Bbox]

    @classmethod
    def of(cls, hit: Hit) -> Passage:
        return cls(
            submission=hit.submission,
            file=hit.file,
            page=hit.page,
            type=hit.type,
            text=hit.snippet.text,
            marks=list(hit.snippet.marks),
            boxes=list(hit.boxes),
        )


class Passages(BaseModel):
    """Some of the pages found, and how many there are in how many submissions."""

    total: int
    submissions: int
    hits: list[Passage]


class Batch(BaseModel):
    """One run of loading; without an end it goes on, or was interrupted."""

    number: int
    batch: str
    started_at: str
    ended_at: str | None
    version: str
    filed: int
    with_errors: int = Field(description="收入的里面，有内容没能读出的")
    known: int
    failed: int
    quarantined: int = Field(description="失败的里面，被隔离的")
    elsewhere: int = Field(description="由同时在读的另一个程序读的")
    pages: int

    @classmethod
    def of(cls, run: Run) -> Batch:
        return cls(**{name: getattr(run, name) for name in cls.model_fields})


class Unread(BaseModel):
    """What could not be read, and why."""

    source: str
    message: str
    failed_at: str

    @classmethod
    def of(cls, one: Failure) -> Unread:
        return cls(source=one.source, message=one.message, failed_at=one.failed_at)


class Job(BaseModel):
    """A load that was started here."""

    number: int
    who: str
    what: str
    count: int = Field(description="有几份，0 为不知道")
    state: State
    asked_at: str
    started_at: str
    ended_at: str
    problem: str

    @classmethod
    def of(cls, load: Load) -> Job:
        return cls(**{name: getattr(load, name) for name in cls.model_fields})


class Working(BaseModel):
    """A submission that is being read, and how many of its pages are."""

    id: str
    pages: int


class Progress(BaseModel):
    """How the reading stands, whoever started it: submissions by state, and those at work."""

    states: dict[str, int]
    reading: list[Working]
    loads: list[Job]


class Stored(BaseModel):
    sha256: str
    size: int


class Token(BaseModel):
    mark: str = Field(description="令牌的短标记，用来删除它")
    label: str
    made_at: str


class NewToken(BaseModel):
    token: str = Field(description="只显示这一次")


class Person(BaseModel):
    name: str
    role: Literal["admin", "reviewer", "reader"]
    active: bool
    created_at: str


def _decided(one: Finding, made: Decision | None) -> Decided | None:
    if made is None:
        return None
    return Decided(
        verdict=made.verdict,
        note=made.note,
        who=made.who,
        at=made.at,
        entry=made.entry,
        fits=made.fits(one),
    )
