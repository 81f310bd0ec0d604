"""How an applicant's documents look: habits drawn at random inside one of five families.

A family fixes what one office tends to have (fonts, rulings, words); within it a seed chooses.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

FAMILIES = "abcde"
RETYPED = frozenset("de")  # families whose forms are laid out anew, not as the notice prints them
FONTS = {
    "a": {
        "body": ("fandol-fang", "FangSong_GB2312"),
        "heading1": ("fandol-hei", "SimHei"),
        "heading2": ("fandol-kai", "KaiTi_GB2312"),
        "title": ("fandol-song-bold", "STZhongsong"),
        "form": ("fandol-fang", "FangSong_GB2312"),
        "label": ("fandol-song", "SimSun"),
        "audit": ("fandol-song", "SimSun"),
        "audit-bold": ("fandol-hei", "SimHei"),
        "digits": ("liberation-serif", "TimesNewRomanPSMT"),
    },
    "b": {
        "body": ("noto-serif", "SourceHanSerifSC-Regular"),
        "heading1": ("noto-sans-bold", "SourceHanSansSC-Bold"),
        "heading2": ("noto-sans-medium", "SourceHanSansSC-Medium"),
        "title": ("noto-sans-bold", "SourceHanSansSC-Bold"),
        "form": ("noto-sans", "MicrosoftYaHei"),
        "label": ("noto-sans-medium", "MicrosoftYaHei-Bold"),
        "audit": ("noto-serif", "SourceHanSerifSC-Regular"),
        "audit-bold": ("noto-serif-bold", "SourceHanSerifSC-Bold"),
        "digits": ("heros", "ArialMT"),
    },
    "c": {
        "body": ("arphic-song", "SimSun"),
        "heading1": ("zenhei", "SimHei"),
        "heading2": ("arphic-kai", "KaiTi"),
        "title": ("zenhei", "SimHei"),
        "form": ("arphic-song", "SimSun"),
        "label": ("arphic-kai", "KaiTi"),
        "audit": ("uming", "NSimSun"),
        "audit-bold": ("zenhei", "SimHei"),
        "digits": ("liberation-sans-narrow", "ArialNarrow"),
    },
    "d": {
        "body": ("noto-sans", "DengXian"),
        "heading1": ("microhei", "MicrosoftYaHei-Bold"),
        "heading2": ("noto-sans-medium", "DengXian-Bold"),
        "title": ("microhei", "MicrosoftYaHei-Bold"),
        "form": ("fandol-song", "SimSun"),
        "label": ("microhei", "MicrosoftYaHei"),
        "audit": ("microhei", "DengXian"),
        "audit-bold": ("noto-sans-bold", "DengXian-Bold"),
        "digits": ("liberation-sans", "Calibri"),
    },
    "e": {
        "body": ("ukai", "KaiTi"),
        "heading1": ("noto-serif-bold", "STSong"),
        "heading2": ("ukai", "KaiTi"),
        "title": ("wenkai-bold", "FZXiaoBiaoSong-B05S"),
        "form": ("wenkai", "STXingkai"),
        "label": ("uming", "NSimSun"),
        "audit": ("fandol-fang", "FangSong"),
        "audit-bold": ("fandol-song-bold", "SimSun-Bold"),
        "digits": ("liberation-mono", "CourierNewPSMT"),
    },
}

CHOICES: dict[str, dict[str, list]] = {
    "a": {
        "borders": ["grid", "grid", "thick"], "shade": [False], "wording": [0], "decimals": [2, 2, 0],
        "thousands": [True, False], "unit_in_cell": [False], "hundred_millions": [False],
        "arrangement": ["notice"], "latest_first": [False], "year_label": ["{}年"],
        "checks": ["☑□", "√□"], "drawn_checks": [False, False, True],
        "rules": ["full"], "columns": ["note"], "panel": [False], "newest_first": [True],
        "headers": [("期末余额", "上年年末余额", "本期金额", "上期金额")], "zero": ["", "-"],
        "negative": ["-"], "numbering": ["chinese"], "running": ["服务型制造示范遴选申报书"],
        "contents": [True, False], "spacing": [1.3], "body_size": [12.0], "heading_sizes": [(16, 14, 12)],
        "cover": ["lines"], "scan": ["flatbed", "copier"], "row_height": [21, 21, 30],
    },
    "b": {
        "borders": ["double", "thick"], "shade": [True], "wording": [1], "decimals": [2, 1],
        "thousands": [False, True], "unit_in_cell": [True, False], "hundred_millions": [False],
        "arrangement": ["patents-down", "notice"], "latest_first": [False], "year_label": ["{}年度", "{}"],
        "checks": ["■□", "√□", "☒☐"], "drawn_checks": [False],
        "rules": ["full", "horizontal"], "columns": ["number", "note"], "panel": [True, False],
        "newest_first": [True], "zero": ["-", "—"], "negative": ["()", "-"],
        "headers": [("期末数", "期初数", "本年数", "上年数"),
                    ("{y}年12月31日", "{p}年12月31日", "{y}年度", "{p}年度")],
        "numbering": ["decimal"], "running": ["{name}"], "contents": [True, False], "spacing": [1.55],
        "body_size": [11.0, 12.0], "heading_sizes": [(15, 13, 12)], "cover": ["table"],
        "scan": ["flatbed", "photo"], "row_height": [24, 32],
    },
    "c": {
        "borders": ["open", "grid"], "shade": [False, True], "wording": [2], "decimals": [2, 0],
        "thousands": [True], "unit_in_cell": [False], "hundred_millions": [True, False],
        "arrangement": ["single", "patents-down"], "latest_first": [True, False],
        "year_label": ["{}年", "{}年末/全年"],
        "checks": ["√□", "☑□"], "drawn_checks": [True, False],
        "rules": ["underline", "none"], "columns": ["plain", "note"], "panel": [False],
        "newest_first": [True, False], "zero": ["—", ""], "negative": ["-", "()"],
        "headers": [("{y}.12.31", "{p}.12.31", "{y}年度", "{p}年度"),
                    ("年末余额", "年初余额", "本年金额", "上年金额")],
        "numbering": ["chapter", "bold"], "running": [""], "contents": [False, True], "spacing": [1.75],
        "body_size": [10.5, 12.0], "heading_sizes": [(14, 12, 12)], "cover": ["boxes"],
        "scan": ["copier", "photo"], "row_height": [21, 28],
    },
    "d": {
        "borders": ["bars", "cells", "bars"], "shade": [True], "wording": [3], "decimals": [2, 0],
        "thousands": [True, False], "unit_in_cell": [False], "hundred_millions": [False],
        "arrangement": ["grouped"], "latest_first": [True, False],
        "year_label": ["{}年度", "{wide}年", "{}年12月31日"], "years_down": [True, False],
        "dark_heads": [True, False], "unit_place": ["title"], "runs_over": [True, False],
        "checks": [("【√】", "【 】"), ("●", "○"), ("√", "□"), ("☒", "☐")], "drawn_checks": [False],
        "rules": ["bars", "dotted", "upright"], "columns": ["number", "plain", "number"],
        "panel": [True, False], "newest_first": [False, True],
        "headers": [("期末余额", "年初余额", "本年累计数", "上年累计数"),
                    ("{y}年末", "{p}年末", "{y}年1-12月", "{p}年1-12月"),
                    ("{y}-12-31", "{p}-12-31", "{y}年度", "{p}年度")],
        "zero": ["0.00", "-", ""], "negative": ["red", "-", "（）"], "statement_unit": [1, 1, 1000, 10_000],
        "loose_commas": [False, True], "scope_first": [True], "over_pages": ["", "headed", "bare"],
        "grey_seals": [True, False],
        "numbering": ["arabic", "part"], "running": ["{name}申报书"], "contents": [True, False],
        "spacing": [1.25, 1.6], "body_size": [11.0, 14.0], "heading_sizes": [(16, 13, 11), (18, 15, 14)],
        "cover": ["table", "lines"], "scan": ["bilevel", "worn"], "row_height": [26, 34],
        "encoding": ["", "", "", "radicals"],
    },
    "e": {
        "borders": ["dotted", "rows", "hairline", "grid"], "shade": [False], "wording": [4],
        "decimals": [2, 1], "thousands": [True, True, False], "unit_in_cell": [False],
        "hundred_millions": [False], "arrangement": ["colon"], "latest_first": [False, True],
        "year_label": ["{chinese}年", "{}", "{}年度（末）"], "unit_place": ["column"],
        "runs_over": [True], "ink": [(0.05, 0.1, 0.45), (0, 0, 0)],
        "checks": [("（√）", "（ ）"), ("√", ""), ("☑", "☐"), ("■", "□")],
        "drawn_checks": [True, False], "mark_kind": ["circle", "beside", "cross", "filled"],
        "rules": ["none", "ends", "dotted"], "columns": ["note", "number"], "panel": [False, True],
        "newest_first": [True, False], "leaders": [True, False],
        "headers": [("年末数", "年初数", "本年实际数", "上年实际数"),
                    ("{y}年12月31日余额", "{p}年12月31日余额", "{y}年发生额", "{p}年发生额"),
                    ("期末数", "上年期末数", "本年累计金额", "上年同期累计金额")],
        "zero": ["—", "--", "0.00"], "negative": ["△", "－", "()"], "statement_unit": [1, 1, 10_000],
        "over_pages": ["", "headed"], "grey_seals": [False, True],
        "numbering": ["mixed", "bold", "circled"], "running": ["", "2023年上海市服务型制造示范申报材料"],
        "contents": [False, True], "spacing": [1.4, 1.9], "body_size": [12.0, 14.0],
        "heading_sizes": [(15, 14, 12), (16, 12, 12)], "cover": ["lines", "boxes"],
        "scan": ["worn", "desk", "bilevel"], "row_height": [22, 30],
        "encoding": ["", "", "", "no-map"],
    },
}  # fmt: skip


@dataclass(frozen=True)
class Style:
    """One applicant's habits; `checks` is the ticked and the empty sign.

    The habits with a default are those of the retyped families: `years_down` has a row for each
    year, `unit_place` says whether the unit stands by the label, over the table or in a column,
    `runs_over` lets the form begin low on its page, `statement_unit` is the statements' unit in 元,
    `over_pages` carries a statement over the page with or without its header, `encoding` is what
    is wrong with the text layer.
    """

    family: str
    borders: str
    shade: bool
    wording: int
    decimals: int
    thousands: bool
    unit_in_cell: bool
    hundred_millions: bool
    arrangement: str
    latest_first: bool
    year_label: str
    checks: str | tuple[str, str]
    drawn_checks: bool
    rules: str
    columns: str
    panel: bool
    newest_first: bool
    headers: tuple[str, str, str, str]
    zero: str
    negative: str
    numbering: str
    running: str
    contents: bool
    spacing: float
    body_size: float
    heading_sizes: tuple[float, float, float]
    cover: str
    scan: str
    row_height: float
    years_down: bool = False
    dark_heads: bool = False
    unit_place: str = "label"
    runs_over: bool = False
    ink: tuple[float, float, float] = (0, 0, 0)
    mark_kind: str = "tick"
    pen: str = ""  # what chooses a box by hand, drawn or typed, instead of `mark_kind`
    box_kind: str = "frame"
    box_after: bool = False
    symbols: str = ""  # the symbol font that `checks` are letters of
    leaders: bool = False
    statement_unit: int = 1
    loose_commas: bool = False
    scope_first: bool = False
    over_pages: str = ""
    grey_seals: bool = False
    encoding: str = ""

    def font(self, role: str) -> tuple[str, str]:
        return FONTS[self.family][role]

    def number(self, value: Fraction, decimals: int, thousands: bool | None = None) -> str:
        """`value` as this applicant prints it, rounded half up."""
        separator = "," if (self.thousands if thousands is None else thousands) else ""
        return f"{rounded(value, decimals):{separator}f}"

    def year(self, year: str) -> str:
        """`year` as the heads of the form's year columns say it."""
        chinese = "".join("〇一二三四五六七八九"[int(c)] for c in year)
        wide = "".join(chr(ord(c) + 0xFEE0) for c in year)
        return self.year_label.format(year, wide=wide, chinese=chinese)

    def heading_roles(self) -> tuple[str, str, str]:
        """Which font each level of heading is set in."""
        if self.numbering == "bold":
            return "heading1", "heading1", "heading2"
        return "heading1", "heading2", "heading2" if self.family == "a" else "body"

    def deviations(self) -> list[str]:
        """Items of 填报说明 五、六 that digital body pages in this style depart from."""
        sizes, fonts = self.heading_sizes, FONTS[self.family]
        departs = {
            "body_font": not fonts["body"][1].startswith("FangSong"),
            "body_size": self.body_size != 12,
            "line_spacing": self.spacing > 1.4,
            "heading1_font": not fonts["heading1"][1].startswith("SimHei"),
            "heading1_size": sizes[0] != 16,
            "heading2_font": not fonts[self.heading_roles()[1]][1].startswith("KaiTi"),
            "heading2_size": sizes[1] != 14,
        }
        return [item for item, wrong in departs.items() if wrong]


def rounded(value: Fraction, decimals: int, down: bool = False) -> Decimal:
    """`value` to `decimals` places, half up or cut off."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN if down else ROUND_HALF_UP)


def make_style(family: str, rng: random.Random, **fixed: object) -> Style:
    """Habits of one applicant; `fixed` overrules the draw."""
    drawn = {name: rng.choice(options) for name, options in CHOICES[family].items()}
    return Style(family=family, **{**drawn, **fixed})
