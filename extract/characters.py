"""Characters as they should be: look-alikes that some text layers put in place of the real ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

# CJK Radicals Supplement, which NFKC leaves alone (only two of it have a mapping).
RADICALS = dict(
    zip(
        "⺁⺆⺋⺌⺗⺙⺝⺟⺠⺡⺢⺣⺤⺥⺨⺩⺪⺫⺬⺮⺯⺳⺶⺷⺸⺻⺼⺾⻀⻁⻃⻄⻅⻆⻈⻉⻊⻋⻍⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱⻲⻳",
        "厂冂卩小心攵月母民氵水火爫爫犭王疋目示竹糸网羊羊羊聿肉艹艹虎覀西见角讠贝足车辶钅長镸长门阝青韦页风飞食食食饣首马骨鬼鱼鸟卤麦黄黾齐齿龙龟龟龟",
        strict=True,
    )
)
_TRADITIONAL = dict(
    zip(
        "減業電機務東車產產種張長門開關間問聯會計師國際區縣樓號條現發術備設應總額貨預費資財負債權實當銀鋼鐵錢進運達遠過還選適連單報場壞處復從後經給統組結續線級純約紅納織終綜緣編網緒導將專對屬歲歷曆環確礦礎稅稱穩積營製複見規視覺觀計訂訊託記許訴註評詞試話該詳認誤說課調談請論諸謝證識議護讓變貢販責貴買貸貿賣賞賠質賬購贈軟軸較載輕輔輛輸轉辦農遞遲郵鄉醫釋鍵鎖鏈鏡閉閱隊階隨險雙雜離難雲電靈靜順須頂項頓頭題願類顧顯風飛飲飯館驗體龍",
        "减业电机务东车产产种张长门开关间问联会计师国际区县楼号条现发术备设应总额货预费资财负债权实当银钢铁钱进运达远过还选适连单报场坏处复从后经给统组结续线级纯约红纳织终综缘编网绪导将专对属岁历历环确矿础税称稳积营制复见规视觉观计订讯托记许诉注评词试话该详认误说课调谈请论诸谢证识议护让变贡贩责贵买贷贸卖赏赔质账购赠软轴较载轻辅辆输转办农递迟邮乡医释键锁链镜闭阅队阶随险双杂离难云电灵静顺须顶项顿头题愿类顾显风飞饮饭馆验体龙",
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
    if character in RADICALS:
        return RADICALS[character]
    code = ord(character)
    if code in _KANGXI or code in _COMPATIBILITY:
        return unicodedata.normalize("NFKC", character)
    if unicodedata.category(character) in ("Cc", "Cs", "Cf"):
        return ""
    return character


def simplified(text: str, alternatives: Sequence[str]) -> str:
    """Return recognised text with a traditional character made the simplified one it may be.

    Only where the engine itself names that one among a character's `alternatives`, one string a
    character: a name may be printed in traditional characters.
    """
    return "".join(
        _TRADITIONAL[character] if _TRADITIONAL.get(character, "\0") in others else character
        for character, others in zip(text, alternatives, strict=True)
    )


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
    return (
        impossible > 0.1 * len(characters)
        or foreign > _RARE_SHARE * len(characters)
        or rare_share(text) > _RARE_SHARE
    )


def rare_share(text: str) -> float:
    """Return the share of Chinese characters that are not of the first level of GB 2312."""
    chinese = [character for character in text if is_han(character)]
    rare = sum(not _is_common(character) for character in chinese)
    return rare / max(len(chinese), _MIN_CHARACTERS)


def _is_impossible(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cc", "Cs")


def _is_common(character: str) -> bool:
    try:
        encoded = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return 0xB0 <= encoded[0] <= 0xD7  # noqa: PLR2004
