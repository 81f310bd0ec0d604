"""Hostile files that are no PDFs: packed files, pictures, office documents."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import py7zr

from .drafts import Draft, deflated, repeated
from .registry import bomb
from .structures import TEXT

ZEROS = 5 << 30


@bomb("zip-of-zeros", ".zip")
def zip_of_zeros() -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file,
        file.open("申报书.pdf", "w", force_zip64=True) as entry,
    ):
        for block in repeated(b"\0", ZEROS):
            entry.write(block)
    return packed.getvalue()


@bomb("zip-in-zip", ".zip")
def zip_in_zip() -> bytes:
    """Ten levels, each with sixteen of the next: 16 to the tenth files at the end."""
    content = _zipped({"a.pdf": bytes(1 << 20)})
    for _ in range(10):
        content = _zipped({f"{n}.zip": content for n in range(16)})
    return content


@bomb("zip-of-many", ".zip")
def zip_of_many() -> bytes:
    return _zipped({f"{n}.pdf": b"%PDF" for n in range(100_000)})


@bomb("zip-slip", ".zip")
def zip_slip() -> bytes:
    draft = Draft()
    draft.drawn(TEXT)
    names = (
        "../../a.pdf",
        "/etc/b.pdf",
        "C:\\c.pdf",
        "..\\d.pdf",
        "a/../../../e.pdf",
        "\u202efdp.pdf",
    )
    return _zipped(dict.fromkeys(names, draft.bytes()))


@bomb("zip-overlap", ".zip")
def zip_overlap() -> bytes:
    """Ten thousand entries of the directory for one and the same megabyte."""
    content = _zipped({"00000.pdf": bytes(1 << 20)})
    end = content.rindex(b"PK\x05\x06")
    start = content.index(b"PK\x01\x02")
    entry = content[start:end]
    entries = b"".join(entry.replace(b"00000.pdf", b"%05d.pdf" % n) for n in range(10_000))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 10_000, 10_000, len(entries), start, 0)
    return content[:start] + entries + tail


@bomb("zip-broken", ".zip")
def zip_broken() -> bytes:
    content = bytearray(_zipped({"a.pdf": bytes(range(256)) * 4000}))
    content[200:400] = bytes(200)
    return bytes(content)


def _zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return packed.getvalue()


@bomb("7z-of-zeros", ".7z")
def seven_zip_of_zeros() -> bytes:
    packed = io.BytesIO()
    with py7zr.SevenZipFile(packed, "w") as file:
        for number in range(8):
            file.writef(io.BytesIO(bytes(128 << 20)), f"{number}.pdf")
    return packed.getvalue()


@bomb("7z-broken", ".7z")
def seven_zip_broken() -> bytes:
    return b"7z\xbc\xaf\x27\x1c\0\x04" + b"\xff" * 200


@bomb("png-huge", ".png")
def png_huge() -> bytes:
    """All of 60,000 by 60,000 pixels of one bit."""
    rows = deflated(repeated(b"\0" * 7501, 7501 * 60_000))
    return _png(60_000, 60_000, rows)


@bomb("png-false", ".png")
def png_false() -> bytes:
    """Two thousand million pixels a side, none of them there."""
    return _png(2**31 - 1, 2**31 - 1, zlib.compress(b"\0"))


def _png(width: int, height: int, rows: bytes) -> bytes:
    head = struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(body)) + name + body + struct.pack(">L", zlib.crc32(name + body))
        for name, body in parts
    )


@bomb("tiff-loop", ".tif")
def tiff_loop() -> bytes:
    """A picture of several pages whose last is followed by the first."""
    return _tiff(side=64, bits=1, following=520)


@bomb("tiff-huge", ".tif")
def tiff_huge() -> bytes:
    return _tiff(side=200_000, bits=8, following=0)


def _tiff(side: int, bits: int, following: int) -> bytes:
    """A grey picture of so many rows and columns; `following` is where the next one's tags are."""
    tags = ((256, side), (257, side), (258, bits), (259, 1), (262, 1), (273, 8), (277, 1),
            (278, side), (279, 512))  # fmt: skip
    directory = struct.pack("<H", len(tags))
    directory += b"".join(struct.pack("<HHLL", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<L", 520) + bytes(512) + directory + struct.pack("<L", following)


@bomb("jpeg-broken", ".jpg")
def jpeg_broken() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + b"\xff\xc0\x00\x11" * 500


@bomb("heic-broken", ".heic")
def heic_broken() -> bytes:
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\xff" * 1000


@bomb("docx-broken", ".docx")
def docx_broken() -> bytes:
    return b"PK\x03\x04" + b"\xff" * 5000


@bomb("empty")
def empty() -> bytes:
    return b""
