"""Text typed for the fonts of the nineties (TCVN3, VNI) back to Unicode, where the text itself shows that it was.

Here: the two tables, what a Vietnamese syllable looks like, the weighing. Not here: fonts (a .Vn* font over Unicode is
common and proves nothing), tone placement (codebook/text.py), the encoding of whole files (read_text.py).

A text is decoded when more of its words become Vietnamese syllables than stop being ones. Where a text cannot say
(`soá` is a syllable either way), the other texts of the book do. Files mix both: each text is weighed on its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from pipelines.submissions.book.book import Book

ENOUGH = 3  # different words that only a decoding makes Vietnamese: fewer may be foreign names (Müller, Straße)
BEYOND = re.compile(r"[\u0100-\u1fff]")  # letters that neither encoding can hold: it is Unicode; … and “ are none
WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~]+")  # runs of letters, and of what stands for letters: ®, ¸, a soft hyphen
MOST_KNOWN, LONGEST_KNOWN = 50_000, 300  # texts, characters
FIGURE = re.compile(r"[^a-z]*\d[^a-z]*", re.IGNORECASE)  # 12¹: a mark, where the old font would show a letter

TCVN3 = {
    **dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True)),
    **dict(zip("¨©ª«¬\xad®", "ăâêôơưđ", strict=True)),
    **dict(zip("µ¶·¸¹", "àảãáạ", strict=True)),
    **dict(zip("»¼½¾ÆÇÈÉÊË", "ằẳẵắặầẩẫấậ", strict=True)),
    **dict(zip("ÌÎÏÐÑÒÓÔÕÖ", "èẻẽéẹềểễếệ", strict=True)),
    **dict(zip("×ØÜÝÞ", "ìỉĩíị", strict=True)),
    **dict(zip("ßáâãäåæçèéêëìíî", "òỏõóọồổỗốộờởỡớợ", strict=True)),
    **dict(zip("ïñòóôõö÷øù", "ùủũúụừửữứự", strict=True)),
    **dict(zip("úûüýþ", "ỳỷỹýỵ", strict=True)),
}
_TONED = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
VNI_MARKS = {  # what follows the vowel, as combining marks
    **dict(zip("ùøûõï", ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True)),
    **dict(zip("âáàåãä", ("\u0302" + tone for tone in _TONED), strict=True)),
    **dict(zip("êéèúüë", ("\u0306" + tone for tone in _TONED), strict=True)),
}
VNI_LETTERS = dict(zip("íìæóòôöîñ", "íìỉĩịơưỵđ", strict=True))
VNI_PAIR = re.compile(r"([aeouyôö])([ùøûõïâáàåãäêéèúüë])|([íìæóòôöîñ])", re.IGNORECASE)

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
ONSETS = ("ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", *"bcdđghklmnprstvx", "")
RIMES = frozenset(
    unicodedata.normalize("NFD", rime)
    for rime in (  # noqa: SIM905  a list of words reads better without 170 quotes
        "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et "
        "ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot "
        "ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn "
        "ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uôc uôi uôm uôn uông "
        "uôt uơ uy uya uych uyn uynh uyt uyu uyên uyêt uyp ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt "
        "ươu y yêm yên yêng yêt yêu ych yn ynh yt"
    ).split()
)
STOPS = ("c", "ch", "p", "t")  # syllables that end so carry sắc or nặng, or no sign at all in abbreviations


_UNICODE: set[str] = set()  # texts that need no decoding, kept for the next file: forms repeat theirs


class Decoded(str):
    """A decoded text; `evidence` keeps what was sent."""

    evidence: str
    __slots__ = ("evidence",)


def decode_book(book: Book) -> None:
    """Put decoded texts in the place of those that were typed in TCVN3 or VNI."""
    rows = [row for sheet in book.sheets for row in sheet.rows.values()]
    texts = {value for row in rows for value in row.values() if type(value) is str}
    known = decoded(texts - _UNICODE)
    for row in rows if known else ():
        for column, value in row.items():
            if type(value) is str and value in known:
                row[column] = known[value]


def decoded(texts: Iterable[str]) -> dict[str, Decoded]:
    """Those texts that are not Unicode, with what they say; the scheme is that of most evidence in all of them."""
    doubtful: list[str] = []
    for text in texts:
        if text.isascii() or BEYOND.search(text):
            if len(text) <= LONGEST_KNOWN:
                _UNICODE.add(text)
        else:
            doubtful.append(text)
    if len(_UNICODE) > MOST_KNOWN:
        _UNICODE.clear()
    name = max(SCHEMES, key=lambda scheme: _gained(doubtful, SCHEMES[scheme])) if doubtful else ""
    if not name or _gained(doubtful, SCHEMES[name]) < ENOUGH:
        return {}
    balance = {text: _balance(text, SCHEMES[name]) for text in doubtful}
    majority = sum((change > 0) - (change < 0) for change in balance.values())
    found: dict[str, Decoded] = {}
    for text, change in balance.items():
        said = unicodedata.normalize("NFC", SCHEMES[name](text))
        if FIGURE.fullmatch(text):
            continue
        if said != text and (change > 0 or (change == 0 and majority > 0)):
            found[text] = Decoded(said)
            found[text].evidence = f"giải mã từ {name}: “{text}”"
    return found


def vni(text: str) -> str:
    """VNI: a vowel and the sign that stands for its marks become one letter."""
    return VNI_PAIR.sub(_vni_letter, text)


def tcvn3(text: str) -> str:
    """TCVN3 (ABC): one sign, one letter."""
    return text.translate(_TCVN3)


_TCVN3 = str.maketrans(TCVN3)
SCHEMES: dict[str, Callable[[str], str]] = {"TCVN3": tcvn3, "VNI": vni}


def _vni_letter(match: re.Match[str]) -> str:
    vowel, mark, single = match.groups()
    if single:
        letter = VNI_LETTERS[single.lower()]
        return letter if single.islower() else letter.upper()
    base = VNI_LETTERS.get(vowel.lower(), vowel.lower())
    letter = unicodedata.normalize("NFC", base + VNI_MARKS[mark.lower()])
    return letter if vowel.islower() else letter.upper()


def _gained(texts: list[str], scheme: Callable[[str], str]) -> int:
    """Different words that are Vietnamese only when decoded."""
    words = {word for text in texts for word in WORD.findall(text) if not word.isascii() and len(word) > 1}
    return sum(not is_syllable(word) and is_syllable(scheme(word)) for word in words)


def _balance(text: str, scheme: Callable[[str], str]) -> int:
    """Words that decoding makes Vietnamese, less those that it spoils."""
    words = [word for word in WORD.findall(text) if not word.isascii()]
    return sum(is_syllable(scheme(word)) - is_syllable(word) for word in words)


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Could this be a Vietnamese syllable: onset, rime, one tone at most, and a tone that its ending allows?"""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in parts if char in TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in parts if char not in TONES))
    if len(tones) > 1 or (tones and bare.endswith(STOPS) and tones[0] not in "\u0301\u0323"):
        return False
    return any(
        bare.startswith(onset) and unicodedata.normalize("NFD", bare[len(onset) :]) in RIMES for onset in ONSETS
    ) or bare in ("gi", "qu")
