"""统一社会信用代码, GB 32100-2015: 18 characters; the last and, inside it, the 17th are checks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
_REGION = slice(2, 8)
_BODY, _BODY_CHECK = slice(8, 16), 16
_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_NOISE = re.compile(r"[\s\-_·.:]+")
_LOOK_ALIKES = ("0ODQ", "1ILJT7", "8B3", "5S", "2Z", "UV", "6G", "CG", "9P", "MN", "XY", "EF", "PR")


def clean(text: str) -> str | None:
    """Return a code as printed: no spaces, half width, capitals; None when nothing is there."""
    code = _NOISE.sub("", unicodedata.normalize("NFKC", text)).upper()
    return code or None


def is_valid(code: str) -> bool:
    """Tell whether length, alphabet, region digits and both check characters are right."""
    return not faults(code)


def faults(code: str) -> tuple[str, ...]:
    """Return in Chinese what is wrong with a code, nothing for a good one."""
    if len(code) != LENGTH:
        return (f"应为{LENGTH}位，实为{len(code)}位",)
    strange = sorted({character for character in code if character not in SYMBOLS})
    if strange:
        return (f"含有代码中不会出现的字符{'、'.join(strange)}",)
    found = []
    if not code[_REGION].isdigit():
        found.append("第3至8位行政区划码应为数字")
    if body_check(code[_BODY]) != code[_BODY_CHECK]:
        found.append("第17位（主体标识码校验位）不符")
    if check_character(code[:-1]) != code[-1]:
        found.append("第18位校验码不符")
    return tuple(found)


def check_character(body: str) -> str:
    """Return the 18th character to 17 of the alphabet (GB 32100-2015)."""
    total = sum(SYMBOLS.index(c) * w for c, w in zip(body, _WEIGHTS, strict=True))
    return SYMBOLS[(31 - total % 31) % 31]


def body_check(body: str) -> str:
    """Return the check character to 8 of an organisation code (GB 11714)."""
    total = sum(int(c, 36) * w for c, w in zip(body, _BODY_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def repairs(code: str) -> tuple[str, ...]:
    """Return the valid codes that one look-alike character taken for another would explain.

    Proposals for a second look at the pixels, never a correction by themselves.
    """
    if len(code) != LENGTH:
        return ()
    return tuple(dict.fromkeys(mended for mended in _one_off(code) if is_valid(mended)))


def _one_off(code: str) -> Iterator[str]:
    for place, character in enumerate(code):
        for group in _LOOK_ALIKES:
            if character in group:
                for other in group.replace(character, ""):
                    yield code[:place] + other + code[place + 1 :]
