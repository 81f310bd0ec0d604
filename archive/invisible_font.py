"""A font without a single drawn glyph, for text that is found and copied but not seen.

Every character is one em wide; where it is printed, and how large, the text's matrix says. The
font program is the least that PDF asks of TrueType outlines (ISO 32000-1, 9.9), so that no reader
has to look for a font of its own and none draws anything.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence

import pymupdf

UNITS = 1000  # per em
_ASCENT, _DESCENT = 880, -120
_PER_BLOCK = 100  # mappings, a limit of the CMap language

_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class InvisibleFont:
    """The font of one document: characters get their codes as they come."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def encoded(self, text: str) -> str:
        """Return a text as a hexadecimal string of the content stream."""
        codes = (self._codes.setdefault(one, len(self._codes) + 1) for one in text)
        return "".join(f"{code:04X}" for code in codes)

    def embed(self, document: pymupdf.Document) -> int:
        """Write the font into a document, after the last text, and return its object number."""
        program = _stream(document, font_program(), f"/Length1 {len(font_program())}")
        glyphs = _stream(document, b"\x00\x01" * (len(self._codes) + 1))
        unicode = _stream(document, _CMAP.format("\n".join(_mappings(self._codes))).encode())
        name = "/BaseFont /Invisible"
        descriptor = _object(
            document,
            f"<< /Type /FontDescriptor /FontName /Invisible /Flags 4 /ItalicAngle 0 /StemV 80"
            f" /FontBBox [0 {_DESCENT} {UNITS} {_ASCENT}] /Ascent {_ASCENT} /Descent {_DESCENT}"
            f" /CapHeight {_ASCENT} /FontFile2 {program} 0 R >>",
        )
        descendant = _object(
            document,
            f"<< /Type /Font /Subtype /CIDFontType2 {name} /DW {UNITS}"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            f" /FontDescriptor {descriptor} 0 R /CIDToGIDMap {glyphs} 0 R >>",
        )
        return _object(
            document,
            f"<< /Type /Font /Subtype /Type0 {name} /Encoding /Identity-H"
            f" /DescendantFonts [{descendant} 0 R] /ToUnicode {unicode} 0 R >>",
        )


def font_program() -> bytes:
    """Return a TrueType file of two empty glyphs."""
    head = struct.pack(
        ">IIIIHHqqhhhhHHhhh",
        0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0x000B, UNITS, 0, 0,
        0, _DESCENT, UNITS, _ASCENT, 0, 8, 2, 0, 0,
    )  # fmt: skip
    hhea = struct.pack(">IhhhHhhhhhhhhhhhH", 0x00010000, _ASCENT, _DESCENT, 0, UNITS, *[0] * 11, 2)
    maxp = struct.pack(">IHHHHHHHHHHHHHH", 0x00010000, 2, *[0] * 4, 2, *[0] * 8)
    tables = {
        b"glyf": b"\x00\x00",
        b"head": head,
        b"hhea": hhea,
        b"hmtx": struct.pack(">HhHh", UNITS, 0, UNITS, 0),
        b"loca": struct.pack(">HHH", 0, 0, 0),
        b"maxp": maxp,
    }
    return _assembled(tables)


def _assembled(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(
        ">IHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16
    )
    offset = len(header) + 16 * count
    directory, body = b"", b""
    for tag, content in tables.items():
        padded = content + b"\x00" * (-len(content) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += tag + struct.pack(">III", total, offset + len(body), len(content))
        body += padded
    return header + directory + body


def _mappings(codes: dict[str, int]) -> Iterator[str]:
    for block in _blocks(codes):
        yield f"{len(block)} beginbfchar"
        for character, code in block:
            yield f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>"
        yield "endbfchar"


def _blocks(codes: dict[str, int]) -> Iterable[Sequence[tuple[str, int]]]:
    items = list(codes.items())
    return (items[at : at + _PER_BLOCK] for at in range(0, len(items), _PER_BLOCK))


def _object(document: pymupdf.Document, source: str) -> int:
    xref: int = document.get_new_xref()
    document.update_object(xref, source)
    return xref


def _stream(document: pymupdf.Document, content: bytes, more: str = "") -> int:
    xref = _object(document, f"<< {more} >>")
    document.update_stream(xref, content, new=True)
    return xref
