"""The command `explain`: for each report that contradicts itself, the cells most likely wrong and proposed repairs.

The cells are found by quality/localisation/explain.py. No figure is changed: the sender sends a corrected workbook, or
an analyst records a decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import CommandContext, common_options
from pipelines.cli.names import find_area
from pipelines.cli.screen import Screen
from pipelines.forms.number_text import printed_number

if TYPE_CHECKING:
    from pipelines.codebook.load import Codebook
    from pipelines.quality.localisation.explain import Contradiction
    from pipelines.quality.localisation.rules_in_force import Cell


@cli.command()
@option("--period")
@option("--area")
@common_options
def explain(context: CommandContext, period: str | None, area: str | None) -> None:
    """Print the contradictions of the latest unpublished candidate, else of the current release."""
    import polars as pl

    from pipelines.codebook.load import load
    from pipelines.publication.release.current import simulated_in
    from pipelines.publication.reviewed import latest_tree
    from pipelines.quality.localisation.explain import find_contradictions, read_release

    codebook, screen = load(context.seeds), context.screen
    tree = latest_tree(context.places)
    screen.print_notice(simulated_in(tree))
    figures, violations = read_release(tree, context.places.landing)
    if period:
        violations = violations.filter(pl.col("period_code") == context.period(period))
    if area:
        area_id = find_area(codebook.tables["areas"], area)
        violations = violations.filter(pl.col("area_id") == area_id)
    found = find_contradictions(codebook, figures, violations)
    for contradiction in found:
        for line in _Words(codebook, contradiction, screen).lines():
            screen.print_text(line)
    if found:
        screen.print_message("explain_end", n=len(found))
    else:
        screen.print_message("explain_none")


@dataclass(frozen=True)
class _Words:
    """One contradiction of one report, in words."""

    codebook: Codebook
    contradiction: Contradiction
    screen: Screen

    def lines(self) -> Iterator[str]:
        """The report, the rules' messages, then each solution's cells with their proposed repairs."""
        found, text, is_vi = self.contradiction, self.screen.text, self.screen.lang == "vi"
        area, forms = self._name("areas", "area_id", found.area_id), ", ".join(found.form_codes) or "–"
        yield text("explain_title", area=area, forms=forms, period=found.period_code)
        yield from (f"  – {message}" for message in (found.messages_vi if is_vi else found.messages_en))
        if not found.solutions:
            yield text("explain_no_answer")
        elif not found.solutions[0].cells:
            yield text("explain_consistent")
        else:
            n = len(found.solutions)
            yield text("explain_most_likely") if n == 1 else text("explain_alternatives", n=n)
            for number, solution in enumerate(found.solutions, 1):
                for cell in solution.cells:
                    repairs = [repair for repair in solution.repairs if repair.key == cell]
                    reasons = "; ".join(repair.reason_vi if is_vi else repair.reason_en for repair in repairs)
                    mark = f"{number}. " if n > 1 else ""
                    yield f"    {mark}{self._cell(cell)}: {reasons or text('explain_no_repair')}"

    def _cell(self, cell: Cell) -> str:
        """A cell in words: indicator, measure, place in the workbook, value."""
        place, value = self.contradiction.places[cell], self.contradiction.values[cell]
        text = self.screen.text(
            "explain_cell",
            indicator=self._name("indicators", "indicator_code", cell.indicator_code),
            measure=self._name("measures", "measure_code", cell.measure_code).lower(),
            place=f"{place.sheet}!{place.address}",
            value="–" if value is None else printed_number(value, self.screen.lang),
        )
        if cell.period_code == self.contradiction.period_code:
            return text
        return text + self.screen.text("explain_elsewhere", period=cell.period_code)

    def _name(self, table: str, key: str, code: str) -> str:
        """The printed name of a code."""
        rows = self.codebook.tables[table]
        return str(rows.filter(rows[key] == code)[f"name_{self.screen.lang}"][-1])
