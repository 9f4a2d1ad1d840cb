"""The verb that explains: for every report with failing rules, the cells most likely wrong and a proposed repair.

Here: options and the answer's layout. Not here: how a cell is located or repaired
(quality/localisation/explain.py). Nothing is changed: a figure is repaired by the sender's new workbook or by
`chiso decide`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from pipelines.cli.app import Desk, cli, verb
from pipelines.cli.names import find_area, find_period

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.codebook.load import Codebook
    from pipelines.quality.localisation.explain import Contradiction
    from pipelines.quality.localisation.rule_relations import Cell

WORDS: dict[str, tuple[str, str]] = {
    "title": ("{area} – biểu {forms} – kỳ {period}", "{area} – form {forms} – period {period}"),
    "most_likely": ("  Ô có khả năng sai nhất:", "  The cell most likely wrong:"),
    "alternatives": (
        "  Có {n} khả năng ngang nhau, chỉ cần một khả năng đúng:",
        "  {n} alternatives of equal weight; one of them suffices:",
    ),
    "cell": ("«{indicator}», {measure}, ô {place} = {value}", "“{indicator}”, {measure}, cell {place} = {value}"),
    "elsewhere": (" (kỳ {period})", " (period {period})"),
    "consistent": (
        "  Các số khớp nhau, chỉ có mức khác thường: nếu đúng, hãy giải trình; nếu gõ nhầm, hãy sửa rồi gửi lại.",
        "  The figures agree with each other and are only unusual: explain them, or correct a slip and send again.",
    ),
    "no_answer": (
        "  Chưa chỉ ra được ô sai: những ô được phép đổi không đủ để các số khớp nhau.",
        "  No cell can be named: the cells that may change do not suffice.",
    ),
    "no_repair": ("chưa có đề xuất, hãy đối chiếu với sổ gốc", "nothing to propose; compare with the records"),
    "none": ("Không có biểu nào có số mâu thuẫn.", "No report contradicts itself."),
    "end": (
        "{n} mâu thuẫn. Đây chỉ là đề xuất: chưa số nào bị sửa.",
        "{n} contradictions. These are proposals only: no figure was changed.",
    ),
}


@cli.command()
@click.option("--period", help="Chỉ một kỳ, ví dụ 2026-10.")
@click.option("--area", help="Chỉ một địa bàn: mã, mã đầy đủ hoặc tên.")
@verb
def explain(desk: Desk, period: str | None, area: str | None) -> None:
    """Ô nào có khả năng sai nhất trong các biểu có số mâu thuẫn, và đề xuất sửa (không tự sửa).

    Xét bản dựng gần nhất chưa công bố; nếu không có thì xét bản công bố hiện hành.
    """
    import polars as pl

    from pipelines.codebook.load import load
    from pipelines.quality.localisation.explain import find_contradictions, read_release

    codebook = load(desk.seeds)
    figures, violations = read_release(_tree(desk), desk.places.landing)
    if period:
        code = find_period(codebook.tables["periods"], period, desk.screen)
        violations = violations.filter(pl.col("period_code") == code)
    if area:
        area_id = find_area(codebook.tables["areas"], area, desk.screen)
        violations = violations.filter(pl.col("area_id") == area_id)
    found = find_contradictions(codebook, figures, violations)
    for one in found:
        for line in describe(codebook, one, desk.screen.lang):
            desk.screen.text(line)
    desk.screen.text(_word("end", desk.screen.lang, n=len(found)) if found else _word("none", desk.screen.lang))


def _tree(desk: Desk) -> Path:
    """The latest candidate while it is not published, else the current release."""
    from pipelines.publication.candidate import candidate
    from pipelines.publication.release.release import current_release

    if (desk.places.build / "latest").exists():
        latest = candidate.candidate(desk.places, candidate.latest_build(desk.places))
        if latest.tree.is_dir():
            return latest.tree
    return current_release(desk.places).folder


def describe(codebook: Codebook, one: Contradiction, lang: str) -> Iterator[str]:
    """The lines of one contradiction."""
    area = _name(codebook, "areas", "area_id", one.area_id, lang)
    yield _word("title", lang, area=area, forms=", ".join(one.form_codes) or "–", period=one.period_code)
    yield from (f"  – {message}" for message in (one.messages_vi if lang == "vi" else one.messages_en))
    if not one.solutions:
        yield _word("no_answer", lang)
    elif not one.solutions[0].cells:
        yield _word("consistent", lang)
    else:
        n = len(one.solutions)
        yield _word("most_likely", lang) if n == 1 else _word("alternatives", lang, n=n)
        for number, solution in enumerate(one.solutions, 1):
            for cell in solution.cells:
                fixes = [fix for fix in solution.repairs if fix.key == cell]
                reasons = [fix.reason_vi if lang == "vi" else fix.reason_en for fix in fixes]
                mark = f"{number}. " if n > 1 else ""
                yield f"    {mark}{_cell(codebook, one, cell, lang)}: {'; '.join(reasons) or _word('no_repair', lang)}"


def _cell(codebook: Codebook, one: Contradiction, cell: Cell, lang: str) -> str:
    """A cell in words: line, column, place in the workbook, what it holds."""
    place, value = one.places[cell], one.values[cell]
    printed = "–" if value is None else f"{value:.12g}".replace(".", "," if lang == "vi" else ".")
    text = _word(
        "cell",
        lang,
        indicator=_name(codebook, "indicators", "indicator_code", cell.indicator_code, lang),
        measure=_name(codebook, "measures", "measure_code", cell.measure_code, lang).lower(),
        place=f"{place.sheet}!{place.address}",
        value=printed,
    )
    return text if cell.period_code == one.period_code else text + _word("elsewhere", lang, period=cell.period_code)


def _name(codebook: Codebook, table: str, key: str, code: str, lang: str) -> str:
    rows = codebook.tables[table]
    return str(rows.filter(rows[key] == code)[f"name_{lang}"][-1])


def _word(code: str, lang: str, **names: object) -> str:
    return WORDS[code][0 if lang == "vi" else 1].format(**names)
