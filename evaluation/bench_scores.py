"""What the bench counts, and how it is told: tables for people, everything as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from .bench import CLEAN, Trial
from .plants import PLANTS, Plant
from .plants.page_plants import PAGE_PLANTS, PagePlant
from .plants.registry import Sight
from .proportions import clopper_pearson

SIGHTS: dict[Sight, str] = {"text": "文字层", "sure": "识别可靠", "doubtful": "识别存疑"}
GROUPS = {
    "form": "申报表数字",
    "audit": "审计报告",
    "identity": "主体信息",
    "papers": "材料与正文结构",
    "prose": "正文数据",
    "others": "申报材料之间",
    "harmless": "无害改动",
    "page": "页面改动",
    "page-harmless": "页面无害改动",
}


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class ClassScore(Frozen):
    """One class of change under one sight.

    `right` is what is asked of it: found where the readings are sure, left open where they are
    in doubt, and nothing raised where the change is harmless. Bounds are 95 %.
    """

    plant: str
    title: str
    group: str
    sight: Sight
    n: int
    found: int
    open: int
    missed: int
    alarmed: int  # trials with anything else of severity high or medium
    right: int
    lower: float
    upper: float

    @property
    def share(self) -> float:
        return self.right / self.n if self.n else 0.0


class CleanScore(Frozen):
    """Findings of severity high and medium on submissions in which nothing was planted."""

    sight: Sight
    submissions: int
    high: int
    medium: int
    upper: float  # 95 % bound of the share of submissions with any


class BenchScores(Frozen):
    submissions: int
    seed: int
    classes: tuple[ClassScore, ...]
    clean: tuple[CleanScore, ...]
    failures: tuple[Trial, ...]

    @property
    def high_precision(self) -> tuple[int, int]:
        """Return how many trials with wanted marks raised only these, and how many did at all."""
        harmful = [c for c in self.classes if "harmless" not in c.group and c.sight != "doubtful"]
        raised = sum(c.found for c in harmful)
        return raised, raised + sum(c.alarmed for c in self.classes if c.sight != "doubtful")


def failed(trial: Trial) -> bool:
    """Tell whether a trial is one to look at."""
    if trial.alarms:
        return True
    return bool(trial.wanted) and trial.outcome != _asked(trial.sight)


def _asked(sight: Sight) -> str:
    return "open" if sight == "doubtful" else "found"


def score(trials: Sequence[Trial], submissions: int, seed: int) -> BenchScores:
    planted = [trial for trial in trials if trial.plant != CLEAN]
    return BenchScores(
        submissions=submissions,
        seed=seed,
        classes=tuple(_classes(planted)),
        clean=tuple(_clean([trial for trial in trials if trial.plant == CLEAN])),
        failures=tuple(trial for trial in trials if failed(trial)),
    )


EVERY: tuple[Plant | PagePlant, ...] = (*PLANTS, *PAGE_PLANTS)


def _classes(trials: Sequence[Trial]) -> Iterator[ClassScore]:
    for one in EVERY:
        for sight in SIGHTS:
            own = [t for t in trials if (t.plant, t.sight) == (one.name, sight)]
            if not own:
                continue
            states: list[str] = [trial.outcome for trial in own]
            alarmed = sum(bool(trial.alarms) for trial in own)
            right = len(own) - alarmed if one.harmless else states.count(_asked(sight))
            lower, upper = clopper_pearson(right, len(own))
            yield ClassScore(
                plant=one.name, title=one.title, group=one.group, sight=sight, n=len(own),
                found=states.count("found"), open=states.count("open"),
                missed=states.count("missed"), alarmed=alarmed, right=right, lower=lower,
                upper=upper,
            )  # fmt: skip


def _clean(trials: Sequence[Trial]) -> Iterator[CleanScore]:
    for sight in SIGHTS:
        own = [trial for trial in trials if trial.sight == sight]
        if own:
            severities = [alarm.severity for trial in own for alarm in trial.alarms]
            yield CleanScore(
                sight=sight,
                submissions=len(own),
                high=severities.count("high"),
                medium=severities.count("medium"),
                upper=clopper_pearson(sum(bool(t.alarms) for t in own), len(own))[1],
            )


def print_scores(scores: BenchScores, console: Console, shown: int) -> None:
    for part in _parts(scores, shown):
        console.print(part)


def write_scores(scores: BenchScores, path: Path) -> None:
    path.write_text(scores.model_dump_json(indent=1) + "\n", encoding="utf-8")


def _parts(scores: BenchScores, shown: int) -> Iterator[RenderableType]:
    right, all_ = scores.high_precision
    yield Text(
        f"在 {scores.submissions} 份无缺陷材料上埋入改动（种子 {scores.seed}）；"
        f"只报出应报疑点的占 {right}/{all_}"
    )
    for group, name in GROUPS.items():
        own = [one for one in scores.classes if one.group == group]
        if own:
            yield _table(name, own)
    if scores.clean:
        yield _clean_table(scores.clean)
    if scores.failures:
        yield _failures(scores.failures, shown)


def _table(name: str, classes: Sequence[ClassScore]) -> Table:
    """List the classes of one group; of each its sights, the title only once."""
    table = Table(title=f"{name}（%）", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("改动", overflow="fold", min_width=24)
    for column in ("读数", "次数", "报出/未核/漏", "误报", "做对（95%区间）"):
        table.add_column(column, justify="left" if column == "读数" else "right", no_wrap=True)
    shown = ""
    for one in classes:
        bounds = f"{100 * one.lower:.1f}–{100 * one.upper:.1f}"
        table.add_row(
            one.title if one.plant != shown else "", SIGHTS[one.sight], str(one.n),
            f"{one.found}/{one.open}/{one.missed}", str(one.alarmed),
            f"{100 * one.share:.1f} ({bounds})",
        )  # fmt: skip
        shown = one.plant
    return table


def _clean_table(clean: Sequence[CleanScore]) -> Table:
    table = Table(title="未埋入改动时的误报", title_justify="left")
    for column in ("读数", "份数", "高", "中", "有误报的份额上限（95%）"):
        table.add_column(column, justify="left" if column == "读数" else "right")
    for one in clean:
        table.add_row(
            SIGHTS[one.sight], str(one.submissions), str(one.high), str(one.medium),
            f"{100 * one.upper:.1f}",
        )  # fmt: skip
    return table


def _failures(failures: Sequence[Trial], shown: int) -> Table:
    titles = {one.name: one.title for one in EVERY}
    table = Table(
        title=f"没有做对的（共 {len(failures)} 次，列出 {min(shown, len(failures))} 次）",
        title_justify="left",
    )
    for column in ("改动", "材料", "读数", "漏报或未能核对", "误报"):
        table.add_column(column, overflow="fold")
    for trial in failures[:shown]:
        silent = "、".join(f"{code}:{key}" for code, key in (*trial.missed, *trial.open))
        alarms = "；".join(f"{a.code}:{a.key} {a.message}" for a in trial.alarms)
        table.add_row(
            titles.get(trial.plant, "（未埋入）"), trial.submission, SIGHTS[trial.sight],
            Text(silent), Text(alarms),
        )  # fmt: skip
    return table
