"""Words from data, made comparable with words on a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import AfterValidator

_IGNORED = re.compile(r"[\s:：_]+")


def folded(text: str) -> str:
    """Return `text` as two printings of one wording agree in it.

    Full-width forms and brackets become ASCII (NFKC); spaces, colons and the underscores of a
    blank go, as applicants set them at will (职 务, 申报单位：____).
    """
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).casefold()


def squeezed(text: str) -> str:
    """Return `text` in NFKC form without spaces, and nothing else changed."""
    joined = "".join(unicodedata.normalize("NFKC", text).split())
    return unicodedata.normalize("NFKC", joined)  # an accent may have lost the space before it


Folded = Annotated[str, AfterValidator(squeezed)]  # compared with squeezed text of a page
FoldedWords = tuple[Folded, ...]


def clashes(wordings: Iterable[tuple[str, Iterable[str]]]) -> Iterator[tuple[str, str, str]]:
    """Yield (earlier owner, later owner, wording) for each wording that two owners claim.

    Takes pairs of an owner and its wordings; an owner may repeat its own.
    """
    owners: dict[str, str] = {}
    for owner, texts in wordings:
        for text in texts:
            first = owners.setdefault(folded(text), owner)
            if first != owner:
                yield first, owner, text
