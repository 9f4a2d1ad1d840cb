"""Areas, periods and indicators as a user types them: code, id or name, found in a table of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pipelines.cli.words.messages import CLI
from pipelines.codebook.text import name_ascii, name_fold
from pipelines.errors import ChisoError, message
from pipelines.submissions.value.periods import find_code

if TYPE_CHECKING:
    import polars as pl

Row = dict[str, str]
Test = Callable[[Row], bool]
KIND = re.compile(r"^(xã|phường|thị trấn|đặc khu|tỉnh|thành phố) ")
DIGIT = re.compile(r"\d")
MAX_SHOWN = 5  # names that are offered in place of an unknown one
MAX_NAMED = 12  # candidates of a message


class UnknownNameError(ChisoError):
    """A text that names nothing, or several things, of the kind that was asked for."""


def unknown_name(code: str, **values: object) -> UnknownNameError:
    """The error with the sentence `code` of the command line's catalogue."""
    return UnknownNameError(message(CLI, code, **values))


def find_day(text: str) -> date:
    """The date written as 16/10/2026 or 2026-10-16. Raises UnknownNameError."""
    parts = text.split("/")
    try:
        return date(*reversed([int(part) for part in parts])) if len(parts) == 3 else date.fromisoformat(text)
    except ValueError:
        raise unknown_name("day_unknown", text=text) from None


def find_area(areas: pl.DataFrame, text: str) -> str:
    """The area_id for an id, a code or a name.

    A name with full diacritics is tried before one without. Of several areas with that code or name the present one is
    preferred to abolished ones. Raises UnknownNameError where none or more than one is left.
    """
    rows = areas.select("area_id", "code", "name_vi", "kind_vi", "valid_to").to_dicts()
    for is_named in _tests(text):
        named = [row for row in rows if is_named(row)]
        found = (
            [row for row in named if row["area_id"] == text]
            or [row for row in named if row["valid_to"] is None]
            or named
        )
        if len(found) == 1:
            return str(found[0]["area_id"])
        if found:
            choices = ", ".join(f"{row['area_id']} ({row['kind_vi']} {row['name_vi']})" for row in found)
            raise unknown_name("area_ambiguous", text=text, choices=choices)
    shown = {f"{row['kind_vi']} {row['name_vi']}": row["code"] for row in rows if row["valid_to"] is None}
    near = get_close_matches(text.lower(), [name.lower() for name in shown], n=MAX_SHOWN, cutoff=0.6)
    choices = [f"{code} ({name})" for name, code in shown.items() if name.lower() in near]
    raise unknown_name("area_unknown", text=text, choices=", ".join(choices[:MAX_SHOWN]) or "–")


def _tests(text: str) -> Iterator[Test]:
    """Whether a row of `areas` is the one meant, by ever looser criteria."""
    yield lambda row: text in (row["area_id"], row["code"])
    for fold in (name_fold, name_ascii):
        folded = fold(text)
        yield lambda row, fold=fold, folded=folded: folded in _names(row, fold)
    bare = KIND.sub("", name_fold(text))  # the present kind is not always the one that people still say
    yield lambda row: bare != name_fold(text) and bare == name_fold(row["name_vi"])


def _names(row: Row, fold: Callable[[str], str]) -> tuple[str, str]:
    """The names of an area without and with its kind, folded."""
    return fold(row["name_vi"]), fold(f"{row['kind_vi']} {row['name_vi']}")


def find_period(periods: pl.DataFrame, text: str) -> str:
    """The period code of a code or of a period as people write it: `2026-10`, `11/2026`, `T11/2026`, `quý IV/2026`.

    `2014`, which the administrative calendar may not have, falls back to `S2014`. Raises UnknownNameError with the
    nearest periods for a text that neither calendar has.
    """
    code = find_code(text, periods["period_code"].to_list())
    if code is None:
        raise unknown_name("period_unknown", text=text, choices=_nearest_periods(periods, text))
    return code


def _nearest_periods(periods: pl.DataFrame, text: str) -> str:
    """The periods nearest to a text, with their names: those of the same numbers, else those written alike."""
    names = {row["period_code"]: row.get("name_vi") or "" for row in periods.to_dicts()}
    numbers = _numbers(text)
    codes = [code for code in names if numbers and _numbers(code) == numbers]
    near = get_close_matches(text, names, n=2 * MAX_SHOWN, cutoff=0.6)
    codes = codes or sorted(near, key=lambda code: DIGIT.sub("#", code) != DIGIT.sub("#", text))  # months for a month
    return ", ".join(f"{code} ({names[code]})" if names[code] else code for code in codes[:MAX_SHOWN]) or "–"


def _numbers(text: str) -> list[int]:
    """The numbers of a text in their order of size: 11 and 2026 for `11/2026` and for `2026-11`."""
    return sorted(int(number) for number in re.findall(r"\d+", text))


def find_indicator(indicators: pl.DataFrame, text: str) -> str:
    """The code of an indicator for its code or name, in either language; also without diacritics, or words of the name.

    `indicators` has the columns code, name_vi and name_en. Raises UnknownNameError where none or more than one is left,
    with the candidates.
    """
    rows = indicators.unique(maintain_order=True).to_dicts()
    by_code = [row for row in rows if row["code"].lower() == text.strip().lower()]
    plain = name_ascii(text)
    tests: tuple[Test, ...] = (
        lambda row: name_fold(text) in (name_fold(row["name_vi"] or ""), name_fold(row["name_en"] or "")),
        lambda row: plain in (name_ascii(row["name_vi"] or ""), name_ascii(row["name_en"] or "")),
        lambda row: f" {plain} " in f" {name_ascii(row['name_vi'] or '')} ",
        lambda row: set(plain.split()) <= set(name_ascii(f"{row['name_vi']} {row['name_en']}").split()),
    )
    named = by_code
    for test in tests if plain else ():
        named = named or [row for row in rows if test(row)]
    codes = {row["code"]: row["name_vi"] for row in named}
    if len(codes) == 1:
        return next(iter(codes))
    if codes:
        choices = "; ".join(f"{code} ({name})" for code, name in list(codes.items())[:MAX_NAMED])
        raise unknown_name("indicator_ambiguous", text=text, choices=choices + (" …" if len(codes) > MAX_NAMED else ""))
    raise unknown_name("indicator_unknown", text=text, choices=_nearest(rows, text) or "–")


def _nearest(rows: Sequence[Row], text: str) -> str:
    """The indicators whose code or name is most like the text."""
    names = {name_ascii(row["name_vi"] or ""): row for row in rows} | {row["code"].lower(): row for row in rows}
    near = get_close_matches(name_ascii(text), list(names), n=5, cutoff=0.4) + get_close_matches(
        text.lower(), list(names), n=5, cutoff=0.3
    )
    found = {names[name]["code"]: names[name]["name_vi"] for name in near[:5]}
    return "; ".join(f"{code} ({name})" for code, name in found.items())
