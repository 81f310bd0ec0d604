"""The turns of phrase that tie a figure to a subject and a year, as patterns.

All are for text in half width without spaces, and for one clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .reference import ProseWords

SENTENCE_END = re.compile(r"[。!?]+")
PART_END = re.compile(r";+")
# A comma, but not one inside 1,234; a list's mark behind a figure that no bare figure follows.
CLAUSE_END = re.compile(r",(?![0-9]{3}(?![0-9]))|(?<=[元%亿万])、(?=20[0-9]{2}年|[^0-9])")
_SCALE = "万亿|千万|百万|亿|万"
_SPELT = "零一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟"
FIGURE = (
    rf"(?:亏损|负|-)?[0-9][0-9,.]*[余多]?(?:(?:{_SCALE})?[余多]?元|[亿万](?![0-9])|%)"
    rf"|[{_SPELT}][{_SPELT}万亿]*元"
)
LISTED_NUMBER = re.compile(rf"[0-9][0-9.]*(?:{_SCALE})?元?%?")
PRINTED_UNIT = re.compile(r"[亿万元%]+$")
_LIST = re.compile(rf"(?:[0-9][0-9,.]*(?:{_SCALE})?元?%?[、,和及]*)+")
_YEAR_RANGE = re.compile(r"(20[0-9]{2})年?[-—–~至到]+(20[0-9]{2})年")
_YEAR_LIST = re.compile(r"20[0-9]{2}年?(?:[、和及与,]+20[0-9]{2}年?)+")
_THOUSANDS_COMMA = re.compile(r",(?=[0-9]{3}(?![0-9]))")
ANY_YEAR = re.compile(r"20[0-9]{2}年")
_SPELT_YEAR = re.compile(r"二[〇○零0][〇○零一二三四五六七八九]{2}(?=年)")
_IN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def with_years_in_digits(text: str) -> str:
    """Return a text in which 二〇二二年 is 2022年."""
    return _SPELT_YEAR.sub(lambda found: found[0].translate(_IN_DIGITS), text)


def alternatives(words: Iterable[str]) -> str:
    """Return a group that matches any of the words, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, ordered))})" if ordered else "(?!)"


@dataclass(frozen=True)
class Phrases:
    """Patterns for one set of subjects; each is matched at the beginning of a clause."""

    clauses: tuple[re.Pattern[str], ...]  # with groups out of `year`, `subject`; always `figure`
    year_alone: re.Pattern[str]
    headed: re.Pattern[str]  # a clause up to its subject
    moved: re.Pattern[str]  # "由a增长至b", with groups out of `first`, `old`, `last`; always `new`
    share: re.Pattern[str]  # of the subject before, with a group `figure`
    subject: re.Pattern[str]
    verbs: re.Pattern[str]


def phrases(words: ProseWords, subjects: Iterable[str]) -> Phrases:
    fill = f"{alternatives(words.fillers)}*"
    year = "(?P<year>20[0-9]{2})年(?:12月(?:31日|底|末))?"
    subject = f"(?P<subject>{alternatives(subjects)})"
    verbs = f"{alternatives(words.verbs)}*"
    figure = f"{verbs}(?P<figure>{alternatives(words.vague)}?(?:{FIGURE}))"
    orders = (
        f"{fill}{year}{fill}{subject}{figure}",
        f"{fill}{subject}{fill}{year}{fill}{figure}",
        rf"{fill}{subject}{figure}\({fill}{year}{fill}\)",
        f"{fill}{subject}{figure}",
        f"{fill}{year}{figure}",
    )
    moves = alternatives((*words.rises, *words.falls, "增", "升", "降"))
    return Phrases(
        clauses=tuple(re.compile(order) for order in orders),
        year_alone=re.compile(f"{fill}{year}{fill}$"),
        headed=re.compile(f"{fill}(?:{year}{fill})?{subject}"),
        moved=re.compile(
            rf"{alternatives(words.since)}(?:(?P<first>20[0-9]{{2}})年[末底度]?的?)?"
            rf"(?P<old>{FIGURE})[^0-9]{{0,4}}{moves}(?:至|到|为)"
            rf"(?:(?P<last>20[0-9]{{2}})年[末底度]?的?)?(?P<new>{FIGURE})$"
        ),
        share=re.compile(f"{alternatives(words.share_words)}{figure}"),
        subject=re.compile(alternatives(subjects)),
        verbs=re.compile(verbs),
    )


def listed_numbers(text: str) -> list[str]:
    """Return the numbers of "a、b和c万元" at the beginning of a text, each with its unit."""
    match = _LIST.match(text)
    if match is None:
        return []
    numbers = LISTED_NUMBER.findall(_THOUSANDS_COMMA.sub("", match[0]))
    last = PRINTED_UNIT.search(numbers[-1])
    unit = last[0] if last else ""
    return [number if PRINTED_UNIT.search(number) else number + unit for number in numbers]


def listed_years(text: str) -> list[str]:
    """Return the years of "2020至2022年" or "2020年、2021年和2022年"."""
    span = _YEAR_RANGE.search(text)
    if span is not None:
        return [str(year) for year in range(int(span[1]), int(span[2]) + 1)]
    found = _YEAR_LIST.search(text)
    return re.findall(r"20[0-9]{2}", found[0]) if found is not None else []
