"""The SQL engine against the numpy implementation: 300 random frameworks as index codes of one build."""

from __future__ import annotations

from pathlib import Path

from support import frameworks, two_engines

REASONS = {
    *("missing", "screened", "no_denominator", "zero_range", "no_reference", "not_positive"),
    *("below_coverage", "zero_in_mean"),
}


def test_sql_equals_the_reference_on_300_random_frameworks(tmp_path: Path) -> None:
    """A fixed sample of the campaign of the same name (tests/campaigns)."""
    compared = two_engines.compare(frameworks.frameworks(300), tmp_path)
    assert not compared.differences, "\n".join(compared.differences[:20])
    assert compared.reasons == {None, *REASONS}  # the frameworks do hold every trouble
    assert compared.treatments == {"none", "untested", "winsorise", "log_ct", "log_ct_orig", "log_ct_plus"}
