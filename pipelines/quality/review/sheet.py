"""The review list in words, for the workbook and the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.schema.review_sheet import LineKey
from pipelines.forms.number_text import number_vi
from pipelines.forms.review.content import ReviewLine, ReviewSheet
from pipelines.forms.review.messages import text
from pipelines.quality.review.worklist import FIRST, ScoredFigure, Worklist, covered

TOTAL_BREAKDOWN, OWN_MEASURE = "_T", "in_period"


@dataclass
class Names:
    """Printed names of codes of the codebook."""

    codebook: Codebook

    def of(self, table: str, key: str, code: str, lang: str = "vi") -> str:
        """The name of a code; the code itself where it has none."""
        rows = self.codebook.tables[table]
        found = rows.filter(rows[key] == code)[f"name_{lang}"]
        return str(found[-1]) if len(found) else code

    def figure(self, scored: ScoredFigure, lang: str = "vi") -> str:
        """Indicator, and what else names the figure."""
        _, indicator, breakdown, measure, _, _ = scored.figure.slice
        parts = [self.of("indicators", "indicator_code", indicator, lang)]
        if breakdown != TOTAL_BREAKDOWN:
            parts.append(self.of("breakdowns", "breakdown_code", breakdown, lang))
        if measure != OWN_MEASURE:
            parts.append(self.of("measures", "measure_code", measure, lang).lower())
        return ", ".join(parts)

    def decimals(self, indicator: str) -> int:
        """The decimals that the indicator is printed with."""
        rows = self.codebook.tables["indicators"].filter(pl.col("indicator_code") == indicator)
        return int(rows["decimals"][-1]) if rows.height else 0


def review_sheet(codebook: Codebook, listed: Worklist, period: str) -> ReviewSheet:
    """The contents of the workbook: the lines in the order of reporters, each with the share covered so far."""
    names = Names(codebook)
    figures = listed.figures
    shares = covered([scored.score for scored in figures])
    lines = tuple(_line(names, scored, share) for scored, share in zip(figures, shares, strict=True))
    n_first = min(FIRST, len(lines))
    share = number_vi(round(shares[n_first - 1], 1)) if n_first else "100"
    counted = {"n": len(lines), "n_reporters": len(listed.reporters), "n_first": n_first, "share": share}
    title = text("title", period=names.of("periods", "period_code", period).upper())
    return ReviewSheet(title, (text("cover", **counted), text("how")), lines)


def key_of_figure(scored: ScoredFigure) -> LineKey:
    """The key of a line; it names the rule that may be waived where the figure is what one single rule is about."""
    alarms = scored.figure.alarms
    rule = alarms[0].rule_code if len(alarms) == 1 and alarms[0].is_subject else ""
    area, indicator, breakdown, measure, source, period = scored.figure.slice
    return LineKey(area, indicator, breakdown, measure, source, period, scored.figure.value, rule)


def proposal(names: Names, scored: ScoredFigure) -> str:
    """What is proposed for a figure, in Vietnamese."""
    figure = scored.figure
    reasons = "; ".join(dict.fromkeys(repair.reason_vi for repair in figure.repairs))
    if not figure.is_explained_by:
        return reasons[:1].upper() + reasons[1:] or text("no_proposal")
    settled = text("settled_by", indicator=names.of("indicators", "indicator_code", figure.is_explained_by))
    return f"{settled} {text('or_else', reasons=reasons)}" if reasons else settled


def _line(names: Names, scored: ScoredFigure, share: float) -> ReviewLine:
    area, indicator, *_, period = scored.figure.slice
    return ReviewLine(
        key=key_of_figure(scored),
        reporter=names.of("reporters", "reporter_code", scored.figure.reporter_code),
        area=names.of("areas", "area_id", area),
        indicator=names.figure(scored),
        period=names.of("periods", "period_code", period),
        expected=None if scored.expected is None else round(scored.expected, names.decimals(indicator)),
        decimals=names.decimals(indicator),
        messages=tuple(dict.fromkeys(alarm.message_vi for alarm in scored.figure.alarms)),
        proposal=proposal(names, scored),
        cumulative_pct=round(share, 1),
        state="\n".join(_states(scored)),
        new_value=scored.figure.repairs[0].new if scored.figure.repairs else None,
    )


def _states(scored: ScoredFigure) -> Iterator[str]:
    """What is done with the figure at present."""
    yield text("state_held") if scored.figure.is_held else text("state_shown")
    if scored.figure.stale_seq:
        yield text("state_stale", seq=scored.figure.stale_seq)
    if (level := scored.figure.level) is not None:
        values = {"low": number_vi(level.least_value), "high": number_vi(level.largest_value)}
        yield text("state_level", n=level.n_periods, **values)
    if scored.asked is not None:
        yield text("state_asked", seq=scored.asked.seq, reason=scored.asked.payload["reason"])
