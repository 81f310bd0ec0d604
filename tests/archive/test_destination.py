from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.destination import make_folder, safe_name, writing
from archive.errors import ArchiveError

IDS = st.text(min_size=1, max_size=300)  # surrogates cannot be in a record's id


@pytest.mark.parametrize("id", ["甲公司", "a (1) [2] 😀", "v1.2", "公 司"])
def test_a_good_name_is_kept(id: str) -> None:
    assert safe_name(id) == id


@pytest.mark.parametrize(
    "id", ["../../etc/passwd", "a/b", "..", ".", "con", "NUL.txt", "a:b", "尾."]
)
def test_a_name_that_means_something_to_a_system_is_changed(id: str) -> None:
    name = safe_name(id)
    assert name != id
    assert not set('/\\:<>"|?*') & set(name)
    assert not name.startswith("..")


@given(IDS)
def test_every_id_can_be_written(id: str) -> None:
    name = safe_name(id)
    assert len(f"{name}.json".encode()) < 255
    assert Path(name).name == name


@given(st.lists(IDS, unique=True, max_size=20))
def test_no_two_ids_share_a_name(ids: list[str]) -> None:
    assert len({safe_name(id) for id in ids}) == len(ids)


def half_write(target: Path) -> None:
    with writing(target) as part:
        part.write_text("half")
        raise RuntimeError


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "表.csv"
    target.write_text("old")
    with pytest.raises(RuntimeError):
        half_write(target)
    assert target.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["表.csv"]
    with writing(target) as part:
        part.write_text("new")
    assert target.read_text() == "new"


def test_what_the_system_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    with pytest.raises(ArchiveError, match="无法写出"):
        make_folder(tmp_path / "文件")
    with pytest.raises(ArchiveError, match="无法写出"), writing(tmp_path / "无" / "表") as part:
        part.write_text("")
