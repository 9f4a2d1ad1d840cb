"""Forms and reporters as a user types them: code or Vietnamese name, with the nearest ones for an unknown one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pipelines.cli.names import Row, unknown_name
from pipelines.codebook.text import name_ascii, name_fold

if TYPE_CHECKING:
    import polars as pl

NEAREST = 3  # names that are proposed for an unknown one
LETTERS_AND_DIGITS = re.compile(r"[^\W\d_]+|\d+")
OFFICE = re.compile(r"^(?:ủy ban nhân dân|uy ban nhan dan|ubnd) ")
KIND = re.compile(r"^(?:xã|phường|xa|phuong) ")


def find_form(forms: pl.DataFrame, text: str) -> str:
    """The code of the form that `text` names by code or name; zeros before its number and capitals do not matter.

    Raises UnknownNameError with the forms nearest to `text`.
    """
    rows = dict(forms.select("form_code", "name_vi").iter_rows())
    for code, name in rows.items():
        if text == code or name_fold(text) == name_fold(name) or _plain(text) == _plain(code):
            return code
    ranked = sorted(rows, key=lambda code: (-_likeness(text, code, rows[code]), code))[:NEAREST]
    raise unknown_name("form_unknown", text=text, choices="; ".join(f"{code} ({rows[code]})" for code in ranked))


def find_reporter(reporters: pl.DataFrame, text: str) -> str:
    """The code of the reporter that `text` names by code or name, with or without `UBND`, `xã`, accents.

    Of several reporters of that name those that still exist are preferred. Raises UnknownNameError where none or more
    than one is left, with their names.
    """
    rows = reporters.select("reporter_code", "name_vi", "valid_to").to_dicts()
    for row in rows:
        if row["reporter_code"].casefold() == text.casefold():
            return row["reporter_code"]
    for fold in (name_fold, name_ascii):
        folded = fold(text)
        named = [row for row in rows if folded in _reporter_names(row["name_vi"], fold)]
        found = [row for row in named if row["valid_to"] is None] or named
        if len(found) == 1:
            return found[0]["reporter_code"]
        if found:
            raise unknown_name("reporter_ambiguous", text=text, choices=_reporter_choices(found))
    plain = name_ascii(text)
    ranked = sorted(rows, key=lambda row: -SequenceMatcher(None, plain, name_ascii(row["name_vi"])).ratio())
    raise unknown_name("reporter_unknown", text=text, choices=_reporter_choices(ranked[:NEAREST]))


def _reporter_names(name: str, fold: Callable[[str], str]) -> set[str]:
    """The name of a reporter, and what is left of it without the office and without the kind of its area."""
    names = {fold(name)}
    for pattern in (OFFICE, KIND):
        names |= {pattern.sub("", one) for one in names}
    return names


def _reporter_choices(rows: Iterable[Row]) -> str:
    return ", ".join(f"{row['reporter_code']} ({row['name_vi']})" for row in rows)


def _plain(code: str) -> str:
    """A form's code to be compared: `XA-1`, `xa 01` and `XA-01` are equal."""
    return " ".join(part.lstrip("0") or "0" for part in LETTERS_AND_DIGITS.findall(name_ascii(code)))


def _likeness(text: str, code: str, name: str) -> float:
    """How near a text is to a form, by its code or by its name."""
    by_code = SequenceMatcher(None, _plain(text), _plain(code)).ratio()
    return max(by_code, SequenceMatcher(None, name_ascii(text), name_ascii(name)).ratio())
