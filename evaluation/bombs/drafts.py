"""PDFs written object by object, so that they can say what no library would write."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

A4 = b"[0 0 595 842]"
CATALOGUE, PAGES, FONT = 1, 2, 3
BLOCK = 1 << 20  # bytes compressed at a time


@dataclass
class Draft:
    """A PDF being made: object 1 is the catalogue, 2 the page tree, 3 a font."""

    objects: dict[int, bytes] = field(default_factory=dict)  # numbered from 4 on
    kids: list[int] = field(default_factory=list)
    catalogue: bytes = b""  # further entries
    tree: bytes = b""  # further entries of the page tree; a later /Count holds

    @property
    def next(self) -> int:
        """The number of the object that is added next."""
        return FONT + 1 + len(self.objects)

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        number = self.next
        self.objects[number] = body
        return number

    def stream(self, content: bytes, entries: bytes = b"") -> int:
        """Add a stream, its bytes as they are, and return its number."""
        head = b"<</Length %d %s>>" % (len(content), entries)
        return self.add(head + b"\nstream\n" + content + b"\nendstream")

    def page(
        self, contents: int, resources: bytes = b"", box: bytes = A4, entries: bytes = b""
    ) -> int:
        """Add a page that draws a stream; the font is there as /F."""
        number = self.add(
            b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>%s>>%s>>" % (box, contents, resources, entries)
        )
        self.kids.append(number)
        return number

    def drawn(self, content: bytes, resources: bytes = b"", box: bytes = A4) -> int:
        """Add a page with a content and return the page's number."""
        return self.page(self.stream(content), resources, box)

    def bytes(self) -> bytes:
        """Return the file, its cross-references in order."""
        kids = b" ".join(b"%d 0 R" % kid for kid in self.kids)
        own = {
            CATALOGUE: b"<</Type/Catalog/Pages 2 0 R%s>>" % self.catalogue,
            PAGES: b"<</Type/Pages/Kids[%s]/Count %d%s>>" % (kids, len(self.kids), self.tree),
            FONT: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        }
        return written(own | self.objects)


def written(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """Return a file of objects by number, with a table of cross-references."""
    parts, places, at = [b"%PDF-1.7\n"], dict[int, int](), 9
    for number in sorted(objects):
        part = b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
        places[number] = at
        parts.append(part)
        at += len(part)
    size = max(objects) + 1
    rows = [b"0000000000 65535 f \n"]
    rows += [
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
        for number in range(1, size)
    ]
    parts.append(b"xref\n0 %d\n" % size + b"".join(rows))
    parts.append(b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (size, trailer))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
    return b"".join(parts)


def deflated(blocks: Iterable[bytes]) -> bytes:
    """Compress without holding what is compressed."""
    packer = zlib.compressobj(1)
    return b"".join([*map(packer.compress, blocks), packer.flush()])


def repeated(pattern: bytes, size: int) -> Iterable[bytes]:
    """Yield about `size` bytes of a pattern, block by block."""
    block = pattern * (BLOCK // len(pattern))
    for _ in range(max(size // len(block), 1)):
        yield block
