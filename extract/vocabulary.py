"""What papers of this kind say, whatever the programme: page titles, statement lines, opinions.

Read from `programs/common/`; a mistake there is told with its file and key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from .choices import Marks
from .columns import HeaderWords
from .errors import ProgrammeError
from .records import Opinion, PageType, StatementKind
from .statement_labels import line_key

T = TypeVar("T", bound=BaseModel)


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _as_cue(value: Any) -> Any:
    """Take `[text, weight]` for a cue."""
    if isinstance(value, list) and len(value) == 2:  # noqa: PLR2004
        text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value[0])))
        return {"text": text, "weight": value[1]}
    return value


class Cue(Frozen):
    """A phrase and how much its presence says."""

    text: str
    weight: float


Cues = tuple[Annotated[Cue, BeforeValidator(_as_cue)], ...]


class PageTypeSpec(Frozen):
    type: PageType
    titles: Cues = ()
    phrases: Cues = ()
    against: Cues = ()
    file_names: Cues = ()


class StatementLineSpec(Frozen):
    """A line that a statement may print; `section` sums into the line with that `total_of`."""

    label: str
    id: str | None = None
    wordings: tuple[str, ...] = ()
    detail: bool = False
    sign: Literal[1, -1] = 1
    section: str | None = None
    total_of: str | None = None


class StatementVocabulary(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    header: HeaderWords
    footers: tuple[str, ...]
    titles: dict[StatementKind, tuple[str, ...]]
    balance_sheet: tuple[StatementLineSpec, ...]
    income_statement: tuple[StatementLineSpec, ...]
    cash_flow: tuple[StatementLineSpec, ...]

    def specs(self, kind: StatementKind) -> tuple[StatementLineSpec, ...]:
        return {
            "balance_sheet": self.balance_sheet,
            "income_statement": self.income_statement,
            "cash_flow": self.cash_flow,
        }[kind]

    @cached_property
    def _known(self) -> dict[StatementKind, dict[str, str | None]]:
        kinds: tuple[StatementKind, ...] = ("balance_sheet", "income_statement", "cash_flow")
        return {
            kind: {
                line_key(wording): spec.id
                for spec in self.specs(kind)
                for wording in (spec.label, *spec.wordings)
            }
            for kind in kinds
        }

    def lines(self, kind: StatementKind) -> Mapping[str, str | None]:
        """Return a statement's line ids by the keys of their wordings."""
        return self._known[kind]


class OpinionSpec(Frozen):
    kind: Opinion
    patterns: tuple[re.Pattern[str], ...]


class AuditVocabulary(Frozen):
    opinion_headings: tuple[str, ...]
    emphasis_headings: tuple[str, ...]
    going_concern_headings: tuple[str, ...]
    going_concern_word: str
    section_headings: tuple[str, ...]
    opinions: tuple[OpinionSpec, ...]
    number_pattern: re.Pattern[str]
    firm_pattern: re.Pattern[str]
    addressee_pattern: re.Pattern[str]
    preparer_pattern: re.Pattern[str]
    audited_pattern: re.Pattern[str]
    date_pattern: re.Pattern[str]
    code_pattern: re.Pattern[str]


class LicenseVocabulary(Frozen):
    labels: dict[str, tuple[str, ...]]


class MarkVocabulary(Frozen):
    ticked: str
    empty: str
    units: tuple[str, ...]

    @property
    def glyphs(self) -> Marks:
        return Marks(self.ticked, self.empty)


class PageTypes(Frozen):
    types: tuple[PageTypeSpec, ...]


class Vocabulary(Frozen):
    page_types: tuple[PageTypeSpec, ...]
    statements: StatementVocabulary
    audit: AuditVocabulary
    license: LicenseVocabulary
    marks: MarkVocabulary


def load_vocabulary(folder: Path) -> Vocabulary:
    """Read the common words; raises ProgrammeError naming the file and key of a mistake."""
    return Vocabulary(
        page_types=_read(folder / "page_types.yaml", PageTypes, "types").types,
        statements=_read(folder / "statements.yaml", StatementVocabulary),
        audit=_read(folder / "audit.yaml", AuditVocabulary),
        license=_read(folder / "license.yaml", LicenseVocabulary),
        marks=_read(folder / "marks.yaml", MarkVocabulary),
    )


def _read(path: Path, model: type[T], key: str | None = None) -> T:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProgrammeError(f"读不到 {path}：{error.strerror}。请恢复这个文件。") from error
    except yaml.YAMLError as error:
        raise ProgrammeError(f"{path} 不是有效的 YAML：{error}。请改正后重试。") from error
    try:
        return model.model_validate({key: content} if key else content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ProgrammeError(f"{path} 的 {where} 有误：{first['msg']}。请改正后重试。") from error
