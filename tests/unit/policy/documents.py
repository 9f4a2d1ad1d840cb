"""The five documents as lines, and the numbers and verbs in them, read without the code under test.

Lines are numbered from 1, as `cat -n` numbers them. Text is compared after NFC and with ordinary blanks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NUMBER = re.compile(r"\d+(?:[.,/\-]\d+)*")
VERB = re.compile(r"ph[ấầâ]n đ[ấầâ]u|ít nhất|tối thiểu", re.IGNORECASE)
ONE = re.compile(r"ít nhất một\b")  # the only number that the documents write as a word


def normal(text: str) -> str:
    """The text in NFC, with ordinary blanks."""
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ")


def lines(folder: Path, name: str) -> list[str]:
    """The document's lines; index 0 is empty so that a line is found by its number."""
    return ["", *normal((folder / name).read_text(encoding="utf-8")).split("\n")]


def all_lines(folder: Path) -> dict[str, list[str]]:
    """The lines of every document by file name."""
    return {path.name: lines(folder, path.name) for path in sorted(folder.glob("0*.txt"))}


def values(text: str) -> list[float]:
    """Every number of a text, read the Vietnamese way: 21.600 is a thousand, 1,5 a fraction, 30/63 two numbers."""
    found = [_value(part) for token in NUMBER.findall(text) for part in re.split(r"[/\-]", token)]
    return found + [1.0] * len(ONE.findall(text))


def _value(token: str) -> float:
    return float(token.replace(".", "").replace(",", "."))


@dataclass(frozen=True)
class Find:
    """One number or verb of a document: where it stands and what stands around it."""

    document_file: str
    line: int
    start: int
    end: int
    text: str
    context: str

    @property
    def key(self) -> tuple[str, int, int, str]:
        """Document, line, column and text."""
        return (self.document_file, self.line, self.start, self.text)


def finds(documents: dict[str, list[str]]) -> Iterator[Find]:
    """Every number and every target verb of every line."""
    for name, document in documents.items():
        for number, line in enumerate(document):
            for pattern in (NUMBER, VERB):
                for match in pattern.finditer(line):
                    start, end = match.span()
                    around = line[max(0, start - 45) : end + 35].strip()
                    yield Find(name, number, start, end, match.group(), around)
