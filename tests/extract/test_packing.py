"""Packed files, honest and hostile."""

from __future__ import annotations

import os
import zipfile
from contextlib import suppress
from pathlib import Path

import py7zr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import DocumentError
from extract.packing import Allowance, inner_parts, unpack

CONTENT = b"%PDF-1.4 " * 10


def is_pdf(name: str) -> bool:
    return name.endswith(".pdf")


def zipped(path: Path, *names: str, content: bytes = CONTENT) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(name, content)
    return path


def seven_zipped(path: Path, *names: str, password: str | None = None) -> Path:
    with py7zr.SevenZipFile(path, "w", password=password) as packed:
        for name in names:
            packed.writestr(CONTENT, name)
    return path


def unpacked(path: Path, allowance: Allowance | None = None) -> list[str]:
    folder = path.parent / "开"
    unpack(path, folder, is_pdf, allowance or Allowance())
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@pytest.mark.parametrize("make", [zipped, seven_zipped])
def test_what_is_wanted_comes_out_as_it_went_in(make: object, tmp_path: Path) -> None:
    assert callable(make)
    path = make(tmp_path / ("a.zip" if make is zipped else "a.7z"), "附件/审计.pdf", "说明.txt")
    assert unpacked(path) == ["附件/审计.pdf"]
    assert (tmp_path / "开/附件/审计.pdf").read_bytes() == CONTENT


def test_nothing_leaves_the_folder(tmp_path: Path) -> None:
    (tmp_path / "里").mkdir()
    names = ("../../外.pdf", "/etc/外.pdf", "a/../../外.pdf", r"..\..\外.pdf")
    path = zipped(tmp_path / "里" / "a.zip", *names)
    assert len(unpacked(path)) == len(names)
    assert [p for p in tmp_path.rglob("*.pdf") if "开" not in p.parts] == []


def test_entries_of_one_name_are_both_kept(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = zipped(tmp_path / "a.zip", "甲.pdf", "甲.pdf")
    assert unpacked(path) == ["2-甲.pdf", "甲.pdf"]


def test_a_name_of_an_old_chinese_program_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    name = "审计报告.pdf"
    zipped(path, "x" * len(name.encode("gb18030")))
    raw = path.read_bytes().replace(b"x" * len(name.encode("gb18030")), name.encode("gb18030"))
    path.write_bytes(raw)
    assert unpacked(path) == [name]


def test_too_many_files_end_it(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", *(f"{n}.pdf" for n in range(10)))
    with pytest.raises(DocumentError, match="过多"):
        unpacked(path, Allowance(files=5))
    assert len(list((tmp_path / "开").iterdir())) == 5


@pytest.mark.parametrize("suffix", [".zip", ".7z"])
def test_a_bomb_stops_at_the_allowance_and_leaves_no_half_file(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    if suffix == ".zip":
        zipped(path, "弹.pdf", content=bytes(50 << 20))
    else:
        with py7zr.SevenZipFile(path, "w") as packed:
            packed.writestr(bytes(50 << 20), "弹.pdf")
    assert path.stat().st_size < 1 << 20
    with pytest.raises(DocumentError):
        unpacked(path, Allowance(bytes=5 << 20))
    written = sum(p.stat().st_size for p in (tmp_path / "开").rglob("*") if p.is_file())
    assert written <= 5 << 20


def test_a_size_that_lies_does_not_help(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", "弹.pdf", content=bytes(20 << 20))
    honest = (20 << 20).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(honest, (10).to_bytes(4, "little")))
    with suppress(DocumentError):
        unpacked(path, Allowance(bytes=5 << 20))
    written = sum(p.stat().st_size for p in (tmp_path / "开").rglob("*") if p.is_file())
    assert written <= 5 << 20


def test_one_with_a_password_says_so(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="密码"):
        unpacked(seven_zipped(tmp_path / "a.7z", "甲.pdf", password="1"))


@pytest.mark.parametrize("suffix", [".zip", ".7z"])
@given(content=st.binary(max_size=200))
def test_any_rubbish_is_told_as_broken(
    suffix: str, content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("packed") / f"a{suffix}"
    path.write_bytes(content)
    with pytest.raises(DocumentError):
        unpacked(path)


@pytest.mark.parametrize("suffix", [".zip", ".7z"])
@given(damage=st.lists(st.tuples(st.floats(0, 0.999), st.integers(1, 255)), max_size=4))
def test_a_damaged_one_is_unpacked_or_told_as_broken(
    suffix: str, damage: list[tuple[float, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("packed")
    make = zipped if suffix == ".zip" else seven_zipped
    raw = bytearray(make(folder / f"a{suffix}", "甲.pdf", "乙.pdf").read_bytes())
    for place, bits in damage:
        raw[int(place * len(raw))] ^= bits
    (folder / f"a{suffix}").write_bytes(raw)
    with suppress(DocumentError):
        unpacked(folder / f"a{suffix}")


@given(st.text(max_size=300))
def test_the_parts_of_any_name_stay_inside_and_can_be_written(name: str) -> None:
    parts = inner_parts(name)
    for part in parts:
        assert part not in ("", ".", "..")
        assert "/" not in part
        assert "\0" not in part
        assert len(os.fsencode(part)) <= 255


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("附件/审计报告.pdf", ["附件", "审计报告.pdf"]),
        (r"附件\审计报告.pdf", ["附件", "审计报告.pdf"]),
        (r"C:\附件\a.pdf", ["附件", "a.pdf"]),
        ("../a.pdf", ["a.pdf"]),
        ("a\u202efdp.exe", ["afdp.exe"]),
        ("__MACOSX/a.pdf", []),
        (".隐藏/a.pdf", []),
        ("长" * 100 + ".pdf", ["长" * 65 + ".pdf"]),
    ],
)
def test_parts_of_names(name: str, parts: list[str]) -> None:
    assert inner_parts(name) == parts
