"""What is measured: which comparisons count, and what counts as right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .comparison import Comparison, Group
from .equality import is_number

IOU = 0.5  # overlap from which a box points at the right place
SILENT = 0.9  # confidence below which a reading is shown to a person wherever the dial stands

Test = Callable[[Comparison], bool]


def _is_right(comparison: Comparison) -> bool:
    return comparison.right


@dataclass(frozen=True)
class Measure:
    """A share of right ones among those that count."""

    id: str
    label: str
    counts: Test
    right: Test = _is_right


def _is_given(comparison: Comparison) -> bool:
    return comparison.group in ("fields", "lines") and comparison.got is not None


def _is_filled(group: Group, *types: str) -> Test:
    def counts(comparison: Comparison) -> bool:
        if comparison.group != group or comparison.type in ("empty", "extra"):
            return False
        return not types or comparison.type in types

    return counts


def _is_empty(comparison: Comparison) -> bool:
    return comparison.group in ("fields", "lines") and comparison.type == "empty"


def _is_key_figure(comparison: Comparison) -> bool:
    return _is_filled("fields", "number")(comparison) and "@" in comparison.what


def _is_figure(comparison: Comparison) -> bool:
    return _is_key_figure(comparison) or _is_filled("lines")(comparison)


def _is_number(comparison: Comparison) -> bool:
    return _is_given(comparison) and comparison.type == "number" and is_number(comparison.got)


def _is_in_scale(comparison: Comparison) -> bool:
    return not comparison.power_of_ten


def _is_no_silent_slip(comparison: Comparison) -> bool:
    return not (comparison.power_of_ten and (comparison.confidence or 0.0) >= SILENT)


def _of(group: Group) -> Test:
    return lambda comparison: comparison.group == group


MEASURES: tuple[Measure, ...] = (
    Measure("kind", "申报类型判定", _of("kind")),
    Measure("fields", "表格字段（有值）", _is_filled("fields")),
    Measure("fields.number", "　数字", _is_filled("fields", "number")),
    Measure("fields.text", "　文字", _is_filled("fields", "text", "code", "rows")),
    Measure(
        "fields.text.strict",
        "　　其中：逐字相同",
        _is_filled("fields", "text", "code", "rows"),
        lambda comparison: comparison.strict,
    ),
    Measure("fields.code", "　　其中：代码", _is_filled("fields", "code")),
    Measure("fields.choice", "　勾选组", _is_filled("fields", "choice", "choices")),
    Measure("key_figures", "　分年度数字", _is_key_figure),
    Measure("empty", "空单元格未编造", _is_empty),
    Measure(
        "extra",
        "所读数值有其位置",
        _is_given,
        lambda comparison: comparison.type != "extra",
    ),
    Measure("lines", "报表项目", _is_filled("lines")),
    Measure("figures", "分年度数字与报表项目", _is_figure),
    Measure("power_of_ten", "数量级无误", _is_number, _is_in_scale),
    Measure("silent_power_of_ten", "　无高置信的数量级错误", _is_number, _is_no_silent_slip),
    Measure("audit", "审计报告要素", _is_filled("audit")),
    Measure("license", "营业执照要素", _is_filled("license")),
    Measure("page_types", "页面类型", _of("page_types")),
    Measure("rotation", "页面方向", _of("rotation")),
    Measure("page_digital", "数字页与扫描页", _of("page_digital")),
    Measure("reference", "标题对应参考提纲", _of("reference")),
    Measure(
        "boxes",
        "位置框重合（IoU≥0.5）",
        lambda comparison: comparison.iou is not None,
        lambda comparison: comparison.iou is not None and comparison.iou >= IOU,
    ),
)

DETECTIONS: tuple[tuple[Group, str], ...] = (
    ("outline", "正文标题"),
    ("attachments", "附件类型"),
)
