"""Encodes Vietnamese text as old fonts, other keyboards and other systems leave it in a cell.

Unicode to TCVN3 (ABC) and VNI, from tables in the order of the vowels; decomposed, re-toned and capital text. Nothing
is decoded here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

# One line a vowel: itself and with huyền, hỏi, ngã, sắc, nặng. TCVN3 has no capitals with a tone: a capitals' font
# shows the small ones.
VOWELS = "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ"
ABC = (  # the bytes of TCVN 5712:1993 VN3 in the same order
    *("61 b5 b6 b7 b8 b9", "a8 bb bc bd be c6", "a9 c7 c8 c9 ca cb", "65 cc ce cf d0 d1", "aa d2 d3 d4 d5 d6"),
    *("69 d7 d8 dc dd de", "6f df e1 e2 e3 e4", "ab e5 e6 e7 e8 e9", "ac ea eb ec ed ee", "75 ef f1 f2 f3 f4"),
    *("ad f5 f6 f7 f8 f9", "79 fa fb fc fd fe"),
)
VNI_TYPED = (  # the same again, as a VNI keyboard leaves it
    *("a aø aû aõ aù aï", "aê aè aú aü aé aë", "aâ aà aå aã aá aä", "e eø eû eõ eù eï", "eâ eà eå eã eá eä"),
    *("i ì æ ó í ò", "o oø oû oõ où oï", "oâ oà oå oã oá oä", "ô ôø ôû ôõ ôù ôï", "u uø uû uõ uù uï"),
    *("ö öø öû öõ öù öï", "y yø yû yõ yù î"),
)


def _abc_table() -> dict[str, str]:
    table = {"đ": "\u00ae", "Đ": "\u00a7", "Ă": "\u00a1", "Â": "\u00a2", "Ê": "\u00a3", "Ô": "\u00a4", "Ơ": "\u00a5"}
    table["Ư"] = "\u00a6"
    for letters, codes in zip(VOWELS.split(), ABC, strict=True):
        for letter, code in zip(letters, codes.split(), strict=True):
            table[letter] = chr(int(code, 16))
            table.setdefault(letter.upper(), table[letter] if not letter.isascii() else letter.upper())
    return table


def _vni_table() -> dict[str, str]:
    table = {"đ": "ñ", "Đ": "Ñ"}
    for letters, codes in zip(VOWELS.split(), VNI_TYPED, strict=True):
        for letter, code in zip(letters, codes.split(), strict=True):
            table[letter], table[letter.upper()] = code, code.upper()
    return table


_ABC, _VNI = _abc_table(), _vni_table()
TONE_PLACES = {
    **{"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ"},
    **{"ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"},
}


def abc(text: str) -> str:
    """The text in TCVN3."""
    return "".join(_ABC.get(char, char) for char in unicodedata.normalize("NFC", text))


def vni(text: str) -> str:
    """The text in VNI."""
    return "".join(_VNI.get(char, char) for char in unicodedata.normalize("NFC", text))


def decomposed(text: str) -> str:
    """Letters and accents as characters of their own."""
    return unicodedata.normalize("NFD", text)


def retoned(text: str) -> str:
    """Each tone of oa, oe, uy on the other vowel, at the end of a word only: hòa and hoà, hoàn stays."""
    words = text.split(" ")
    for first, second in TONE_PLACES.items():
        ends = [(first, second), (second, first)]
        words = [_swap(word, ends) for word in words]
    return " ".join(words)


def _swap(word: str, ends: list[tuple[str, str]]) -> str:
    letters = word.rstrip(",.;:)")
    for old, new in ends:
        if letters.lower().endswith(old) and not letters.lower().endswith("q" + old):
            return letters[: -len(old)] + (new.upper() if letters.isupper() else new) + word[len(letters) :]
    return word


def spaced(text: str) -> str:
    """Copied from a web page or a PDF: no-break spaces, soft hyphens, zero-width spaces."""
    return text.replace(" ", "\u00a0").replace("ng", "n\u00adg") + "\u200b"


ENCODINGS: dict[str, Callable[[str], str]] = {
    "decomposed (NFD)": decomposed,
    "TCVN3": abc,
    "VNI": vni,
    "other tone placement": retoned,
    "capitals": str.upper,
    "no-break and soft blanks": spaced,
}
