from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.errors import ProgrammeError, UsageError
from shenhe import notices
from shenhe.notices import COMMON, DEFAULT, PROGRAMS, load_notice


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of `programs/` in use, which a test may change."""
    folder = tmp_path / "programs"
    shutil.copytree(PROGRAMS, folder)
    monkeypatch.setattr(notices, "PROGRAMS", folder)
    load_notice.cache_clear()
    yield folder
    load_notice.cache_clear()


def test_a_notice_is_loaded_once() -> None:
    assert load_notice() is load_notice()


def test_the_programme_s_own_titles_are_among_the_words() -> None:
    notice = load_notice().notice
    titles = {cue.text for spec in notice.vocabulary.page_types for cue in spec.titles}
    assert all(
        "".join(kind.form.title.split()) in {t.replace(" ", "") for t in titles}
        for kind in notice.programme.kinds
    )


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match=DEFAULT) as raised:
        load_notice("火星")
    assert COMMON not in str(raised.value).split("现有")[1]


@pytest.mark.parametrize("name", [f"{COMMON}/checks.yaml", f"{DEFAULT}/conditions.yaml"])
def test_a_changed_word_makes_another_version(programs: Path, name: str) -> None:
    before = load_notice().version
    path = programs / name
    path.write_text(path.read_text(encoding="utf-8") + "\n# 注\n", encoding="utf-8")
    load_notice.cache_clear()
    assert load_notice().version != before


def test_another_programme_s_words_do_not_change_the_version(programs: Path) -> None:
    before = load_notice().version
    shutil.copytree(programs / DEFAULT, programs / "another")
    load_notice.cache_clear()
    assert load_notice().version == before
    assert load_notice("another").version != before


def test_a_mistake_in_the_reference_of_the_checks_names_its_file(programs: Path) -> None:
    (programs / COMMON / "checks.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(ProgrammeError, match=r"checks\.yaml"):
        load_notice()


def test_a_missing_file_is_named(programs: Path) -> None:
    (programs / DEFAULT / "modes.yaml").unlink()
    with pytest.raises(ProgrammeError, match=r"modes\.yaml"):
        load_notice()
