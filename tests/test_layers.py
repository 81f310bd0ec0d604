"""Imports go one way between the folders, and in no circle between modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("extract", "checks", "archive", "evaluation", "shenhe", "samples", "review")
MAY_IMPORT: Mapping[str, set[str]] = {
    "extract": set(),
    "checks": {
        "extract.labels",
        "extract.numbering",
        "extract.programme",
        "extract.records",
        "extract.statement_labels",
        "extract.statement_lines",
        "extract.values",
    },
    "archive": {
        "extract.calibration",
        "extract.characters",
        "extract.errors",
        "extract.file_names",
        "extract.pictures",
        "extract.programme",
        "extract.records",
        "checks.findings",
    },
    "evaluation": {"extract", "checks", "archive"},
    "shenhe": {"extract", "checks", "archive", "evaluation", "review"},
    "samples": {"extract"},
    "review": {"extract", "checks", "archive"},
}
ENGINES = {"onnxruntime": "extract.ocr.onnx", "openvino": "extract.ocr.openvino"}
PIXELS = {"cv2", *ENGINES}
NEVER_BY_OTHERS = {"shenhe", "evaluation", "review"}


def _sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {_module(path): path for folder in FOLDERS for path in _sources(folder)}


def imports_of(module: str, path: Path, text: str) -> Iterator[str]:
    """Yield the full names a module imports: `a.b` for a module, `a.b.c` for a name of it."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            start = ".".join(above) if node.level else ""
            source = ".".join(filter(None, [start, node.module]))
            yield from (f"{source}.{alias.name}" for alias in node.names)


def _imports(module: str) -> set[str]:
    path = MODULES[module]
    return set(imports_of(module, path, path.read_text(encoding="utf-8")))


def _below(name: str, allowed: set[str]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in allowed)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_imports_only_those_below_it(folder: str) -> None:
    allowed = MAY_IMPORT[folder] | {folder}
    wrong = [
        f"{module} imports {name}"
        for module in MODULES
        if module.split(".")[0] == folder
        for name in _imports(module)
        if name.split(".")[0] in FOLDERS and not _below(name, allowed)
    ]
    assert wrong == []


def test_only_its_own_tests_import_the_generator_of_samples() -> None:
    tests = [path for path in _sources("tests") if "samples" not in path.parts]
    paths = {path: _module(path) for path in tests} | {p: m for m, p in MODULES.items()}
    wrong = [
        name
        for path, name in paths.items()
        if name.split(".")[0] != "samples"
        for imported in imports_of(name, path, path.read_text(encoding="utf-8"))
        if imported.split(".")[0] == "samples"
    ]
    assert wrong == []


def test_only_the_command_knows_evaluation_and_nobody_knows_the_command() -> None:
    wrong = [
        f"{module} imports {name}"
        for module in MODULES
        for name in _imports(module)
        if name.split(".")[0] in NEVER_BY_OTHERS - {module.split(".")[0]}
        and module.split(".")[0] != "shenhe"
    ]
    assert wrong == []


def test_only_extract_knows_pixels_and_engines() -> None:
    users = {m for m in MODULES if PIXELS & {name.split(".")[0] for name in _imports(m)}}
    assert {m.split(".")[0] for m in users} - {"samples"} == {"extract"}
    for engine, module in ENGINES.items():
        assert {m for m in MODULES if engine in {n.split(".")[0] for n in _imports(m)}} == {module}


def _known(name: str) -> str | None:
    """Return the module that an imported name is or belongs to, None for one not ours."""
    if name in MODULES:
        return name
    parent = name.rpartition(".")[0]
    return parent if parent in MODULES else None


def _circles(edges: Mapping[str, set[str]]) -> list[list[str]]:
    found: list[list[str]] = []
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        if module in trail:
            found.append([*trail[trail.index(module) :], module])
        elif module not in done:
            for other in sorted(edges[module]):
                visit(other, (*trail, module))
            done.add(module)

    for module in edges:
        visit(module, ())
    return found


def test_no_modules_import_each_other_in_a_circle() -> None:
    edges = {
        module: {known for name in _imports(module) if (known := _known(name))} - {module}
        for module in MODULES
    }
    assert sum(map(len, edges.values())) > 100
    assert _circles(edges) == []


def test_a_circle_would_be_seen() -> None:
    assert _circles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == [["a", "b", "c", "a"]]


def test_relative_imports_are_resolved() -> None:
    text = "from .b import c\nfrom . import d\nfrom ..e import f\nimport g.h"
    found = set(imports_of("x.y.a", Path("x/y/a.py"), text))
    assert found == {"x.y.b.c", "x.y.d", "x.e.f", "g.h"}
    assert set(imports_of("x.y", Path("x/y/__init__.py"), "from .b import c")) == {"x.y.b.c"}
