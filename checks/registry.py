"""The list of rules. A rule is one small generator over a case, marked with its code.

It yields a verdict on each comparison it makes, never raises for bad data, reads no files and
prints nothing. Its docstring opens with its code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.records import Kind

from .case import Case
from .codes import CODES, Code
from .verdicts import Verdict

Check = Callable[[Case], Iterator[Verdict]]
COMPANIES: tuple[Kind, ...] = ("enterprise", "platform")


@dataclass(frozen=True)
class Rule:
    """A registered check; `guarded` ones rest on single readings being right.

    `kinds` are the kinds of applicant it is for; None: also those whose kind is not known.
    """

    code: Code
    check: Check
    kinds: tuple[Kind, ...] | None
    guarded: bool
    version: str


RULES: list[Rule] = []


def rule(
    code: str, kinds: tuple[Kind, ...] | None = None, *, guarded: bool = True, version: str = "1"
) -> Callable[[Check], Check]:
    """Register a check under a code of the contract; KeyError for a code that is none.

    Raise `version` with every change of what the check finds. An unguarded check does not hang
    on a character that may be misread: it is about what is missing, or about a coincidence.
    """

    def register(check: Check) -> Check:
        RULES.append(Rule(CODES[code], check, kinds, guarded, version))
        return check

    return register
