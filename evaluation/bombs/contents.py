"""Files whose pages are hostile: they grow when they are unpacked, drawn or read."""

from __future__ import annotations

import random

from .drafts import A4, Draft, deflated, repeated
from .registry import bomb

OPERATIONS = 3_000_000
FLATE = b"/Filter/FlateDecode"


@bomb("flate")
def flate() -> bytes:
    """A content of two gigabytes of saved and restored states in two megabytes."""
    return _with_content(deflated(repeated(b"q Q ", 2 << 30)), FLATE)


@bomb("flate-twice")
def flate_twice() -> bytes:
    """Four gigabytes in a few kilobytes."""
    inner = deflated(repeated(b"0 0 1 1 re f\n", 4 << 30))
    return _with_content(deflated([inner]), b"/Filter[/FlateDecode/FlateDecode]")


@bomb("filters")
def filters() -> bytes:
    """A content behind a thousand filters."""
    return _with_content(b"414141>" * 100, b"/Filter[%s]" % (b"/ASCIIHexDecode" * 1000))


def _with_content(content: bytes, entries: bytes) -> bytes:
    draft = Draft()
    draft.page(draft.stream(content, entries))
    return draft.bytes()


@bomb("form-draws-itself")
def form_draws_itself() -> bytes:
    draft = Draft()
    number = draft.next
    resources = b"/Resources<</XObject<</X %d 0 R>>>>" % number
    draft.stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox%s%s" % (A4, resources))
    draft.drawn(b"/X Do", b"/XObject<</X %d 0 R>>" % number)
    return draft.bytes()


@bomb("forms-in-forms")
def forms_in_forms() -> bytes:
    """A form that draws the next ten times, and so on: ten to the twelfth in all."""
    draft = Draft()
    below = draft.stream(b"0 0 3 3 re f", b"/Type/XObject/Subtype/Form/BBox" + A4)
    for _ in range(12):
        resources = b"/Resources<</XObject<</X %d 0 R>>>>" % below
        form = b"/Type/XObject/Subtype/Form/BBox%s%s" % (A4, resources)
        below = draft.stream(b"/X Do " * 10, form)
    draft.drawn(b"/X Do", b"/XObject<</X %d 0 R>>" % below)
    return draft.bytes()


@bomb("rectangles")
def rectangles() -> bytes:
    """Three million rectangles, each of its own."""
    return _packed(b"%d %d %d 2 re f\n", (595, 842, 9))


@bomb("lines")
def lines() -> bytes:
    """Three million strokes that cross each other."""
    return _packed(b"%d 0 m %d 842 l S\n", (595, 595))


@bomb("characters")
def characters() -> bytes:
    """Three million words on one page."""
    return _packed(b"BT /F 4 Tf %d %d Td (%d) Tj ET\n", (595, 842, 10**6))


