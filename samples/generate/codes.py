"""Codes and contacts that pass their own checks: 统一社会信用代码 (GB 32100-2015), phones, e-mail."""

from __future__ import annotations

import random

SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_INNER = (3, 7, 9, 10, 5, 8, 4, 2)


def inner_check(body: str) -> str:
    """The ninth character of an organisation code (GB 11714)."""
    total = sum(int(c, 36) * w for c, w in zip(body, _INNER, strict=True))
    rest = 11 - total % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def check_character(code: str) -> str:
    """The last character for the first seventeen of a credit code."""
    total = sum(SYMBOLS.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    return SYMBOLS[(31 - total % 31) % 31]


def credit_code(rng: random.Random, region: str, first: str = "91") -> str:
    """A valid code of an enterprise registered in `region`."""
    if rng.random() < 0.5:
        body = "MA1" + "".join(rng.choice(SYMBOLS) for _ in range(5))
    else:
        body = "".join(rng.choice("0123456789") for _ in range(8))
    code = first + region + body + inner_check(body)
    return code + check_character(code)


def spoil(code: str, rng: random.Random) -> str:
    """The same code with another digit, so that its check character is wrong."""
    place = rng.choice([i for i in range(8, 16) if code[i].isdigit()])
    other = rng.choice([d for d in "123456789" if d != code[place]])
    return code[:place] + other + code[place + 1 :]


def mobile(rng: random.Random) -> str:
    return rng.choice(["135", "136", "138", "139", "150", "158", "177", "186", "189"]) + "".join(
        rng.choice("0123456789") for _ in range(8)
    )


def landline(rng: random.Random) -> str:
    number = rng.choice("356") + "".join(rng.choice("0123456789") for _ in range(7))
    return f"021-{number}"
