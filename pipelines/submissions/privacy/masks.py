"""Masks in a text what may name a person: names, telephone numbers, e-mail addresses.

Two rules. `names` is for labels, headers, explanations and messages: it masks contacts, what stands behind words such
as `Người lập:`, and names, that is runs of capitalised words of which one is unknown or the first is a surname.
`strict` is for the text of a value cell that is no figure: it keeps digits, units and known words and masks every other
word. Known are the words of the codebook's forms and of chiso's own messages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import pairwise

from pipelines.codebook.text import name_ascii, name_fold
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.privacy.known_words import KNOWN
from pipelines.submissions.privacy.person_words import (
    CONTACTS,
    HONORIFICS,
    LABELLED,
    NAMED,
    PLACES,
    SIGNS_OF_CONTACT,
    SMALL_LETTERS,
    SURNAMES,
)

Rule = Callable[[str], str]
MASK = "[…]"
MASKS = re.compile(r"\[…\](?:[\s,.;:/–-]*\[…\])+")
QUOTED = re.compile(r"“([^”]*)”")
WORD = re.compile(r"[^\W\d_]+")
NUMBER_AND_UNIT = re.compile(r"[\d.,\s%+–-]*\d[\d.,%]*\s*\(?(?:[^\W\d_A-ZĐ]{1,7})?\)?\.?")  # `99 cây`
LONGEST = 200  # characters of a rejected text
LONGEST_AREA = 60
PLACE_KIND = re.compile(r"^(?:tinh|thanh pho|tp|xa|phuong|thi tran|huyen|quan|thi xa) ")
LONGEST_NAME = 5  # words
CACHED = 20_000  # texts of which the answer is kept
UNMARKED_PLACES = frozenset({"ubnd", "xa", "phuong", "ubnd xa", "ubnd phuong", "thi tran"})  # typed without accents


class Masks:
    """The masks of one codebook."""

    def __init__(self, layouts: Layouts) -> None:
        self._words = KNOWN | layouts.words
        self.layouts = layouts
        names = (name for of_set in layouts.areas.values() for name in of_set)
        self._areas = {plain for name in names for plain in (name_ascii(name), PLACE_KIND.sub("", name_ascii(name)))}
        self._names: dict[str, str] = {}
        self.plain: set[str] = set()  # texts known to name nobody and to head no names

    def names(self, text: str) -> str:
        """The text with contacts and names masked."""
        found = self._names.get(text)
        if found is None:
            if len(self._names) > CACHED:
                self._names.clear()
            found = self._names[text] = self._mask_names(text)
        return found

    def keep_plain(self, text: str) -> None:
        """Remember a text that heads no names, if it names nobody: the same ones come in every file of a form."""
        if self.names(text) == text:
            if len(self.plain) > CACHED:
                self.plain.clear()
            self.plain.add(text)

    def strict(self, text: str) -> str:
        """A rejected text with every word masked that is not known; what is long is cut."""
        seen = self.names(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")
        if NUMBER_AND_UNIT.fullmatch(seen):
            return seen
        return _joined(WORD.sub(lambda match: match[0] if self._is_plain(match) else MASK, seen))

    def codes(self, text: str) -> str:
        """A text that quotes codes as “12a”: a quoted text of several words is no code and is masked."""
        return QUOTED.sub(lambda match: match[0] if " " not in match[1] else f"“{self.strict(match[1])}”", text)

    def message(self, text: str, keep: Iterable[str]) -> str:
        """A message with names masked, but for the texts `keep` in it: names of the file and of its sheets."""
        for kept in sorted(filter(None, keep), key=len, reverse=True):
            if self.names(kept) != kept and kept in text:
                return kept.join(self.message(part, keep) for part in text.split(kept))
        return self.names(text)

    def names_person(self, text: str) -> bool:
        """True for a text that is a name and nothing else, or that holds a contact or `Người lập: …`."""
        masked = self.names(text)
        if masked == text:
            return False
        if LABELLED.search(text) and MASK in masked:
            return True
        return not WORD.search(masked.replace(MASK, "")) or without_contacts(text) != text

    def _is_plain(self, match: re.Match[str]) -> bool:
        """True for a known word, a unit typed at its number, an error value, and names of functions and columns."""
        word, after, before = match[0], match.string[match.end() :][:1], match.string[: match.start()][-1:]
        is_formula = match.string.startswith("=") and (after.isdigit() or after == "(")
        is_reference = word.isascii() and word.isupper() and (is_formula or before == "#")
        return is_reference or self._is_known(word)

    def _is_known(self, word: str) -> bool:
        folded = name_fold(word)
        is_surname = folded in SURNAMES and word[0].isupper()
        return len(word) == 1 or (folded in self._words and not is_surname)

    def _mask_names(self, text: str) -> str:
        if len(text) <= LONGEST_AREA and name_ascii(text) in self._areas:
            return text
        seen = unicodedata.normalize("NFC", text)
        masked = without_contacts(seen)
        if ":" in masked:
            masked = LABELLED.sub(self._mask_answer, masked)
        masked = NAMED.sub(self._mask_behind_honorific, masked)
        masked = SMALL_LETTERS.sub(MASK, self._mask_runs(masked))
        return text if masked == seen else _joined(masked)

    def _mask_answer(self, match: re.Match[str]) -> str:
        answer = match["answer"]
        unknown = any(not self._is_known(word) for word in WORD.findall(answer.replace(MASK, "")))
        return match[0].replace(answer, MASK) if unknown else match[0]

    def _mask_behind_honorific(self, match: re.Match[str]) -> str:
        name = match["name"]
        masked = WORD.sub(lambda word: word[0] if word[0].islower() and self._is_known(word[0]) else MASK, name)
        return match[0].removesuffix(name) + masked

    def _mask_runs(self, text: str) -> str:
        """Mask the runs of capitalised words that may be names."""
        tokens = [match for match in WORD.finditer(text) if match[0][0].isupper()]
        runs: list[list[re.Match[str]]] = [[token] for token in tokens[:1]]
        for before, token in pairwise(tokens):
            if text[before.end() : token.start()].isspace():
                runs[-1].append(token)
            else:
                runs.append([token])
        for run in reversed(runs):
            if len(run) > 1:
                for start, end in reversed(self._names_in(run, text[: run[0].start()])):
                    text = text[:start] + MASK + text[end:]
        return text

    def _names_in(self, run: list[re.Match[str]], before: str) -> list[tuple[int, int]]:
        """Start and end of each name in a run of capitalised words."""
        folded = [name_fold(token[0]) for token in run]
        while folded and folded[0] in HONORIFICS:
            run, folded = run[1:], folded[1:]
        is_unknown = [word not in self._words and len(word) > 1 for word in folded]
        if not run or self._is_place(folded, before):
            return []
        if len(run) <= LONGEST_NAME:
            is_titled = not all(token[0].isupper() for token in run)
            has_surname = len(run) > 1 and folded[0] in SURNAMES
            needed = 0 if has_surname and is_titled else 1 if has_surname or is_titled else 2  # unknown words
            return [(run[0].start(), run[-1].end())] if sum(is_unknown) >= needed else []
        places: list[tuple[int, int]] = []  # a heading in capitals: two unknown words beside each other
        for at in range(len(run) - 1):
            if is_unknown[at] and is_unknown[at + 1]:
                start = places.pop()[0] if places and places[-1][1] == run[at].end() else run[at].start()
                places.append((start, run[at + 1].end()))
        return places

    def _is_area(self, plain: str) -> bool:
        """True for the name of an area; a hyphen divides `Ba Ria-Vung Tau`, so its beginning is one too."""
        return plain in self._areas or any(area.startswith(f"{plain} ") for area in self._areas if " " in plain)

    def _is_place(self, folded: list[str], before: str) -> bool:
        """True for the name of an area, a reporter, an office or a firm."""
        phrase = " ".join(folded)
        names = self.layouts.names
        if phrase in names.declared or name_ascii(phrase) in names.plain:
            return True
        if self._is_area(name_ascii(phrase)):
            return True
        led = name_fold(" ".join(before.rsplit(None, 3)[-3:])) if before.endswith((" ", "\n")) else ""
        starts = (" ".join(folded[:n]) for n in range(1, min(4, len(folded) + 1)))
        if PLACES.fullmatch(led) or any(led == word or led.endswith(f" {word}") for word in UNMARKED_PLACES):
            return True
        return folded[0] not in SURNAMES and any(map(PLACES.fullmatch, starts))


_LATEST: list[Masks] = []  # a worker process reads by one codebook


def masks_of(layouts: Layouts) -> Masks:
    """The masks of the codebook, made once for all files that are read by it."""
    if not _LATEST or _LATEST[0].layouts is not layouts:
        _LATEST[:] = [Masks(layouts)]
    return _LATEST[0]


def without_contacts(text: str) -> str:
    """The text with telephone numbers, numbers of identity cards, e-mail addresses and links masked."""
    if SIGNS_OF_CONTACT.search(text):
        for pattern in CONTACTS:
            text = pattern.sub(MASK, text)
    return text


def _joined(text: str) -> str:
    """Masks beside each other as one."""
    return MASKS.sub(MASK, text)
