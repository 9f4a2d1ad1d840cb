"""Units as people write them: `tr.đ`, `DN`, `1.000 đồng`, `₫`; and how many of the line's unit one of them is.

The units themselves are those of the codebook (`Layouts.scales`); here stand the words for multiples and the short
spellings of money and per cent. Everything else is recognised as an abbreviation of the line's own unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.codebook.text import name_ascii
from pipelines.errors import Message
from pipelines.submissions.layout.layouts import Scale, unit_text
from pipelines.submissions.value.number_text import plain_number

MONEY, PER_CENT = "đồng", "%"
MULTIPLES = {"chục": 10.0, "trăm": 1e2, "nghìn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9}
MULTIPLES_PLAIN = frozenset(map(name_ascii, MULTIPLES))
SPELT = {  # folded word -> the words that it stands for
    **dict.fromkeys(("đ", "vnđ", "vnd", "dong"), (MONEY,)),
    **dict.fromkeys(("trđ", "trd"), ("triệu", MONEY)),
    **dict.fromkeys(("ngđ", "ngd", "nđ", "kđ"), ("nghìn", MONEY)),
    **dict.fromkeys(("tỷđ", "tyd"), ("tỷ", MONEY)),
    **dict.fromkeys(("tr", "trieu"), ("triệu",)),
    **dict.fromkeys(("ngàn", "nghin", "ngan", "k"), ("nghìn",)),
    **dict.fromkeys(("ty", "tỉ"), ("tỷ",)),
    **dict.fromkeys(("percent", "pct", "phantram"), (PER_CENT,)),
}
SIGNS = str.maketrans({"₫": " đồng ", "$": " usd ", "€": " eur ", "£": " gbp ", "¥": " jpy ", "‰": " phần nghìn "})
THOUSANDS = re.compile(r"1(?: ?000)+(?!\d)")
Units = Mapping[str, Scale]  # unit as printed, folded -> its scale


def unit_words(text: str) -> list[str]:
    """The words of a unit, folded and written out: `tr.đ` is triệu, đồng; `1.000 đ` is nghìn, đồng."""
    folded = unit_text(text.translate(SIGNS)).replace("phần trăm", PER_CENT).replace("phan tram", PER_CENT)
    folded = THOUSANDS.sub(lambda match: f"{' nghìn' * (match.group().count('000'))} ", folded)
    words = re.sub(r"(?<=%)(?=\w)", " ", folded).split()
    found: list[str] = []
    for at, word in enumerate(words):
        is_thousand = word in ("ng", "n") and words[at + 1 : at + 2] in (["đ"], ["đồng"], ["dong"])
        found += ("nghìn",) if is_thousand else SPELT.get(word, (word,))
    return found


def unit_factor(text: str, declared: str, units: Units) -> float | None:
    """How many of the declared unit one `text` is: 1 for the same in other letters, 1000 for tỷ đồng in triệu đồng.

    Args:
        text: a unit as somebody wrote it.
        declared: the line's unit, folded.
        units: the units of the codebook.

    Returns:
        None where `text` is no unit, or one that does not convert into the declared one.
    """
    words = unit_words(text)
    if not words or not declared:
        return None
    is_mark = text.strip(" .").lower() == "đ" and declared.startswith("điểm")  # `8,5 đ`
    if is_mark or _is_same(words, declared, units):
        return 1.0
    multiple = 1.0
    while words and words[0] in MULTIPLES:
        multiple *= MULTIPLES[words.pop(0)]
    scale = units.get(declared)
    if not words and scale and MONEY in units and scale.dimension == units[MONEY].dimension:
        words = [MONEY]  # `tỷ` of money is tỷ đồng
    if not words:
        return multiple if declared != PER_CENT else None
    if _is_same(words, declared, units):
        return multiple
    stated = units.get(" ".join(words))
    if scale is None or stated is None or stated.dimension != scale.dimension:
        return None
    return float(f"{multiple * stated.factor / scale.factor:.12g}")


def known_unit(text: str, units: Units) -> str:
    """A unit of the codebook, or a multiple of one, written out and folded; empty for any other text."""
    words = unit_words(text)
    base = list(words)
    while base and base[0] in MULTIPLES:
        base.pop(0)
    is_known = " ".join(words) in units or " ".join(base) in units or (not base and bool(words))
    return " ".join(words) if is_known else ""


def conversion(text: str, declared: str, factor: float) -> Message:
    """`1 tỷ đồng = 1000 triệu đồng`, the larger unit first."""
    larger, smaller, n = (text, declared, factor) if factor >= 1 else (declared, text, 1 / factor)
    number = plain_number(float(f"{n:.12g}"))
    return Message("conversion", f"1 {larger} = {number.vi} {smaller}", f"1 {larger} = {number.en} {smaller}")


def _is_same(words: list[str], declared: str, units: Units) -> bool:
    """True for the declared unit, its first words, its initials (`htx`), the first letters of its only word (`ng`)."""
    text, names = " ".join(words), declared.split()
    if text == declared:
        return True
    if all(word in MULTIPLES for word in words) and names[len(words) :][:1] != [MONEY]:
        return False  # not the `tỷ` of tỷ số
    if declared.startswith(f"{text} "):
        return True
    if text in units:
        return False
    short = name_ascii(text)
    if short == name_ascii(declared) or _shortens_each(short.split(), name_ascii(declared).split()):
        return True  # `doanh nghiêp`, a slip of a mark; `d.nghiệp`
    initials = "".join(name[0] for name in name_ascii(declared).split())
    is_short = len(words) == 1 and len(short) > 1 and len(text) == len(short)
    return is_short and (short == initials or (len(names) == 1 and name_ascii(declared).startswith(short)))


def _shortens_each(words: list[str], names: list[str]) -> bool:
    """True if each of several words begins its word of the unit, and none of these is a multiple (`t đồng`)."""
    is_multiple = bool(names) and names[0] in MULTIPLES_PLAIN
    is_short = 1 < len(words) == len(names) and not is_multiple
    return is_short and all(name.startswith(word) for word, name in zip(words, names, strict=True))
