"""Reduces the name of a received file to its technical part: names of files may name the person who sent them.

Kept are codes of forms, reporters and periods, short numbers, and words for a report or a period (WORDS); a name of
which nothing is left becomes the receipt's id. The tables of a build have the technical part; the full name stays in
the ledger. A verdict that refuses names files in full, for it is read where the ledger is and never released.
"""

from __future__ import annotations

import re

from pipelines.codebook.text import name_ascii

# Without accents, as they stand in the names of files.
WORDS = frozenset(
    re.findall(
        r"\w+",
        "bao cao bieu mau form report thang quy nam ky so lieu tong hop chinh thuc uoc bo lan sua sung dieu day du rut "
        "tinh xa phuong huyen ubnd khcn stc skhcn dau cuoi thong ke phu luc bang toan quyet copy final ban moi cu goc "
        "lai month quarter year data table index pci pii par papi dti sipas",
    )
)
PIECE = re.compile(r"[^\W_]+(?:-[^\W_]+)*")  # `XA-01` and `2026-10` are one piece
PART = re.compile(r"[^\W_]+")
# 2026, 20261015, Q4, T10, v2, 6T, S2014, and codes of reporters: C00700, D08
SHORT_NUMBER = re.compile(r"\d{1,4}|(?:19|20)\d{6}|[QqTtHhVv]\d{1,4}|\d{1,2}[MmTt]|S\d{4}|[A-Z]\d{2,6}")
LONG_NUMBER = re.compile(r"\+?\d[\d\s.()_-]{6,}\d")  # telephone numbers, also in groups
DATE = re.compile(r"(?:19|20)\d\d[-._ ]?\d\d?(?:[-._ ]?\d\d?)?|\d\d?[-._ ]\d\d?[-._ ](?:19|20)\d\d")
PHONE_DIGITS = 9
SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def technical_name(name: str, receipt_id: str) -> str:
    """The technical part of a file's name, with its suffix.

    `08_XA-01_2026-10_C00700.xlsx` stays as it is, `XA-01 thang 10 Nguyen Van A 0912345678.xlsx` becomes
    `XA-01 thang 10.xlsx`.
    """
    match = SUFFIX.search(name)
    suffix = match[0] if match else ""
    stem = LONG_NUMBER.sub(_short_or_gone, name.removesuffix(suffix))
    pieces = [(piece, _is_technical(piece[0])) for piece in PIECE.finditer(stem)]
    kept = ""
    for at, (piece, is_technical) in enumerate(pieces):
        is_behind_name = at > 0 and not pieces[at - 1][1] and not re.search(r"\d", piece[0])
        is_before_number = at + 1 < len(pieces) and SHORT_NUMBER.fullmatch(pieces[at + 1][0][0])
        if is_technical and (not is_behind_name or is_before_number):  # `Nam` is a name, `nam 2026` a year
            separator = stem[piece.start() - 1] if piece.start() else " "
            kept += f"{separator if separator in '_.' else ' '}{piece[0]}" if kept else piece[0]
    return (kept or receipt_id) + suffix.lower()


def _short_or_gone(match: re.Match[str]) -> str:
    """Dates beside each other stay, numbers as long as those of telephones and identity cards go."""
    left = sum(map(str.isdigit, DATE.sub("", match[0])))
    return " " if sum(map(str.isdigit, match[0])) >= PHONE_DIGITS and left > 4 else match[0]


def _is_technical(piece: str) -> bool:
    parts = PART.findall(piece)
    return all(SHORT_NUMBER.fullmatch(part) or name_ascii(part) in WORDS for part in parts)
