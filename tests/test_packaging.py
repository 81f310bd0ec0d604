"""The package lists what is on disk, and data folders hold data only."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NOT_INSTALLED = {"tests", "samples", "models", "programs", "docs"}
PINNED = re.compile(r"[A-Za-z0-9_.-]+==[0-9][0-9A-Za-z.]*")


def _folders_with_modules() -> set[str]:
    return {
        ".".join(path.parent.relative_to(ROOT).parts)
        for top in ROOT.iterdir()
        if top.is_dir() and not top.name.startswith(".") and top.name not in NOT_INSTALLED
        for path in top.rglob("*.py")
        if "build" not in path.parts
    }


def test_the_packages_are_the_folders_on_disk() -> None:
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == _folders_with_modules()


@pytest.mark.parametrize("package", PROJECT["tool"]["setuptools"]["packages"])
def test_every_package_is_a_regular_one(package: str) -> None:
    assert (ROOT / Path(*package.split(".")) / "__init__.py").is_file()


@pytest.mark.parametrize("folder", ["models", "programs"])
def test_data_folders_hold_no_code(folder: str) -> None:
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if path.suffix == ".py"] == []


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-weights.txt"]
)
def test_requirements_are_pinned(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "-r"))]
    assert wanted
    assert [line for line in wanted if not PINNED.fullmatch(line)] == []


def test_what_the_package_requires_is_plain() -> None:
    """The dynamic list of dependencies takes no options, nor other files."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert not re.search(r"^-", text, re.MULTILINE)


def test_our_names_belong_to_no_other_distribution() -> None:
    owners = packages_distributions()
    tops = {package.split(".")[0] for package in PROJECT["tool"]["setuptools"]["packages"]}
    foreign = {top: owners[top] for top in tops if set(owners.get(top, [])) - {"shenhe"}}
    assert foreign == {}


def test_it_is_never_published() -> None:
    assert "Private :: Do Not Upload" in PROJECT["project"]["classifiers"]
