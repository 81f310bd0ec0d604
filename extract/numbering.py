"""How a heading is numbered: 第一章, 一、, （一）, 1., 1.1, （1）, ① and their like."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHINESE = "一二三四五六七八九十百零〇"
_CAPITAL = "壹贰叁肆伍陆柒捌玖拾"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("chapter", re.compile(rf"第[{_CHINESE}\d]{{1,4}}[章部篇](?:分)?[、:：\s]*")),
    ("section", re.compile(rf"第[{_CHINESE}\d]{{1,4}}节[、:：\s]*")),
    ("article", re.compile(rf"第[{_CHINESE}\d]{{1,4}}条[、:：\s]*")),
    ("capital", re.compile(rf"[{_CAPITAL}]{{1,3}}[、.．，,:：]")),
    ("chinese", re.compile(rf"[{_CHINESE}]{{1,3}}[、.．，,:：]")),
    (
        "chinese-bracket",
        re.compile(rf"[(（\[【〔][{_CHINESE}]{{1,3}}[)）\]】〕][、.．]?|[㈠-㈩][、.．]?"),
    ),
    ("roman", re.compile(r"(?:[Ⅰ-Ⅻ]{1,2}|(?=[IVX]{1,4}[、.．])(?:X?(?:IX|IV|V?I{0,3})))[、.．]")),
    ("letter", re.compile(r"[A-HＡ-Ｈ][、.．)）](?![A-Za-z])")),
    ("decimal-4", re.compile(r"\d{1,2}(?:[.．]\d{1,2}){3}[.．、]?")),
    ("decimal-3", re.compile(r"\d{1,2}(?:[.．]\d{1,2}){2}[.．、]?(?!\d)")),
    (
        "decimal-2",
        re.compile(r"\d{1,2}[.．]\d{1,2}[.．、]?(?![\d%％万亿元分倍吨亩])"),
    ),
    ("arabic", re.compile(r"\d{1,2}[.．、,，](?!\d)|[⒈-⒛]")),
    ("arabic-bracket", re.compile(r"[(（〔]\d{1,2}[)）〕][、.．]?|[⑴-⒇][、.．]?")),
    ("arabic-half-bracket", re.compile(r"\d{1,2}[)）][、.．]?")),
    ("circled", re.compile(r"[①-⑳❶-❿㉑-㉟][、.．]?")),
    ("bare", re.compile(r"\d{1,2}(?=[\u3400-\u9fff])")),
)


@dataclass(frozen=True)
class Numbering:
    """A kind of numbering and the length of the number in the text."""

    kind: str
    length: int


def numbering_of(text: str) -> Numbering | None:
    """Return the numbering a line begins with, None where it begins with none."""
    for kind, pattern in _PATTERNS:
        match = pattern.match(text)
        if match:
            return Numbering(kind, match.end())
    return None


def decimal_depth(kind: str) -> int | None:
    """Return the level that a decimal number states itself: 1.2.3 is of level 3."""
    if kind == "bare":
        return 1
    return int(kind[-1]) if kind.startswith("decimal-") else None
