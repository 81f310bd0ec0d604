"""统一社会信用代码, GB 32100-2015: 18 characters, the last and the ninth last ones checks."""

from __future__ import annotations

import re
import unicodedata

SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_NOISE = re.compile(r"[\s\-_·.]+")


def clean(text: str) -> str | None:
    """Return a code as printed: no spaces, half width, capitals; None when nothing is there."""
    code = _NOISE.sub("", unicodedata.normalize("NFKC", text)).upper()
    return code or None


def is_valid(code: str) -> bool:
    """Tell whether length, alphabet and both check characters are right."""
    if len(code) != LENGTH or any(c not in SYMBOLS for c in code):
        return False
    return check_character(code[:17]) == code[17] and inner_check(code[8:16]) == code[16]


def check_character(body: str) -> str:
    """Return the 18th character to 17 of the alphabet (GB 32100-2015)."""
    total = sum(SYMBOLS.index(c) * w for c, w in zip(body, _WEIGHTS, strict=True))
    return SYMBOLS[(31 - total % 31) % 31]


def inner_check(body: str) -> str:
    """Return the check character to 8 of an organisation code (GB 11714)."""
    total = sum(int(c, 36) * w for c, w in zip(body, _INNER_WEIGHTS, strict=True))
    rest = 11 - total % 11
    return "X" if rest == 10 else "0" if rest == 11 else str(rest)  # noqa: PLR2004
