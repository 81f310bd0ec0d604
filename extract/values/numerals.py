"""Chinese numerals, plain and capital, to numbers."""

from __future__ import annotations

import re

DIGITS: dict[str, int] = {
    **{character: value for value, character in enumerate("零一二三四五六七八九")},
    **{character: value for value, character in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    **{"○": 0, "两": 2, "貳": 2, "叄": 3, "参": 3, "陸": 6},
}
TENS: dict[str, int] = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS: dict[str, int] = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
CHARACTERS = "".join([*DIGITS, *TENS, *MYRIADS])
_ZEROS = "零〇○"
_CLIPPED = re.compile(
    rf"[百佰千仟万萬亿億][^{_ZEROS}十拾百佰千仟万萬亿億]$"
)  # 三千二: 3200 or 3002
_LONGEST = 30  # characters; no printed number is longer


def parse(text: str) -> int | None:
    """Return the value of numerals: in places (三千二百) or digit by digit (二〇二三).

    None for anything else, also for places out of order (百千) and clipped ones (三千二).
    """
    if not text or len(text) > _LONGEST or _CLIPPED.search(text):
        return None
    if all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    total = 0
    for myriad, value in (("亿億", 10**8), ("万萬", 10**4)):
        place = max(text.rfind(character) for character in myriad)
        if place < 0:
            continue
        head = parse(text[:place]) if place else None
        if head is None:
            return None
        total += head * value
        text = text[place + 1 :]
    rest = _below_myriad(text)
    return None if rest is None else total + rest


def _below_myriad(text: str) -> int | None:
    total = digit = 0
    limit = 10**4
    for character in text:
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
            continue
        place = TENS.get(character)
        if place is None or place >= limit or (not digit and (total or place != TENS["十"])):
            return None
        total += (digit or 1) * place
        limit, digit = place, 0
    return total + digit
