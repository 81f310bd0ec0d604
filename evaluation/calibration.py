"""`python -m evaluation.calibration`: learn from labelled sets how sure readings are.

Writes `models/confidence.json`. What is printed was measured on families that the weights tried
on them had not seen.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from extract.calibration import FILE, Calibration, Dial
from extract.documents import find_documents, opened
from extract.notice import Notice
from extract.ocr.paddle import PaddleEngine
from extract.ocr.runtimes import load_networks
from extract.ocr.weights import find_weights
from extract.pages import Page
from extract.pipeline import Intake, draft_record
from extract.programme import load
from extract.reading import Reader, read_page
from extract.readings import readings_of
from extract.records import Reading, Record
from extract.settings import Settings
from extract.signs import Signs, Witnesses
from extract.vocabulary import load_vocabulary

from .audit import compare_audit, compare_lines
from .comparison import Comparison
from .fields import compare_fields, compare_license
from .labelled import Labelled, load_set
from .measures import SILENT
from .regression import Fit, Floats, chance, fit
from .reliability import Judged, Reliability, coverage, measure

PROGRAMS = Path(__file__).parents[1] / "programs"
COMMON = "common"
PENALTY = 1.0
ACCURACIES = ("99", "99.5", "99.9")
# What a sign can only do. The others may turn out either way.
AGAINST = (
    "raw",
    "letters",
    "unparsed",
    "noted",
    "stray",
    "sealed",
    "crossed",
    "ambiguous",
    "unpaired",
)
FOR = ("printed", "echoed", "summed", "checked")
DIRECTIONS = np.array([(name in FOR) - (name in AGAINST) for name in Signs._fields], np.float64)


@dataclass(frozen=True)
class Example:
    """One reading of a labelled set: its signs, and whether its value was right."""

    family: str
    printed: bool  # read from the page's own text
    signs: Signs
    right: bool


def main() -> int:
    arguments = _arguments()
    families = {family: [Path(one) for one in sets] for family, *sets in arguments.family}
    notice = _notice(PROGRAMS / arguments.programme)
    reader = Reader(
        PaddleEngine(load_networks(find_weights())), Settings(), notice.vocabulary.marks
    )
    kept = Pages(arguments.pages, reader)
    examples = [
        example
        for family, sets in families.items()
        for folder in sets
        for labelled in load_set(folder).submissions
        for example in examples_of(labelled, kept.of(labelled), family, notice)
    ]
    calibration, tried = learn(examples)
    sys.stdout.writelines(f"{line}\n" for line in told(tried))
    arguments.out.write_text(calibration.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.calibration", description=__doc__)
    parser.add_argument(
        "--family",
        nargs="+",
        action="append",
        required=True,
        metavar=("NAME", "SET"),
        help="labelled sets of one family of layouts; give it once a family",
    )
    parser.add_argument("--pages", type=Path, help="folder that keeps what was read, as pickles")
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--programme", default="shanghai-service-manufacturing-2023")
    return parser.parse_args()


def _notice(folder: Path) -> Notice:
    programme = load(folder)
    return Notice(programme, load_vocabulary(PROGRAMS / COMMON).with_programme(programme))


@dataclass(frozen=True)
class Pages:
    """Reads submissions' pages, and keeps them where a folder is given: OCR takes the time."""

    folder: Path | None
    reader: Reader

    def of(self, labelled: Labelled) -> list[Page]:
        name = f"{labelled.set}_{labelled.truth.id}.pickle"
        kept = self.folder / name if self.folder is not None else None
        if kept is not None and kept.is_file():
            found: list[Page] = pickle.loads(kept.read_bytes())
            return found
        pages = list(self._read(labelled.folder))
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(pickle.dumps(pages))
        return pages

    def _read(self, folder: Path) -> Iterator[Page]:
        for document in find_documents(folder):
            with opened(document, self.reader.settings) as pdf:
                for index in range(pdf.page_count):
                    yield read_page(pdf, index, document.path, self.reader)


def examples_of(
    labelled: Labelled, pages: Sequence[Page], family: str, notice: Notice
) -> Iterator[Example]:
    """Yield an example for each reading that the truth can judge."""
    programme, vocabulary = notice.programme, notice.vocabulary
    record, typed = draft_record(labelled.truth.id, Intake(pages=list(pages)), notice)
    witnesses = Witnesses(record, typed, programme, vocabulary)
    judged = {_key(one): one.right for one in _comparisons(labelled, record, notice)}
    for reading, type in readings_of(record, programme):
        right = judged.pop(_key(reading), None)
        if right is not None:
            signs = witnesses.signs(reading, type)
            yield Example(family, reading.origin == "text", signs, right)


