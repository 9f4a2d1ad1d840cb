"""Finds the reporters that a text may name, as people write them: code, name or alias, and shorter or older spellings.

Read are `UBND xã Minh Tân`, `ỦY BAN NHÂN DÂN XÃ MINH TÂN`, `xa Minh Tan`, `Minh Tân` and `xã Minh Tân, huyện Vị Xuyên`.
A place behind the name must be one that the reporter lies in or lay in. compile_names.py makes the dictionaries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

from pipelines.codebook.text import name_ascii, name_fold

OFFICE = re.compile(r"^(?:ủy ban nhân dân|ủy ban|ubnd|ub) ")
OFFICE_PLAIN = re.compile(r"^(?:uy ban nhan dan|uy ban|ubnd|ub) ")
KIND = re.compile(r"^(?:xa|phuong|thi tran|dac khu|huyen|thi xa|thanh pho|tp|quan|tinh) ")
PARTS = re.compile(r"[,;()]|\s[-–—]\s")
KIND_SHORT = re.compile(r"((?:^|^ubnd |nhân dân ))([xp])\b\.? ?(?=[^\W\d_]{2})", re.I)  # `UBND X. Minh Tân`
UNIT = re.compile(r"(?:phong|van phong|vp|trung tam (?:phuc vu|hanh chinh)|dang uy|hdnd|hoi dong|cong an)\b")
OF_COMMUNE = re.compile(r"\s(?=(?:xã|xa|phường|phuong|đặc khu|dac khu)\s)", re.I)
REMARK = re.compile(r"(?:cu|moi|nay la|truoc day la|thuoc|nay thuoc)$|(?:sap nhap|hop nhat|thanh lap|ma)\b")
PLACE_WORD = re.compile(r"\s(?=(?:huyện|huyen|thị xã|thi xa|thành phố|thanh pho|tp\.?|quận|quan|tỉnh|tinh)\s)", re.I)
FORMER = re.compile(r" cu$|^(?:nay la|truoc day la|thuoc) ")
COMMUNE = frozenset({"xa", "phuong", "dac"})  # the first words of xã, phường, đặc khu
LONGEST_NAME = 5  # words of a commune's name, with the second word of `đặc khu`
CACHED = 16_384  # texts of which the reading is kept: the same ones come in every file of a form
SIMILAR = 0.85  # of two names without diacritics: one letter of seven may differ


class FormerOffice(NamedTuple):
    """A commune that is no more: where it lay, the reporters that took its land, and whether one is only renamed."""

    places: frozenset[str]
    successors: frozenset[str]
    is_renamed: bool


class NameReading(NamedTuple):
    """The reporters that a text may name; `is_exact` for the declared name, `is_former` for one that is no more."""

    codes: frozenset[str] = frozenset()
    is_exact: bool = False
    is_former: bool = False


@dataclass(slots=True)
class ReporterNames:
    """Dictionaries of names: folded, and folded without diacritics."""

    declared: dict[str, set[str]]  # name, code or alias -> reporter codes
    short: dict[str, set[str]] = field(default_factory=dict[str, set[str]])  # without kind or province -> codes
    plain: dict[str, set[str]] = field(default_factory=dict[str, set[str]])  # both of these, without diacritics
    places: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])  # code -> where it lies or lay
    former: dict[str, list[FormerOffice]] = field(
        default_factory=dict[str, list[FormerOffice]]
    )  # plain name -> offices
    _readings: dict[str, NameReading] = field(default_factory=dict[str, NameReading], compare=False)
    _communes: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]], compare=False)

    def find(self, text: str) -> NameReading:
        """The reading of a text; without codes where it names nobody."""
        found = self._readings.get(text)
        if found is None:
            if len(self._readings) > CACHED:
                self._readings.clear()
            found = self._readings[text] = self._find(text)
        return found

    def communes_in(self, title: str) -> frozenset[str]:
        """The communes that a title names: `trên địa bàn xã Minh Tân`."""
        found = self._communes.get(title)
        if found is None:
            if len(self._communes) > CACHED:
                self._communes.clear()
            found = self._communes[title] = frozenset(self._find_communes(title))
        return found

    def _find_communes(self, title: str) -> set[str]:
        words = name_fold(title).split()
        found: set[str] = set()
        for at, word in enumerate(words):
            if name_ascii(word) in COMMUNE:
                for end in range(at + 1 + LONGEST_NAME, at + 1, -1):
                    if codes := self.declared.get(" ".join(words[at:end])):
                        found |= codes
                        break
        return found

    def _find(self, text: str) -> NameReading:
        folded = name_fold(text)
        if codes := self.declared.get(folded) or self.declared.get(OFFICE.sub("", folded)):
            return NameReading(frozenset(codes), is_exact=True)
        text = KIND_SHORT.sub(lambda found: f"{found[1]}{'xã' if found[2] in 'xX' else 'phường'} ", text)
        for name, places in (*_cuts(text), *_commune_of_unit(text)):
            if codes := self._of(name, places):
                return NameReading(codes)
        for name, places in _cuts(text):
            plain = OFFICE_PLAIN.sub("", name_ascii(name))
            former = [office for office in self.former.get(plain, ()) if places <= office.places]
            if former:
                successors = frozenset[str]().union(*(office.successors for office in former))
                return NameReading(successors, is_former=not all(office.is_renamed for office in former))
        return NameReading()

    def names_another(self, text: str, code: str) -> bool:
        """True if the text is a name, and not that of the reporter `code`, nor similar to it, nor one that holds it."""
        found = self.find(text).codes
        if found or not name_fold(text):
            return bool(found) and code not in found
        plain = name_ascii(text)
        known_names = {name for name, codes in self.plain.items() if code in codes and name != name_ascii(code)}
        likeness = (SequenceMatcher(None, OFFICE_PLAIN.sub("", plain), name).ratio() for name in known_names)
        return not any(f" {name} " in f" {plain} " for name in known_names) and max(likeness, default=1.0) < SIMILAR

    def _of(self, name: str, places: frozenset[str]) -> frozenset[str]:
        """The reporters of that name that lie or lay in all these places."""
        tables: tuple[tuple[dict[str, set[str]], Callable[[str], str], re.Pattern[str]], ...] = (
            (self.declared, name_fold, OFFICE),
            (self.short, name_fold, OFFICE),
            (self.plain, name_ascii, OFFICE_PLAIN),
        )
        for table, fold, office in tables:
            folded = fold(name)
            codes = table.get(folded) or table.get(office.sub("", folded)) or set()
            if found := frozenset(code for code in codes if places <= self.places.get(code, frozenset())):
                return found
        return frozenset()


def _cuts(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The text as a name and the places behind it: as a whole, and cut at commas, dashes and words such as `huyện`."""
    yield text, frozenset()
    pieces = [piece.strip() for part in PARTS.split(text) for piece in PLACE_WORD.split(part) if piece.strip()]
    if len(pieces) > 1:
        yield pieces[0], frozenset(place_name(piece) for piece in pieces[1:] if not REMARK.match(name_ascii(piece)))


def _commune_of_unit(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The commune of one of its units: `Phòng Văn hóa - Xã hội xã Minh Tân`, `VP HĐND và UBND xã Minh Tân`."""
    if UNIT.match(name_ascii(text)):
        yield from (cut for piece in OF_COMMUNE.split(text)[-1:] for cut in _cuts(piece))


def place_name(text: str) -> str:
    """The name of a place without diacritics and kind: `huyện Vị Xuyên` is `vi xuyen`."""
    return KIND.sub("", FORMER.sub("", name_ascii(text)))
