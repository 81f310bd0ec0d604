"""The programme in use: found in `programs/`, loaded once, known by the hash of its data."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from checks.reference import Reference, parse_reference
from extract.calibration import FILE, Dial, load_calibration
from extract.errors import ProgrammeError, UsageError
from extract.notice import Notice
from extract.programme import load
from extract.settings import PIPELINE_VERSION
from extract.vocabulary import load_vocabulary

from . import __version__

PROGRAMS = Path(__file__).parents[1] / "programs"
COMMON = "common"
DEFAULT = "shanghai-service-manufacturing-2023"


@dataclass(frozen=True)
class LoadedNotice:
    """A notice and the hash of all the data it was made from; what a person must look at."""

    notice: Notice
    reference: Reference
    version: str
    dial: Dial


@cache
def load_notice(name: str = DEFAULT, accuracy: str | None = None) -> LoadedNotice:
    """Load a programme by its folder's name, with the accuracy dial at a position in percent.

    Raises UsageError where there is no such programme or position.
    """
    folder = PROGRAMS / name
    if not (folder / "programme.yaml").is_file():
        known = "、".join(sorted(p.name for p in PROGRAMS.iterdir() if p.name != COMMON))
        raise UsageError(f"没有名为“{name}”的申报通知。现有：{known}")
    programme = load(folder)
    vocabulary = load_vocabulary(PROGRAMS / COMMON).with_programme(programme)
    reference = _load_reference(PROGRAMS / COMMON / "checks.yaml").with_statements(
        vocabulary.identities, vocabulary.statements.specs
    )
    notice = Notice(programme, vocabulary)
    dial = load_calibration().at(accuracy or programme.accuracy)
    return LoadedNotice(notice, reference, _digest(folder, PROGRAMS / COMMON), dial)


def version_of(loaded: LoadedNotice) -> str:
    """Return the version of everything that decides a record: program, pipeline, programme."""
    return f"{__version__}/{PIPELINE_VERSION}/{loaded.version}"


def _load_reference(path: Path) -> Reference:
    try:
        return parse_reference(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ProgrammeError(f"{path} 有误：{error}。请改正后重试。") from error


def _digest(*folders: Path) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            digest.update(path.relative_to(PROGRAMS).as_posix().encode())
            digest.update(path.read_bytes())
    digest.update(FILE.read_bytes())
    return digest.hexdigest()[:16]
