"""A province, form or reporter as a user types it, found in the codebook; an unknown one is refused with the nearest.

Commands ask here before they write anything. Areas and periods are found in names.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipelines.cli.names import MAX_SHOWN, unknown_name

if TYPE_CHECKING:
    import polars as pl

PREFIXES = ("ubnd ", "uy ban nhan dan ", "tinh ", "thanh pho ", "xa ", "phuong ", "dac khu ")


class Declared(NamedTuple):
    """A code of the codebook and its name."""

    code: str
    name: str

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


def find_province(seeds: Path, text: str) -> str:
    """The code of a province that has reporters, for its code or name; any text where the seeds declare no reporter.

    Only the tables of reporters and areas are read, so that it answers at once and with a faulty codebook too.
    Raises UnknownNameError naming the declared provinces.
    """
    from pipelines.codebook.read import read_table

    codes = {code.zfill(2) for code in read_table(seeds, "reporters", [])["province_code"].drop_nulls().to_list()}
    if text.zfill(2) in codes or not codes:  # seeds that lost a zero are reported when they are loaded
        return text.zfill(2) if codes else text
    areas = read_table(seeds, "areas", []).filter(area_set="p34")
    names = dict(areas.select("code", "name_vi").iter_rows())
    provinces = [Declared(code, names.get(code) or "") for code in sorted(codes)]
    found = _named(provinces, text)
    if len(found) == 1:
        return found[0].code
    raise unknown_name("province_unknown", text=text, choices=", ".join(map(str, provinces)))


def find_form(tables: Mapping[str, pl.DataFrame], text: str) -> str:
    """The code of a form, in whichever case it is typed. Raises UnknownNameError with the nearest forms."""
    forms = [Declared(*row) for row in tables["forms"].select("form_code", "name_vi").unique().sort("form_code").rows()]
    forms = list({form.code: form for form in forms}.values())
    found = [form for form in forms if form.code == text] or [f for f in forms if f.code.lower() == text.lower()]
    if found:
        return found[0].code
    raise unknown_name("form_unknown", text=text, choices=nearest(forms, text))


def find_reporter(tables: Mapping[str, pl.DataFrame], province: str, text: str) -> str:
    """The code of a reporter of the province, or of a publisher, for its code or its name without diacritics.

    Raises UnknownNameError with the nearest reporters, or with those among which the name does not decide.
    """
    rows = tables["reporters"].filter(
        (tables["reporters"]["province_code"] == province) | tables["reporters"]["province_code"].is_null()
    )
    reporters = [Declared(*row) for row in rows.select("reporter_code", "name_vi").rows()]
    found = [row for row in reporters if row.code.lower() == text.lower()] or _named(reporters, text)
    if len({row.code for row in found}) == 1:
        return found[0].code
    if found:
        raise unknown_name("reporter_ambiguous", text=text, choices=", ".join(map(str, found[:MAX_SHOWN])))
    raise unknown_name("reporter_unknown", text=text, province=province, choices=nearest(reporters, text))


def nearest(declared: Sequence[Declared], text: str) -> str:
    """The declared codes and names nearest to a text: `XA-01 Tình hình …, XA-02 …`."""
    from pipelines.codebook.damage.repairs import nearest_codes
    from pipelines.codebook.text import name_ascii

    bare = _without_kind(name_ascii)
    codes = nearest_codes(text, declared, n=MAX_SHOWN)
    codes += nearest_codes(bare(text), [(row.code, bare(row.name)) for row in declared], n=MAX_SHOWN)
    names = {row.code: str(row) for row in declared}
    return ", ".join(names[code] for code in list(dict.fromkeys(codes))[:MAX_SHOWN]) or "–"


def _named(declared: Iterable[Declared], text: str) -> list[Declared]:
    """Those whose name is the text: first with the kind of unit before it, then without."""
    from pipelines.codebook.text import name_ascii

    rows = list(declared)
    for fold in (name_ascii, _without_kind(name_ascii)):
        found = [row for row in rows if row.name and fold(row.name) == fold(text)]
        if found:
            return found
    return []


def _without_kind(fold: Callable[[str], str]) -> Callable[[str], str]:
    """A fold that also drops what stands before a unit's own name."""

    def folded(text: str) -> str:
        name = fold(text)
        for prefix in PREFIXES:
            name = name.removeprefix(prefix)
        return name

    return folded
