"""Vietnamese text: folding for comparison (tone marks, case, punctuation) and keys for alphabetical order."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền hỏi ngã sắc nặng
QUALITY = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}  # ă, then â ê ô, then ơ ư: the order of the alphabet
VOWELS = frozenset("aeiouy")
_KEPT = frozenset("%+<=>")  # they distinguish headers: `% DN` is not `DN`
# Letters of other alphabets that look like Vietnamese ones: typed with another keyboard, or left by a conversion.
_ALIKE = str.maketrans(
    "ÐðƉɖƢƣǍǎıɑ"  # Icelandic eth, African d, gha for ư, caron for breve
    "АВЕЅІЈКМНОРСТУХԚԜаеѕіјкмнорстухԁԛԝһӏ"  # Cyrillic
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεικνορτυχ",  # Greek
    "ĐđĐđƯưĂăia" + "ABESIJKMHOPCTYXQWaesijkmhopctyxdqwhl" + "ABEZHIKMNOPTYXabeikvoptux",
) | {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width letters
_MAY_BE_ALIKE = re.compile("[ÐðƉɖƢƣǍǎıɑ\u0335-\u0338Ͱ-ԯ！-～]")
_STRUCK_D = re.compile("([Dd])[\u0335-\u0338]")  # đ as d and a stroke over it
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]")
_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")  # \u034f is no mark
_WORD = re.compile(r"[^\W\d_]+")


class _Letter(NamedTuple):
    """A letter without its tone: `base`, and the combining marks of its quality (ă, â, ơ)."""

    base: str
    marks: str


def _letters(word: str) -> list[_Letter]:
    letters: list[_Letter] = []
    for char in unicodedata.normalize("NFD", word):
        if not unicodedata.combining(char):
            letters.append(_Letter(char, ""))
        elif letters and char not in TONES:
            letters[-1] = _Letter(letters[-1].base, letters[-1].marks + char)
    return letters


def _nucleus(letters: list[_Letter]) -> tuple[int, int]:
    """Return start and end of the first run of vowels; the u of `qu` and the i of `gi` + vowel are consonants."""
    start = next((i for i, letter in enumerate(letters) if letter.base in VOWELS), len(letters))
    end = start
    while end < len(letters) and letters[end].base in VOWELS:
        end += 1
    onset = (letters[start - 1].base, *letters[start]) if start > 0 and end - start > 1 else ()
    return (start + 1 if onset in {("q", "u", ""), ("g", "i", "")} else start), end


def _tone_place(letters: list[_Letter]) -> int:
    """Return the letter that carries the tone: the marked vowel, else by the older rule (hòa, thúy, hoàn, ngoài)."""
    start, end = _nucleus(letters)
    marked = [i for i in range(start, end) if letters[i].marks]
    if marked:
        return marked[-1]
    if end < len(letters):
        return end - 1
    return start + (1 if end - start == 3 else 0)


@lru_cache(maxsize=16384)  # names have a few thousand syllables: ten thousand communes fold in 0.1 s, without it 0.6
def _unify_tone(word: str) -> str:
    """Return the word with its tone mark where the rule puts it; a word that is no Vietnamese syllable is unchanged."""
    tones = [char for char in unicodedata.normalize("NFD", word) if char in TONES]
    letters = _letters(word)
    start, end = _nucleus(letters)
    if len(tones) != 1 or end == start or any(base in VOWELS for base, _ in letters[end:]):
        return word
    place = _tone_place(letters)
    marked = [base + marks + (tones[0] if i == place else "") for i, (base, marks) in enumerate(letters)]
    return unicodedata.normalize("NFC", "".join(marked))


def latin(text: str) -> str:
    """Return the text with letters that look like Vietnamese ones replaced by them: Ð (eth) by Đ, Cyrillic а by a.

    A text without a Latin letter is in another script and stays as it is, but for full-width letters.
    """
    if text.isascii() or not _MAY_BE_ALIKE.search(text):
        return text
    struck = _STRUCK_D.sub(lambda match: "Đ" if match.group(1) == "D" else "đ", text)
    return struck.translate(_ALIKE) if _LATIN.search(struck) or not any("Ͱ" <= c <= "ԯ" for c in struck) else struck


def _plain(char: str) -> str:
    """Return the character, a space for punctuation, nothing for invisible characters."""
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    return char if category[0] in "LMN" or char in _KEPT else " "


class _PlainCharacters(dict[int, str]):
    """For str.translate: code point -> `_plain` of it, computed when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


_PLAIN = _PlainCharacters()


@lru_cache(maxsize=16384)
def _unify_tones(token: str) -> str:
    """Return a token between blanks with the tone mark of each word in it where the rule puts it."""
    return _WORD.sub(lambda match: _unify_tone(match.group()), token)


@lru_cache(maxsize=65536)
def name_fold(text: str) -> str:
    """Return the text in NFC and lower case, with one tone placement; punctuation and blanks become single spaces.

    Letters that look like Vietnamese ones are taken for them (`latin`).
    """
    lowered = unicodedata.normalize("NFC", latin(unicodedata.normalize("NFC", text)).lower())
    tokens = lowered.translate(_PLAIN).split()
    return " ".join(tokens if lowered.isascii() else map(_unify_tones, tokens))


@lru_cache(maxsize=65536)
def name_ascii(text: str) -> str:
    """Return `name_fold(text)` without diacritics, with d for đ."""
    folded = name_fold(text)
    if folded.isascii():
        return folded
    plain = _MARKS.sub("", unicodedata.normalize("NFD", folded)).replace("đ", "d")
    return plain if plain.isascii() else "".join(char for char in plain if not unicodedata.combining(char))


class FoldedPattern:
    """A pattern for folded texts that also finds what was typed without any diacritics.

    A text with diacritics is compared with them: `sơ bộ` is no `số bộ`.
    """

    def __init__(self, marked: str) -> None:
        letters = (char for char in unicodedata.normalize("NFD", marked) if not unicodedata.combining(char))
        self.marked = re.compile(marked)
        self.plain = re.compile("".join(letters).replace("đ", "d"))

    def of(self, folded: str) -> re.Pattern[str]:
        """The pattern to compare `folded` with."""
        return self.plain if folded.isascii() else self.marked


@lru_cache(maxsize=65536)
def sort_key(text: str) -> str:
    """Return an ASCII key that sorts in Vietnamese order: by letters (a ă â … d đ … o ô ơ), then by tones."""
    keys = [_syllable_key(word) for word in name_fold(text).split(" ")]
    # a space sorts before `-`, so a shorter name comes first
    return "-".join(letters for letters, _ in keys) + " " + "".join(tone for _, tone in keys)


@lru_cache(maxsize=16384)
def _syllable_key(word: str) -> tuple[str, str]:
    """Return the keys of the letters of one syllable, and its tone."""
    tone = next((TONES[char] for char in unicodedata.normalize("NFD", word) if char in TONES), "0")
    return "".join(_letter_key(base, marks) for base, marks in _letters(word)), tone


def _letter_key(base: str, marks: str) -> str:
    """Return an ASCII key that sorts like the letter; a digit as it is, nothing for other scripts."""
    if base == "đ":
        return "d1"
    if base.isascii() and base.isalpha():
        return base + max((QUALITY.get(mark, "0") for mark in marks), default="0")
    return base if base.isascii() else ""
