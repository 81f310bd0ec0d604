"""How the digital body is set, against 填报说明."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from extract.programme import Typography
from extract.records import Style

from ..case import Case
from ..registry import rule
from ..verdicts import Verdict, agrees, disagrees, unchecked

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_NOISE = re.compile(r"[\s\-_,.]+")
PAPER_TOLERANCE = 6.0  # points; printers' and converters' A4 differ by about two millimetres
_ROLES = {"body": "正文", "heading1": "一级标题", "heading2": "二级标题"}


@rule("format-deviation", guarded=False)
def rule_format_deviation(case: Case) -> Iterator[Verdict]:
    """format-deviation: digital body pages depart from 填报说明 五、六 in font, size or spacing.

    One finding for each item that departs on most of its characters; scans are not judged.
    """
    yield from _paper(case)
    if not case.record.styles:
        yield unchecked("body_font", "没有可核对版式的电子页面")
        return
    rules = case.programme.typography
    for role in ("body", "heading1", "heading2"):
        styles = [style for style in case.record.styles if style.role == role and style.characters]
        if styles:
            yield from _role(case, role, styles, rules)


def _role(case: Case, role: str, styles: list[Style], rules: Typography) -> Iterator[Verdict]:
    fonts: tuple[str, ...] = getattr(rules, f"{role}_fonts")
    size: float = getattr(rules, f"{role}_size")
    yield _item(case, f"{role}_font", "字体", styles, lambda s: is_font(s.font, fonts), fonts[0])
    yield _item(
        case,
        f"{role}_size",
        "字号",
        styles,
        lambda s: abs(s.size - size) <= rules.size_tolerance,
        f"{size:g}磅",
    )
    spaced = [style for style in styles if style.line_spacing is not None]
    if role == "body" and spaced:
        low, high = rules.line_spacing
        yield _item(
            case,
            "line_spacing",
            "行距",
            spaced,
            lambda s: s.line_spacing is not None and low <= s.line_spacing <= high,
            "单倍行距",
        )


def _item(
    case: Case,
    key: str,
    name: str,
    styles: list[Style],
    fits: Callable[[Style], bool],
    wanted: str,
) -> Verdict:
    departing = [style for style in styles if not fits(style)]
    share = sum(s.characters for s in departing) / sum(s.characters for s in styles)
    role = _ROLES[styles[0].role]
    if share < case.settings.departing_share:
        return agrees(key, f"{role}{name}符合要求")
    worst = max(departing, key=lambda style: style.characters)
    message = f"{role}{name}为{_printed(key, worst)}，填报说明要求{wanted}，可提醒申报单位调整。"
    return disagrees(key, message, worst.evidence)


def _printed(key: str, style: Style) -> str:
    if key == "line_spacing":
        return f"字号的{style.line_spacing:.2f}倍"
    return f"{style.size:g}磅" if key.endswith("size") else _SUBSET.sub("", style.font)


def is_font(printed: str, names: tuple[str, ...]) -> bool:
    """Tell whether a font's name in a file is one of a family's, whatever prefix and style."""
    plain = _NOISE.sub("", _SUBSET.sub("", printed)).lower()
    return any(_NOISE.sub("", name).lower() in plain for name in names)


def _paper(case: Case) -> Iterator[Verdict]:
    pages = [p for p in case.record.pages if p.type == "body" and p.digital and p.width]
    if not pages:
        return
    wanted = sorted(case.programme.typography.paper)
    other = [
        page
        for page in pages
        if any(
            abs(side - want) > PAPER_TOLERANCE
            for side, want in zip(sorted((page.width, page.height)), wanted, strict=True)
        )
    ]
    if len(other) < case.settings.departing_share * len(pages):
        yield agrees("paper", "正文纸张为A4")
        return
    message = (
        f"正文页面为{other[0].width:.0f}×{other[0].height:.0f}磅，不是A4"
        f"（{wanted[0]:.0f}×{wanted[1]:.0f}磅），可提醒申报单位调整。"
    )
    yield disagrees("paper", message, case.place("body"))
