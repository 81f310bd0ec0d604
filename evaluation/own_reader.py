"""The program's own way to a complete record, timed as `peer_reader` times others.

One process, one thread; the file is opened and rendered within the time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from extract.errors import DocumentError
from extract.notice import Notice
from extract.ocr.paddle import PaddleEngine
from extract.ocr.runtimes import load_networks
from extract.ocr.weights import find_weights
from extract.pipeline import read_submission
from extract.programme import load
from extract.reading import Reader
from extract.records import PageRecord
from extract.settings import Settings
from extract.vocabulary import load_vocabulary

from .peer_reader import Read, serve

PROGRAMS = Path(__file__).parents[1] / "programs"


def own_reader(programme: str = "shanghai-service-manufacturing-2023") -> Read:
    loaded = load(PROGRAMS / programme)
    notice = Notice(loaded, load_vocabulary(PROGRAMS / "common").with_programme(loaded))
    engine = PaddleEngine(load_networks(find_weights()))
    reader = Reader(engine, Settings(), notice.vocabulary.marks)

    def read(path: str) -> Callable[[], str]:
        def record() -> str:
            found = read_submission(Path(path), "timed", notice, reader)
            if not found.pages:  # nothing read in no time at all is no result
                raise DocumentError("；".join(error.message for error in found.errors))
            return "\n".join(stretch for page in found.pages for stretch in stretches(page))

        return record

    return read


def stretches(page: PageRecord) -> Iterator[str]:
    """Yield what stands together on a page: figures of neighbouring cells apart."""
    text, start = page.text.replace("\n", ""), 0
    for run in page.runs:
        yield text[start : start + run.characters]
        start += run.characters


def main() -> None:
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def answer(line: str) -> None:
        out.write(f"{line}\n")
        out.flush()

    serve(own_reader(), answer)


if __name__ == "__main__":
    main()
