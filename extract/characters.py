"""Characters as they should be: look-alikes that some text layers put in place of the real ones."""

from __future__ import annotations

import unicodedata

# CJK Radicals Supplement, which NFKC leaves alone (only two of it have a mapping).
_RADICALS = dict(
    zip(
        "⺁⺆⺋⺌⺗⺙⺝⺟⺠⺡⺢⺣⺤⺥⺨⺩⺪⺫⺬⺮⺯⺳⺶⺷⺸⺻⺼⺾⻀⻁⻃⻄⻅⻆⻈⻉⻊⻋⻍⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱⻲⻳",
        "厂冂卩小心攵月母民氵水火爫爫犭王疋目示竹糸网羊羊羊聿肉艹艹虎覀西见角讠贝足车辶钅長镸长门阝青韦页风飞食食食饣首马骨鬼鱼鸟卤麦黄黾齐齿龙龟龟龟",
        strict=True,
    )
)
_KANGXI = range(0x2F00, 0x2FE0)
_COMPATIBILITY = range(0xF900, 0xFB00)
_LATIN_SUPPLEMENT = range(0xA0, 0x250)
_HALF = 0.5
_RARE_SHARE = 0.25
_MIN_CHARACTERS = 12


def standard(text: str) -> str:
    """Return text with look-alikes replaced and characters that cannot be stored removed."""
    return "".join(_standard(character) for character in text)


def _standard(character: str) -> str:
    if character in _RADICALS:
        return _RADICALS[character]
    code = ord(character)
    if code in _KANGXI or code in _COMPATIBILITY:
        return unicodedata.normalize("NFKC", character)
    if unicodedata.category(character) in ("Cc", "Cs", "Cf"):
        return ""
    return character


def is_han(character: str) -> bool:
    """Tell a Chinese character of the basic block or of extension A."""
    return "\u3400" <= character <= "\u9fff"


def is_garbled(text: str, known: str = "") -> bool:
    """Tell whether a text layer's characters cannot be what the page shows.

    `known` are private-use characters with a meaning (ticks and boxes of symbol fonts). Chinese
    print is nearly all in the first level of GB 2312; a wrong character map strays from it.
    """
    characters = [c for c in text if not c.isspace() and c not in known]
    if len(characters) < _MIN_CHARACTERS:
        return sum(_is_impossible(c) for c in characters) > _HALF * max(len(characters), 1)
    impossible = sum(_is_impossible(c) for c in characters)
    foreign = sum(ord(c) in _LATIN_SUPPLEMENT for c in characters)
    chinese = [c for c in characters if is_han(c)]
    rare = sum(not _is_common(c) for c in chinese)
    return (
        impossible > 0.1 * len(characters)
        or foreign > _RARE_SHARE * len(characters)
        or rare > _RARE_SHARE * max(len(chinese), _MIN_CHARACTERS)
    )


def _is_impossible(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cc", "Cs")


def _is_common(character: str) -> bool:
    try:
        encoded = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return 0xB0 <= encoded[0] <= 0xD7  # noqa: PLR2004