def _packed(pattern: bytes, ranges: tuple[int, ...]) -> bytes:
    dice = random.Random(0)
    block = b"".join(pattern % tuple(map(dice.randrange, ranges)) for _ in range(1000))
    return _with_content(deflated([block] * (OPERATIONS // 1000)), FLATE)


@bomb("grid")
def grid() -> bytes:
    """A table of three hundred rows and columns with a word in each cell."""
    rules = [
        b"%d 0 m %d 842 l S 0 %d m 595 %d l S\n" % (2 * n, 2 * n, 2 * n, 2 * n) for n in range(300)
    ]
    words = [
        b"BT /F 1 Tf %d %d Td (1) Tj ET\n" % (2 * x, 2 * y) for x in range(297) for y in range(300)
    ]
    draft = Draft()
    draft.drawn(b"".join([*rules, *words]))
    return draft.bytes()


@bomb("saved-states")
def saved_states() -> bytes:
    return _with_content(deflated(repeated(b"q ", 64 << 20)), FLATE)


@bomb("deep-content")
def deep_content() -> bytes:
    draft = Draft()
    draft.drawn(b"[" * 1_000_000 + b"<<" * 1_000_000)
    return draft.bytes()


@bomb("clips")
def clips() -> bytes:
    """Half a million clips one inside the other, and soft masks."""
    return _with_content(deflated(repeated(b"0 0 500 500 re W n ", 10 << 20)), FLATE)


@bomb("huge-box")
def huge_box() -> bytes:
    """A page of a hundred kilometres, with a scan all over it."""
    return _boxed(b"[0 0 300000000 300000000]")


@bomb("no-box")
def no_box() -> bytes:
    return _boxed(b"[10 10 10 10]")


@bomb("odd-box")
def odd_box() -> bytes:
    return _boxed(b"[1e38 -1e38 nan 99999999999999999999]")


@bomb("thin-box")
def thin_box() -> bytes:
    return _boxed(b"[0 0 1 14400]")


def _boxed(box: bytes) -> bytes:
    draft = Draft()
    picture = _picture(draft, 100, 100, deflated([b"\x55" * 10_000]))
    draft.drawn(
        b"q 300000000 0 0 300000000 0 0 cm /I Do Q", b"/XObject<</I %d 0 R>>" % picture, box
    )
    return draft.bytes()


def _picture(draft: Draft, width: int, height: int, content: bytes, entries: bytes = FLATE) -> int:
    kind = b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8"
    return draft.stream(content, b"%s/Width %d/Height %d%s" % (kind, width, height, entries))


@bomb("huge-picture")
def huge_picture() -> bytes:
    """A picture of 60,000 by 60,000, all of it there."""
    return _with_picture(60_000, 60_000, deflated(repeated(b"\x80", 3_600_000_000)))


@bomb("false-picture")
def false_picture() -> bytes:
    """A picture that says it has two thousand million rows."""
    return _with_picture(2_000_000_000, 2_000_000_000, deflated([b"\x55" * 100]))


@bomb("many-pictures")
def many_pictures() -> bytes:
    """A picture of ten thousand by ten thousand drawn a thousand times."""
    draft = Draft()
    picture = _picture(draft, 10_000, 10_000, deflated(repeated(b"\x80", 100_000_000)))
    content = b"".join(b"q 595 0 0 842 %d 0 cm /I Do Q " % n for n in range(1000))
    draft.drawn(content, b"/XObject<</I %d 0 R>>" % picture)
    return draft.bytes()


@bomb("mask-loop")
def mask_loop() -> bytes:
    """A picture that is its own mask."""
    draft = Draft()
    number = draft.next
    entries = FLATE + b"/SMask %d 0 R" % number
    _picture(draft, 1000, 1000, deflated([b"\x55" * 1_000_000]), entries)
    draft.drawn(b"q 595 0 0 842 0 0 cm /I Do Q", b"/XObject<</I %d 0 R>>" % number)
    return draft.bytes()


def _with_picture(width: int, height: int, content: bytes) -> bytes:
    draft = Draft()
    picture = _picture(draft, width, height, content)
    draft.drawn(b"q 595 0 0 842 0 0 cm /I Do Q", b"/XObject<</I %d 0 R>>" % picture)
    return draft.bytes()


@bomb("pattern")
def pattern() -> bytes:
    """A pattern with steps of a thousandth of a point that is drawn with itself."""
    draft = Draft()
    number = draft.next
    entries = (
        b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep .001/YStep .001"
        b"/Resources<</Pattern<</P %d 0 R>>>>" % number
    )
    draft.stream(b"/Pattern cs /P scn 0 0 9 9 re f", entries)
    draft.drawn(b"/Pattern cs /P scn 0 0 595 842 re f", b"/Pattern<</P %d 0 R>>" % number)
    return draft.bytes()


@bomb("glyph-draws-itself")
def glyph_draws_itself() -> bytes:
    """A font whose one glyph is drawn with the font."""
    draft = Draft()
    number = draft.next
    glyph = number + 1
    draft.add(
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 97"
        b"/LastChar 97/Widths[1]/Encoding<</Differences[97/a]>>/CharProcs<</a %d 0 R>>"
        b"/Resources<</Font<</T %d 0 R>>>>>>" % (glyph, number)
    )
    draft.stream(b"1 0 d0 BT /T 1 Tf (aaaaaaaa) Tj ET")
    page = draft.drawn(b"BT /T 9 Tf 50 50 Td (aaaaaaaa) Tj ET")
    draft.objects[page] = draft.objects[page].replace(b"/F 3 0 R", b"/T %d 0 R" % number)
    return draft.bytes()


@bomb("shading")
def shading() -> bytes:
    """A shading whose function is a program of half a million steps."""
    draft = Draft()
    program = b"{ pop pop " + b"1 2 add pop " * 40_000 + b"0.5 }"
    function = draft.stream(program, b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1]")
    shade = b"/Shading<</S<</ShadingType 1/ColorSpace/DeviceGray/Domain[0 1 0 1]"
    draft.drawn(
        b"595 0 0 842 0 0 cm /S sh", shade + b"/Matrix[1 0 0 1 0 0]/Function %d 0 R>>>>" % function
    )
    return draft.bytes()


@bomb("lost-content")
def lost_content() -> bytes:
    """A page whose content cannot be unpacked: it shows nothing, and holds something."""
    return _with_content(b"\x78\x9c" + b"\xff" * 400, FLATE)


@bomb("lost-picture")
def lost_picture() -> bytes:
    """A scan whose picture is no JPEG."""
    draft = Draft()
    picture = _picture(draft, 1600, 2200, b"\xff\xd8\xff\xe0" + b"\0" * 5000, b"/Filter/DCTDecode")
    draft.drawn(b"q 595 0 0 842 0 0 cm /I Do Q", b"/XObject<</I %d 0 R>>" % picture)
    return draft.bytes()
