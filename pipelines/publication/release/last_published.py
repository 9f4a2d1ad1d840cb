"""Figures of the period before as the current release shows them: hints in forms and replies, never figures."""

from __future__ import annotations

from pipelines.codebook.load import Codebook
from pipelines.forms.blank.content import PublishedFigure, SliceKey
from pipelines.publication.release.current import current_release
from pipelines.settings import Places
from pipelines.warehouse.query import query

LAST = """
select v.indicator_code, v.breakdown_code, v.measure_code, v.value, v.shown_period_code
from indicator_value as v
where v.area_id = $area and v.source_code = $source and v.period_code = $period
    and v.value is not null and not v.is_derived
"""


def last_published(
    places: Places, codebook: Codebook, form_code: str, reporter: str, period: str
) -> dict[SliceKey, PublishedFigure]:
    """Published figures of the previous period by slice of the form's reporter.

    Empty before the first release, and for a form, reporter or period that the codebook does not have.
    """
    periods = codebook.tables["periods"].filter(period_code=period)
    reporters = codebook.tables["reporters"].filter(reporter_code=reporter)
    if periods.is_empty() or reporters.is_empty() or not places.current.exists():
        return {}
    release = current_release(places).folder
    found: dict[SliceKey, PublishedFigure] = {}
    for source in codebook.tables["forms"].filter(form_code=form_code)["source_code"].unique().sort():
        parameters = {"area": reporters["area_id"].item(), "source": source, "period": periods["previous_code"].item()}
        for indicator, breakdown, measure, value, shown in query(release, LAST, parameters).iter_rows():
            found[SliceKey(indicator, breakdown, measure)] = PublishedFigure(value, shown)
    return found
