"""What `chiso receive --preview` shows: for each file what it is, what it would replace, figure by figure.

Here: words and numbers of that answer. Not here: finding the differences (publication/reply/preview.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.cli.app import Desk

if TYPE_CHECKING:
    from pipelines.codebook.load import Codebook
    from pipelines.publication.reply.preview import Difference, Preview

SYMBOLS = {"none_occurred": "-", "not_collected": "...", "not_applicable": "x"}
HEADS = ("head_row_code", "head_what", "head_measure", "head_change", "head_old", "head_new", "head_cell")


def tell_preview(desk: Desk, paths: tuple[Path, ...], stated: dict[str, str | None], mode: str | None) -> None:
    """Read the files aside and print what each would change; nothing is stored."""
    from pipelines.codebook.load import load
    from pipelines.forms.number_text import number_vi
    from pipelines.publication.reply.preview import preview

    codebook = load(desk.seeds)
    names = _names(codebook, desk.screen.lang)
    number: Callable[[float], str] = number_vi if desk.screen.lang == "vi" else "{:,g}".format
    found = preview(desk.places, codebook, paths, stated, mode)
    for one in found:
        _one(desk, one, names, number)
    desk.screen.say("preview_nothing_stored", n=len({one.file for one in found}))


def _one(desk: Desk, one: Preview, names: Mapping[str, str], number: Callable[[float], str]) -> None:
    screen, row = desk.screen, one.submission
    message = row[f"message_{screen.lang}"]
    if row["outcome"] != "read":
        screen.say("preview_not_read", file=one.file.name, message=message)
        return
    told = {name: names.get(row[name] or "", row[name]) for name in ("reporter_code", "period_code")}
    screen.say(
        "preview_file", file=one.file.name, mode=screen.word(f"mode_{row['mode']}"), form=row["form_code"], **told
    )
    if one.meets:
        met = ", ".join(f"{meet['receipt_id']} ({screen.word('mode_' + meet['mode'])})" for meet in one.meets)
        screen.say(f"preview_meets_{row['mode']}", receipts=met)
    else:
        screen.say("preview_meets_none")
    if message:
        screen.text(message)
    counts = {kind: one.count(kind) for kind in ("changed", "added", "removed", "rejected")}
    screen.say("preview_counts", same=one.n_same, **counts)
    if one.differences:
        screen.table(HEADS, [_line(desk, difference, names, number) for difference in one.differences])
    for difference in one.differences:
        for seq in difference.decisions:
            screen.say("preview_decision", seq=seq, cell=difference.address)


def _line(desk: Desk, one: Difference, names: Mapping[str, str], number: Callable[[float], str]) -> tuple[str, ...]:
    def shown(figure: tuple[float | None, str] | None) -> str:
        if figure is None:
            return desk.screen.word("figure_none")
        value, status = figure
        return SYMBOLS.get(status) or ("" if value is None else number(value))

    indicator, area = one.slice.get("indicator_code", ""), one.slice.get("area_id", "")
    what = names.get(indicator, indicator)
    if one.row_key == area:  # a table of areas: its rows are areas
        what = f"{names.get(area, area)}: {what}"
    breakdown = one.slice.get("breakdown_code", "_T")
    what += "" if breakdown == "_T" else f" ({names.get(breakdown, breakdown)})"
    measure = names.get(one.slice.get("measure_code", ""), "")
    new = f"“{one.raw}”" if one.kind == "rejected" else shown(one.new)
    change = desk.screen.word(f"change_{one.kind}")
    return one.row_key, what, measure, change, shown(one.old), new, f"{one.sheet}!{one.address}"


def _names(codebook: Codebook, lang: str) -> dict[str, str]:
    """Printed names by code, of everything that a slice or a submission names."""
    keys = {"areas": "area_id", "indicators": "indicator_code", "measures": "measure_code"}
    keys |= {"breakdowns": "breakdown_code", "reporters": "reporter_code", "periods": "period_code"}
    names: dict[str, str] = {}
    for table, key in keys.items():
        column = f"name_{lang}" if f"name_{lang}" in codebook.tables[table].columns else "name_vi"
        names |= dict(codebook.tables[table].select(key, column).iter_rows())
    return names
