"""What was seen inside the files: overlays, altered layers, edits, odd fonts, pasted regions.

The observations are made where files are read; here it is decided which are worth a person's
time. A signal says where to look; it proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.records import Evidence, Observation

from ..case import Case
from ..registry import rule
from ..verdicts import Verdict, disagrees, unchecked


def _seen(case: Case, kind: str, by_page: bool, sentence: str) -> Iterator[Verdict]:
    """Yield one doubt a page (or one for the submission), the strongest observation first.

    Weaker signs are left open for a person. That nothing was seen is not told: it proves nothing.
    """
    found = [seen for seen in case.record.observations if seen.kind == kind]
    for seen in sorted(found, key=lambda seen: -seen.score):
        key = f"{seen.file}#{seen.page}" if by_page else ""
        if seen.score >= case.settings.minimum_score:
            sure = min(1.0, seen.score)
            yield disagrees(key, _message(seen, sentence), _evidence(seen), certainty=sure)
        elif seen.score >= case.settings.weak_score:
            yield unchecked(
                key, f"迹象较弱，未列为疑点：{_message(seen, sentence)}", _evidence(seen)
            )
    if case.record.errors:
        yield unchecked("", "有文件或页面未能读出，其中的改动痕迹无法查看")


def _message(seen: Observation, sentence: str) -> str:
    where = f"{seen.file}第{seen.page}页" if seen.page else seen.file
    detail = f"：{seen.detail.rstrip('。')}" if seen.detail else ""
    return f"{where}{sentence}{detail}，请对照原件核实。"


def _evidence(seen: Observation) -> Evidence:
    return Evidence(file=seen.file, page=seen.page or 1, bbox=seen.bbox, text=seen.text)


@rule("hidden-text", guarded=False)
def rule_hidden_text(case: Case) -> Iterator[Verdict]:
    """hidden-text: text or figures under a patch or picture that was drawn later."""
    return _seen(case, "hidden-text", True, "有文字被后加的图形遮盖")


@rule("layer-mismatch", guarded=False)
def rule_layer_mismatch(case: Case) -> Iterator[Verdict]:
    """layer-mismatch: the invisible text layer of a scan says something else than its image."""
    return _seen(case, "layer-mismatch", True, "的文字层与图像内容不一致")


@rule("late-edit", guarded=False)
def rule_late_edit(case: Case) -> Iterator[Verdict]:
    """late-edit: a file was changed after it was made, on pages that bear figures."""
    return _seen(case, "late-edit", False, "在生成之后又被修改")


@rule("font-anomaly", guarded=False)
def rule_font_anomaly(case: Case) -> Iterator[Verdict]:
    """font-anomaly: single figures in another font, size or baseline than their table."""
    return _seen(case, "font-anomaly", True, "有个别数字的字体、字号或基线与同表不同")


@rule("pasted-region", guarded=False)
def rule_pasted_region(case: Case) -> Iterator[Verdict]:
    """pasted-region: a region of a scanned page that was pasted or altered."""
    return _seen(case, "pasted-region", True, "图像局部有拼贴痕迹")
