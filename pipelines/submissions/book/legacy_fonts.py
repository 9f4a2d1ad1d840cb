"""Decodes text that was typed for the pre-Unicode fonts TCVN3 (ABC) and VNI, on the evidence of the text itself.

A book is taken for such text where whole phrases become Vietnamese, with the signs (®, µ, a soft hyphen) that no other
language has within a word: three names of another language (Nå, På, Så) are none. A text is decoded when decoding turns
more of its words into Vietnamese syllables than it spoils; a text that is a syllable either way (`soá`) follows the
majority of its sheet. Files mix old and Unicode text: on a sheet that is mostly Unicode Vietnamese only whole phrases
are decoded. A cell's font is no evidence: .Vn* fonts over Unicode text are common.

Text that was stored as UTF-8 and opened as Windows-1252 or 1258 (`Biá»ƒu sá»‘`) is decoded too: its bytes are UTF-8 as
a whole, which no other text is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache

from pipelines.errors import Message
from pipelines.submissions.book.book import Book, Sheet
from pipelines.submissions.book.messages import evidence

ENOUGH = 3  # different words that only decoding makes Vietnamese: fewer may be names (Müller, Straße)
SHORTEST = 3  # letters of such a word; µm, £m are units
PRODUCT = re.compile(r"\w·\w{1,2}")  # N·m, kW·h
PHRASE = 2  # such words in one text that becomes Vietnamese as a whole
BEYOND_LATIN1 = re.compile(r"[\u0100-\u1fff]")  # letters that neither encoding holds prove Unicode; … and “ do not
WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~]+")  # runs of letters, and of what stands for letters: ®, ¸, a soft hyphen
# The first byte of a letter in UTF-8 and the next one, as characters of Windows-1252 or 1258
TWICE_ENCODED = re.compile("[\u00c2-\u00f4\u0102\u0103\u0110\u01af][\x80-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")
N_CACHED, LONGEST_CACHED = 50_000, 300  # texts, characters
_UNICODE_TEXTS: set[str] = set()  # known to be Unicode: the same texts come in every file of a form
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
SIGNS = frozenset(sign for sign in TCVN3 if sign < "\xc0" or sign in "×÷")  # no language has them within a word
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
STOPS = ("c", "ch", "p", "t")  # syllables with these endings carry sắc or nặng, or no tone at all in abbreviations


class DecodedText(str):
    """A decoded text; `evidence` quotes what was sent."""

    evidence: Message
    __slots__ = ("evidence",)


def decode_book(book: Book) -> None:
    """Replace, in place, every text of the book that was typed in TCVN3 or VNI, or encoded twice, by a DecodedText."""
    by_sheet = [{v for row in sheet.rows.values() for v in row.values() if type(v) is str} for sheet in book.sheets]
    for sheet, texts in zip(book.sheets, by_sheet, strict=True):
        known = {text: decoded for text in texts if (decoded := _decoded_once_more(text))}
        if any(char.isalpha() and not char.isascii() for decoded in known.values() for char in decoded):
            _replace(sheet, known)
            texts.difference_update(known)
    scheme = find_scheme(set[str]().union(*by_sheet))
    if not scheme:
        return
    for sheet, texts in zip(book.sheets, by_sheet, strict=True):
        _replace(sheet, _decode(texts, scheme))


def is_unicode(text: str) -> bool:
    """True for a text that is in no old encoding, and no evidence that other texts of its book are."""
    is_certain = text.isascii() or BEYOND_LATIN1.search(text)
    return _decoded_once_more(text) is None and bool(
        is_certain or not any(_gained([text], decode) for decode in SCHEMES.values())
    )


def _replace(sheet: Sheet, known: Mapping[str, DecodedText]) -> None:
    for row in sheet.rows.values() if known else ():
        for column, value in row.items():
            if type(value) is str and value in known:
                row[column] = known[value]


def _decoded_once_more(text: str) -> DecodedText | None:
    """The text whose UTF-8 was taken for Windows-1252 or 1258; None for any other text."""
    if text.isascii() or not TWICE_ENCODED.search(text):
        return None
    for codepage in ("cp1252", "cp1258"):
        try:  # bytes that the code page leaves free come as control characters
            stored = b"".join(char.encode("latin-1" if char < "\xa0" else codepage) for char in text)
            found = DecodedText(stored.decode("utf-8"))
        except UnicodeError:
            continue
        found.evidence = evidence("decoded", scheme="UTF-8", text=text)
        return found
    return None


def decode_texts(texts: Collection[str]) -> dict[str, DecodedText]:
    """The texts of one sheet that are not Unicode, decoded by the scheme that has most evidence."""
    scheme = find_scheme(texts)
    return _decode(texts, scheme) if scheme else {}


def find_scheme(texts: Iterable[str]) -> str:
    """The scheme that turns most words into Vietnamese; empty where the evidence is not enough for any."""
    doubtful = _doubtful(texts)
    if not doubtful:
        return ""
    gained = {name: _gained(doubtful, decode) for name, decode in SCHEMES.items()}
    name = max(SCHEMES, key=lambda scheme: len(gained[scheme]))
    if len(gained[name]) < ENOUGH or not any(_is_phrase(text, SCHEMES[name]) for text in doubtful):
        return ""
    is_signed = any(not SIGNS.isdisjoint(word) for word in gained[name])
    return name if is_signed or name != "TCVN3" else ""


def _decode(texts: Collection[str], scheme: str) -> dict[str, DecodedText]:
    """The texts of one sheet that `scheme` improves, decoded."""
    decode, doubtful = SCHEMES[scheme], _doubtful(texts)
    words = {word for text in texts if BEYOND_LATIN1.search(text) for word in WORD.findall(text)}
    n_unicode = sum(not word.isascii() and is_syllable(word) for word in words)
    is_unicode = n_unicode > len(_gained(doubtful, decode))
    balance = {text: _balance(text, decode) for text in doubtful}
    majority = sum((change > 0) - (change < 0) for change in balance.values())
    found: dict[str, DecodedText] = {}
    for text, change in balance.items():
        is_better = change > 0 or (change == 0 and majority > 0 and not _has_name(text, decode))
        if FIGURE.fullmatch(text) or not (_is_phrase(text, decode) if is_unicode else is_better):
            continue
        decoded = unicodedata.normalize("NFC", decode(text))
        if decoded != text:
            found[text] = DecodedText(decoded)
            found[text].evidence = evidence("decoded", scheme=scheme, text=text)
    return found


def _doubtful(texts: Iterable[str]) -> list[str]:
    """The texts that may not be Unicode."""
    unseen = set(texts) - _UNICODE_TEXTS
    unicode_texts = {text for text in unseen if text.isascii() or BEYOND_LATIN1.search(text)}
    if len(_UNICODE_TEXTS) > N_CACHED:
        _UNICODE_TEXTS.clear()
    _UNICODE_TEXTS.update(text for text in unicode_texts if len(text) <= LONGEST_CACHED)
    return [text for text in unseen if text not in unicode_texts]


def decode_vni(text: str) -> str:
    """VNI: a vowel and the sign behind it that stands for its marks become one letter."""
    return VNI_PAIR.sub(_vni_letter, text)


def decode_tcvn3(text: str) -> str:
    """TCVN3 (ABC): each sign becomes one letter."""
    return text.translate(_TCVN3)


_TCVN3 = str.maketrans(TCVN3)
SCHEMES: dict[str, Callable[[str], str]] = {"TCVN3": decode_tcvn3, "VNI": decode_vni}


def _vni_letter(match: re.Match[str]) -> str:
    vowel, mark, single = match.groups()
    if single:
        letter = VNI_LETTERS[single.lower()]
        return letter if single.islower() else letter.upper()
    base = VNI_LETTERS.get(vowel.lower(), vowel.lower())
    letter = unicodedata.normalize("NFC", base + VNI_MARKS[mark.lower()])
    return letter if vowel.islower() else letter.upper()


def _gained(texts: Iterable[str], decode: Callable[[str], str]) -> set[str]:
    """The different words that are Vietnamese only when decoded."""
    words = {word for text in texts for word in WORD.findall(text) if not word.isascii() and len(word) >= SHORTEST}
    return {w for w in words if not is_syllable(w) and is_syllable(decode(w)) and not PRODUCT.fullmatch(w)}


def _is_phrase(text: str, decode: Callable[[str], str]) -> bool:
    """True if several words become Vietnamese and no word is another language's; capitals may be abbreviations."""
    words = [word for word in WORD.findall(text) if not (word.isascii() and word.isupper())]
    gained = _gained([text], decode)
    return len(gained) >= PHRASE and all(is_syllable(decode(word)) or not SIGNS.isdisjoint(word) for word in words)


def _has_name(text: str, decode: Callable[[str], str]) -> bool:
    """True if a word of letters stays no syllable: Müller; abbreviations such as Q§ have signs."""
    words = [word for word in WORD.findall(text) if not word.isascii()]
    return any(SIGNS.isdisjoint(word) and not is_syllable(decode(word)) for word in words)


def _balance(text: str, decode: Callable[[str], str]) -> int:
    """The number of words that decoding makes Vietnamese, less the number of those that it spoils."""
    words = [word for word in WORD.findall(text) if not word.isascii()]
    return sum(is_syllable(decode(word)) - is_syllable(word) for word in words)


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """True if the word can be a Vietnamese syllable: onset, rime, at most one tone, and one that its ending allows."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in parts if char in TONES]
    toneless = unicodedata.normalize("NFC", "".join(char for char in parts if char not in TONES))
    if len(tones) > 1 or (tones and toneless.endswith(STOPS) and tones[0] not in "\u0301\u0323"):
        return False
    return any(
        toneless.startswith(onset) and unicodedata.normalize("NFD", toneless[len(onset) :]) in RIMES for onset in ONSETS
    ) or toneless in ("gi", "qu")
