"""E-mail addresses: those in a cell, and which of them cannot exist (syntax only)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .widths import half_width

_BREAK = re.compile(r"[/、;,|\s]+|或")
_LABEL = re.compile(r"^(?:电子)?(?:邮箱|邮件|e-?mail)[::]", re.IGNORECASE)
_ATOM = r"[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+"
_LABEL_OF_DOMAIN = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_FORM = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL_OF_DOMAIN}\.)+[A-Za-z]{{2,24}}")
_LONGEST = 254


@dataclass(frozen=True)
class Email:
    """One address of a cell, as printed."""

    text: str
    possible: bool

    @property
    def key(self) -> str:
        """Return what two cells with the same mailbox have in common."""
        return self.text.lower()


def parse(text: str) -> tuple[Email, ...]:
    """Return the addresses of a cell in order, impossible ones included. Never raises."""
    return tuple(_email(part) for part in _parts(half_width(text)) if re.search(r"\w", part))


def _parts(text: str) -> list[str]:
    """Cut a cell at its separators; a line break inside the one address is none."""
    if text.count("@") <= 1:
        return [re.sub(r"\s+", "", text)]
    return _BREAK.split(text)


def _email(part: str) -> Email:
    address = _LABEL.sub("", part).strip(";,。.")
    return Email(address, len(address) <= _LONGEST and _FORM.fullmatch(address) is not None)
