"""Labelled sets: folders of submissions, each with a `truth.json` that says what its pages say.

A `boxes.json` may lie beside it and tell where the values stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, Field, ValidationError

from extract.errors import UsageError
from extract.records import Bbox

from .truth import Frozen, Truth

Parsed = TypeVar("Parsed", bound=BaseModel)


class LabelledSetError(UsageError):
    """A folder is no labelled set, or its truth breaks the contract; the message names the file."""


class TrueBox(Frozen):
    """Where a value stands, in points from the top left of the page as displayed."""

    file: str
    page: int
    bbox: Bbox


class Boxes(Frozen):
    """What `boxes.json` tells; keys as in a comparison's `what`.

    `total_assets@2022` for a field of a year, `balance_sheet.cash@current` and `@prior` for the
    figures of a statement line, the bare name for the facts of the audit report and the licence.
    """

    fields: dict[str, TrueBox] = Field(default_factory=dict)
    lines: dict[str, TrueBox] = Field(default_factory=dict)
    audit: dict[str, TrueBox] = Field(default_factory=dict)
    license: dict[str, TrueBox] = Field(default_factory=dict)


@dataclass(frozen=True)
class Labelled:
    """One labelled submission."""

    set: str  # name of the set's folder
    folder: Path
    truth: Truth
    boxes: Boxes = field(default_factory=Boxes)

    @property
    def label(self) -> str:
        return f"{self.set}/{self.truth.id}"


@dataclass(frozen=True)
class LabelledSet:
    """A labelled set; folders in it that have no truth are named, for they are not scored."""

    folder: Path
    submissions: tuple[Labelled, ...]
    unlabelled: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.folder.resolve().name


def load_set(folder: Path) -> LabelledSet:
    """Read a labelled set; raises LabelledSetError where it is none or breaks the contract."""
    if not folder.is_dir():
        raise LabelledSetError(f"“{folder}”不是文件夹，无法作为标注集。")
    if (folder / "truth.json").is_file():
        raise LabelledSetError(
            f"“{folder}”是一份标注好的申报材料，不是标注集；请给出它上一级的文件夹。"
        )
    inside = sorted(path for path in folder.iterdir() if path.is_dir())
    labelled = [path for path in inside if (path / "truth.json").is_file()]
    if not labelled:
        raise LabelledSetError(
            f"“{folder}”不是标注集：其中没有一个子文件夹含有 truth.json。"
            "标注集里每份申报材料各占一个子文件夹，并附一个 truth.json。"
        )
    name = folder.resolve().name
    return LabelledSet(
        folder=folder,
        submissions=tuple(load_submission(name, path) for path in labelled),
        unlabelled=tuple(path.name for path in inside if path not in labelled),
    )


def load_submission(set_name: str, folder: Path) -> Labelled:
    """Read one labelled submission; raises LabelledSetError where its truth breaks the contract."""
    path = folder / "truth.json"
    truth = _parsed(path, Truth)
    if truth.id != folder.name:
        raise LabelledSetError(f"{path}：id 是“{truth.id}”，与文件夹名“{folder.name}”不同。")
    absent = [file.path for file in truth.files if not (folder / file.path).is_file()]
    if absent:
        raise LabelledSetError(f"{path}：files 中列出的文件不存在：{'、'.join(absent)}。")
    boxes = folder / "boxes.json"
    return Labelled(set_name, folder, truth, _parsed(boxes, Boxes) if boxes.is_file() else Boxes())


def _parsed(path: Path, shape: type[Parsed]) -> Parsed:
    try:
        return shape.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "整个文件"
        raise LabelledSetError(
            f"{path}：“{where}”不符合标注约定（{first['msg']}），共 {error.error_count()} 处。"
        ) from error
    except OSError as error:
        raise LabelledSetError(f"{path}：无法读取（{error.strerror}）。") from error
