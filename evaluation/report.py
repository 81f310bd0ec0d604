"""The scores for people (tables in Chinese), and everything, every miss included, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from .measures import DETECTIONS, MEASURES
from .misses import finding_misses_table, misses_table
from .names import NAMES
from .runner import Evaluation
from .scores import KINDS, Detection, FalseAlarms, Score
from .truth import Origin

SHOWN_ORIGINS: tuple[Origin, ...] = ("digital", "scanned")
SHOWN = 40  # misses printed in the terminal; all of them are in the JSON


def as_json(evaluation: Evaluation, everything: bool = False) -> str:
    """Return all scores and every miss; with `everything` the right readings too."""
    shown = evaluation.model_dump(mode="json", exclude={"comparisons", "findings"})
    shown["misses"] = [miss.model_dump(mode="json") for miss in evaluation.misses]
    shown["finding_misses"] = [miss.model_dump(mode="json") for miss in evaluation.finding_misses]
    if everything:
        shown["comparisons"] = [one.model_dump(mode="json") for one in evaluation.comparisons]
        shown["findings"] = [one.model_dump(mode="json") for one in evaluation.findings]
    return json.dumps(shown, ensure_ascii=False, indent=1)


def write_json(evaluation: Evaluation, path: Path, everything: bool = False) -> None:
    path.write_text(as_json(evaluation, everything) + "\n", encoding="utf-8")


def print_report(evaluation: Evaluation, console: Console, shown: int = SHOWN) -> None:
    """Print all tables, and as many misses as asked for."""
    for part in report(evaluation, shown):
        console.print(part)


def report(evaluation: Evaluation, shown: int = SHOWN) -> Iterator[RenderableType]:
    """Yield the parts of the report in order."""
    yield _heading(evaluation)
    for kind in KINDS:
        table = _shares(evaluation, kind)
        if table.row_count:
            yield table
    yield _findings(evaluation.scores.findings)
    yield _false_alarms(evaluation.scores.false_alarms)
    yield _reliability(evaluation)
    yield _passing(evaluation)
    yield _speed(evaluation)
    if evaluation.misses:
        yield misses_table(evaluation.misses, shown)
    if evaluation.finding_misses:
        yield finding_misses_table(evaluation.finding_misses, shown)


def _heading(evaluation: Evaluation) -> Text:
    runs = evaluation.submissions
    text = Text(f"标注集 {'、'.join(evaluation.sets)}：{len(runs)} 份申报材料")
    for run in runs:
        if run.error is not None:
            text.append(f"\n{run.submission} 未能读取：{run.error}")
    if evaluation.unlabelled:
        text.append(f"\n没有标注、未计入的文件夹：{'、'.join(evaluation.unlabelled)}")
    return text


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{100 * share:.2f}"


def _shares(evaluation: Evaluation, kind: str) -> Table:
    table = Table(title=f"逐项比对·{NAMES[kind]}（%）", title_justify="left")
    table.add_column("项目", no_wrap=True)
    for origin in SHOWN_ORIGINS:
        table.add_column(NAMES[origin], justify="right")
        table.add_column("正确/总数", justify="right")
        table.add_column("95%区间", no_wrap=True, justify="right")
    for label, cells in (*_share_rows(evaluation, kind), *_detection_rows(evaluation, kind)):
        if any(cells):
            table.add_row(label, *cells)
    return table


def _share_rows(evaluation: Evaluation, kind: str) -> Iterator[tuple[str, list[str]]]:
    shares = {(s.measure, s.origin): s for s in evaluation.scores.shares if s.kind == kind}
    for measure in MEASURES:
        found = [shares.get((measure.id, origin)) for origin in SHOWN_ORIGINS]
        yield measure.label, [cell for share in found for cell in _share_cells(share)]


def _share_cells(share: Score | None) -> list[str]:
    if share is None:
        return ["", "", ""]
    bounds = f"{100 * share.lower:.1f}–{100 * share.upper:.1f}"
    return [_percent(share.share), f"{share.right}/{share.n}", bounds]


def _detection_rows(evaluation: Evaluation, kind: str) -> Iterator[tuple[str, list[str]]]:
    scores = {(str(d.name), d.origin): d for d in evaluation.scores.detections if d.kind == kind}
    for name, label in DETECTIONS:
        found = [scores.get((name, origin)) for origin in SHOWN_ORIGINS]
        yield f"{label} F1", [cell for one in found for cell in _detection_cells(one)]
        yield "　准确率／召回率", [cell for one in found for cell in _rates(one)]


def _detection_cells(found: Detection | None) -> list[str]:
    if found is None:
        return ["", "", ""]
    return [_percent(found.f1), f"{found.right}/{found.right + found.missed}", ""]


def _rates(found: Detection | None) -> list[str]:
    if found is None:
        return ["", "", ""]
    return [_percent(found.precision), _percent(found.recall), f"多出 {found.false}"]


def _findings(scores: Sequence[Detection]) -> Table:
    table = Table(title="疑点（代码与关键字都相符；%）", title_justify="left")
    for name in ("代码", "命中", "误报", "漏报", "准确率", "召回率"):
        table.add_column(name, justify="left" if name == "代码" else "right")
    for found in scores:
        table.add_row(
            NAMES.get(found.name, found.name),
            str(found.right),
            str(found.false),
            str(found.missed),
            _percent(found.precision),
            _percent(found.recall),
        )
    return table


def _false_alarms(alarms: Sequence[FalseAlarms]) -> Table:
    table = Table(title="无缺陷申报材料上的误报", title_justify="left")
    for name in ("来源", "份数", "高", "中", "每份高", "每份中"):
        table.add_column(name, justify="left" if name == "来源" else "right")
    for one in alarms:
        table.add_row(
            NAMES[one.origin],
            str(one.submissions),
            str(one.high),
            str(one.medium),
            f"{one.high / one.submissions:.2f}",
            f"{one.medium / one.submissions:.2f}",
        )
    return table


def _reliability(evaluation: Evaluation) -> Table:
    table = Table(
        title="置信度：ECE 为与实际正确率的平均差距，AUROC 为对错读数分得开的程度；"
        "后三列为在这些材料上准确率达标时最多可免看的份额（%）",
        title_justify="left",
    )
    for name in ("读数", "来源", "总数", "错误", "ECE", "Brier", "AUROC"):
        table.add_column(name, justify="left" if name in ("读数", "来源") else "right")
    for target in ("99%", "99.5%", "99.9%"):
        table.add_column(f"{target} 免看", justify="right")
    for group in evaluation.scores.reliability:
        one = group.reliability
        table.add_row(
            NAMES[group.group],
            NAMES[group.origin],
            str(one.n),
            str(one.errors),
            *("—" if x is None else f"{x:.4f}" for x in (one.ece, one.brier, one.auroc)),
            *(_percent(coverage.share) for coverage in one.coverage),
        )
    return table


def _passing(evaluation: Evaluation) -> Table:
    table = Table(title="准确率档位：随程序校准的门槛在这些材料上的结果", title_justify="left")
    for name in (
        "档位",
        "来源",
        "读数",
        "免看",
        "免看份额%",
        "免看中正确%",
        "错误",
        "其中需人工核对",
    ):
        table.add_column(name, justify="left" if name == "来源" else "right")
    for one in evaluation.passing:
        wrong = one.passed - one.right + one.caught
        table.add_row(
            f"{one.accuracy}%",
            NAMES[one.origin],
            str(one.n),
            str(one.passed),
            _percent(one.passed / one.n),
            _percent(one.right / one.passed if one.passed else None),
            str(wrong),
            str(one.caught),
        )
    return table


def _speed(evaluation: Evaluation) -> Text:
    speed = evaluation.speed
    each = speed.seconds_per_page
    if each is None:
        return Text("没有读成一页。")
    parts = [f"{NAMES[origin]}材料 {seconds:.2f}" for origin, seconds in speed.by_origin.items()]
    return Text(f"共 {speed.pages} 页，每页 {each:.2f} 秒（{'，'.join(parts)}）")