def _comparisons(labelled: Labelled, record: Record, notice: Notice) -> Iterator[Comparison]:
    yield from compare_fields(labelled, record, notice.programme)
    yield from compare_license(labelled, record)
    yield from compare_audit(labelled, record)
    yield from compare_lines(labelled, record)


def _key(one: Reading | Comparison) -> tuple[object, ...]:
    """Return by what a reading and its comparison know each other."""
    value = one.value if isinstance(one, Reading) else one.got
    return one.file, one.page, one.bbox, one.text, repr(value)


@dataclass(frozen=True)
class Trial:
    """Examples of one family with the confidence of weights learned on the others."""

    examples: tuple[Example, ...]
    odds: Floats


def learn(examples: Sequence[Example]) -> tuple[Calibration, list[Trial]]:
    """Return the calibration of all examples, and how it did on each family left out in turn."""
    tried = [_trial(examples, family) for family in dict.fromkeys(e.family for e in examples)]
    factor, shift = _moderation(tried)
    tried = [Trial(trial.examples, factor * trial.odds + shift) for trial in tried]
    whole = _fitted(examples).scaled(factor, shift)
    weights = dict(zip(Signs._fields, whole.weights.tolist(), strict=True))
    calibration = Calibration(
        trained_on=tuple(dict.fromkeys(example.family for example in examples)),
        readings=len(examples),
        errors=sum(not example.right for example in examples),
        bias=round(whole.bias, 4),
        weights={name: round(weight, 4) for name, weight in weights.items()},
        dial=tuple(_position(accuracy, tried) for accuracy in ACCURACIES),
    )
    return calibration, tried


def _trial(examples: Sequence[Example], family: str) -> Trial:
    own = tuple(example for example in examples if example.family == family)
    others = [example for example in examples if example.family != family]
    return Trial(own, _fitted(others or own).odds(_features(own)))


def _fitted(examples: Sequence[Example]) -> Fit:
    return fit(_features(examples), _right(examples), DIRECTIONS, PENALTY)


def _features(examples: Iterable[Example]) -> Floats:
    return np.array([example.signs for example in examples], np.float64)


def _right(examples: Iterable[Example]) -> Floats:
    return np.array([example.right for example in examples], np.float64)


def _moderation(tried: Sequence[Trial]) -> tuple[float, float]:
    """Return (factor, shift) for odds to be true on families that were not learned (Platt 1999)."""
    odds = np.concatenate([trial.odds for trial in tried])[:, None]
    right = np.concatenate([_right(trial.examples) for trial in tried])
    found = fit(odds, right, np.ones(1), 0.0)
    return float(found.weights[0]), found.bias


def measured(tried: Iterable[Trial], *, printed: bool) -> Reliability:
    """Return how the confidence did in some trials, of own text or of recognised print."""
    return measure(_judged(tried, printed))


def _judged(tried: Iterable[Trial], printed: bool) -> list[Judged]:
    return [
        Judged(float(confidence), example.right)
        for trial in tried
        for example, confidence in zip(trial.examples, chance(trial.odds), strict=True)
        if example.printed is printed
    ]


def _position(accuracy: str, tried: Sequence[Trial]) -> Dial:
    """Return the thresholds above which so much was right of what had not been learned."""
    found = {
        printed: coverage(_judged(tried, printed), float(accuracy) / 100).threshold
        for printed in (True, False)
    }
    text, ocr = (
        None if found[printed] is None else round(max(found[printed] or 0.0, SILENT), 4)
        for printed in (True, False)
    )
    return Dial(accuracy=accuracy, text=text, ocr=ocr)


def told(tried: Sequence[Trial]) -> Iterator[str]:
    """Yield lines on how each family went that the weights had not seen, and all together."""
    yield "family      origin      n  errors     ECE   AUROC  passes at 99 / 99.5 / 99.9 %"
    parts = [(trial.examples[0].family, [trial]) for trial in tried]
    for family, trials in (*parts, ("all", list(tried))):
        for printed in (True, False):
            found = measured(trials, printed=printed)
            if found.n:
                yield _line(family, printed, found)


def _line(family: str, printed: bool, found: Reliability) -> str:
    auroc = "     —" if found.auroc is None else f"{found.auroc:6.4f}"
    shares = " / ".join(f"{100 * one.share:.1f}" for one in found.coverage)
    origin = "text" if printed else "ocr"
    return (
        f"{family:10} {origin:6} {found.n:6} {found.errors:7}  {found.ece:6.4f}  {auroc}  {shares}"
    )


if __name__ == "__main__":
    sys.exit(main())
