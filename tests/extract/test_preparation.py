"""Submissions that have to be unpacked or converted before they can be read."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from extract import conversion
from extract.conversion import NOT_TAKEN_OUT
from extract.packing import TOO_DEEP
from extract.preparation import Prepared, converted, prepare

RED_PHOTO = (  # 64 by 48 pixels
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAXttZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAA"
    "AAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAABnwABAAAAAAAAABkAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAA"
    "AAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA+2lwcnAAAADbaXBjbwAAAHZodmNDAQNwAAAAAAAAAAAAHvAA/P34"
    "+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5"
    "uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAA"
    "AAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAADnBpeGkAAAAAAQgAAAAYaXBtYQAAAAAA"
    "AAABAAEFgQIDBYQAAAAhbWRhdAAAABUoAa8EGPjKcdf/9LKfvqAu2N0hHnA="
)


OPEN_XML = "http://schemas.openxmlformats.org"
WORD_DOCUMENT = {
    "[Content_Types].xml": f'<Types xmlns="{OPEN_XML}/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{OPEN_XML}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{OPEN_XML}/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
    "word/document.xml": f'<w:document xmlns:w="{OPEN_XML}/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>申报单位名称：甲公司</w:t></w:r></w:p></w:body></w:document>",
}


def pdf(text: str = "甲") -> bytes:
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), text, fontname="china-s")
        return bytes(document.tobytes())


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return stream.getvalue()


def put(root: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def made(root: Path, tmp_path: Path) -> Prepared:
    return prepare(root, tmp_path / "备" / "1")


def names(prepared: Prepared) -> list[str]:
    root = prepared.root
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


def test_what_can_be_read_as_it_is_stays_where_it_is(tmp_path: Path) -> None:
    root = put(tmp_path / "甲", {"申报书.pdf": pdf(), "1.jpg": b"", "说明.txt": b""})
    assert made(root, tmp_path) == Prepared(root)
    assert not (tmp_path / "备").exists()


def test_a_packed_file_among_others_becomes_a_folder_beside_them(tmp_path: Path) -> None:
    packed = zipped({"审计报告.pdf": pdf(), "读我.txt": b""})
    root = put(tmp_path / "甲", {"申报书.pdf": pdf(), "附件.zip": packed})
    found = made(root, tmp_path)
    assert names(found) == ["申报书.pdf", "附件/审计报告.pdf"]
    assert found.told == ()
    assert sorted(p.name for p in root.iterdir()) == ["申报书.pdf", "附件.zip"]  # untouched


def test_a_packed_submission_is_its_content(tmp_path: Path) -> None:
    path = put(tmp_path, {"甲.zip": zipped({"甲公司/申报书.pdf": pdf()})}) / "甲.zip"
    assert names(made(path, tmp_path)) == ["甲/甲公司/申报书.pdf"]


def test_what_is_packed_twice_is_unpacked_and_more_is_told(tmp_path: Path) -> None:
    inner = {"a.pdf": pdf()}
    for depth in range(3):
        inner = {f"{depth}.zip": zipped(inner), f"{depth}.pdf": pdf()}
    root = put(tmp_path / "甲", inner)
    found = made(root, tmp_path)
    assert names(found) == ["2.pdf", "2/1.pdf", "2/1/0.pdf", "2/1/0.zip"]
    ((path, message),) = found.told
    assert path == "2/1/0.zip"
    assert "嵌套" in message


def test_a_bad_packed_file_is_told_and_the_others_come_out(tmp_path: Path) -> None:
    root = put(tmp_path / "甲", {"坏.zip": b"PK\3\4", "好.zip": zipped({"a.pdf": pdf()})})
    found = made(root, tmp_path)
    assert names(found) == ["好/a.pdf"]
    assert [path for path, _ in found.told] == ["坏.zip"]


def test_a_refused_file_is_not_opened(tmp_path: Path) -> None:
    root = put(tmp_path / "甲", {"弹.zip": zipped({"a.pdf": pdf()}), "b.zip": zipped({})})
    opened: list[str] = []
    found = prepare(root, tmp_path / "备", {"弹.zip": "已隔离"}, opened.append)
    assert found.told == (("弹.zip", "已隔离"),)
    assert opened == ["b.zip", "弹.zip"]


def test_a_telephones_photo_becomes_a_picture(tmp_path: Path) -> None:
    root = put(tmp_path / "甲", {"1.HEIC": base64.b64decode(RED_PHOTO)})
    found = made(root, tmp_path)
    assert names(found) == ["1.HEIC", "1.HEIC.jpg"]
    with Image.open(found.root / "1.HEIC.jpg") as picture:
        assert picture.size == (64, 48)
        assert picture.getpixel((20, 20)) == pytest.approx((255, 0, 0), abs=16)
    assert [one.path for one in converted(found.root)] == ["1.HEIC"]


def test_a_bad_photo_is_told(tmp_path: Path) -> None:
    found = made(put(tmp_path / "甲", {"1.heic": b"ftypheic"}), tmp_path)
    assert names(found) == ["1.heic"]
    assert "照片" in found.told[0][1]
    assert list(converted(found.root)) == []


def test_an_office_document_needs_its_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "OFFICE_PROGRAMS", ("no-such-program",))
    found = made(put(tmp_path / "甲", {"申报书.docx": b"PK"}), tmp_path)
    ((path, message),) = found.told
    assert path == "申报书.docx"
    assert "LibreOffice" in message


@pytest.mark.skipif(conversion.office_program() is None, reason="LibreOffice 未安装")
def test_an_office_document_becomes_a_pdf_beside_it(tmp_path: Path) -> None:
    document = zipped({name: text.encode() for name, text in WORD_DOCUMENT.items()})
    found = made(put(tmp_path / "甲", {"-申报书.docx": document}), tmp_path)
    assert found.told == ()
    assert names(found) == ["-申报书.docx", "-申报书.docx.pdf"]
    with pymupdf.open(found.root / "-申报书.docx.pdf") as pages:
        assert "甲公司" in pages[0].get_text()
    assert [one.path for one in converted(found.root)] == ["-申报书.docx"]


def portfolio(files: dict[str, bytes], collection: bool) -> bytes:
    with pymupdf.open() as document:
        document.new_page()
        for name, content in files.items():
            document.embfile_add(name, content, filename=name, ufilename=name)
        if collection:
            document.xref_set_key(document.pdf_catalog(), "Collection", "<</View/D>>")
        return bytes(document.tobytes())


def test_the_files_of_a_portfolio_are_laid_beside_it(tmp_path: Path) -> None:
    files = {"审计报告.pdf": pdf(), "../../外.pdf": pdf(), "数据.xml": b""}
    root = put(tmp_path / "甲", {"材料.pdf": portfolio(files, collection=True)})
    assert names(made(root, tmp_path)) == ["材料.pdf", "材料/外.pdf", "材料/审计报告.pdf"]


def test_what_a_plain_pdf_carries_is_not_handed_in(tmp_path: Path) -> None:
    root = put(tmp_path / "甲", {"发票.pdf": portfolio({"a.pdf": pdf()}, collection=False)})
    assert made(root, tmp_path).root == root


def test_packed_files_and_portfolios_in_a_portfolio_are_opened_too(tmp_path: Path) -> None:
    inner = portfolio({"b.pdf": pdf()}, collection=True)
    files = {"内.zip": zipped({"a.pdf": pdf()}), "册.pdf": inner}
    root = put(tmp_path / "甲", {"材料.pdf": portfolio(files, collection=True)})
    found = made(root, tmp_path)
    assert found.told == ()
    assert names(found) == ["材料.pdf", "材料/内/a.pdf", "材料/册.pdf", "材料/册/b.pdf"]


def test_portfolios_that_never_end_are_told(tmp_path: Path) -> None:
    content = pdf()
    for _ in range(5):
        content = portfolio({"a.pdf": content}, collection=True)
    found = made(put(tmp_path / "甲", {"材料.pdf": content}), tmp_path)
    assert [message for _, message in found.told] == [TOO_DEEP]


def test_a_file_of_a_portfolio_that_cannot_be_taken_out_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(pymupdf.Document, "embfile_get", fail)
    root = put(tmp_path / "甲", {"材料.pdf": portfolio({"a.pdf": pdf()}, collection=True)})
    assert [message for _, message in made(root, tmp_path).told] == [NOT_TAKEN_OUT]
