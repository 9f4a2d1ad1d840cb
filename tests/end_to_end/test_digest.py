"""The digest of the simulated province: October's broken file and held figures, on a day after the deadline."""

from __future__ import annotations

from datetime import date

import polars as pl
from support.province import BROKEN, Province

from pipelines.alerts.digest import compose
from pipelines.alerts.gather import gather
from pipelines.settings import seeds_root

DAY = date(2026, 10, 22)  # Thursday, three working days after the deadline, Monday the 19th


def test_october_as_the_office_reads_it(province: Province) -> None:
    content = gather(province.places, seeds_root(), "2026-10", DAY)
    assert content.province.vi == "Tuyên Quang" and content.simulated == "none" and content.duties
    (form,) = [duty for duty in content.duties if duty.code == "XA-01"]
    assert (form.last, form.n_due, form.n_read) == (date(2026, 10, 19), 124, 123)
    name = pl.read_parquet(province.current / "parquet" / "reporter.parquet").filter(reporter_code=BROKEN)
    ((unit, state, n_days),) = form.units
    assert (unit.vi, state, n_days) == (name["name_vi"].item(), "unreadable", 3)

    files = [file for file in content.files if file.file_id.startswith("R")]
    assert [(file.name, file.state.vi) for file in files] == [(f"08_XA-01_2026-10_{BROKEN}.xlsx", "không mở được")]
    held = pl.read_parquet(province.current / "parquet" / "slice_state.parquet").filter(state="held")
    assert sum(n for _, n in content.held.by_reason) == held.filter(period_code="2026-10").height
    assert content.held.n_others == held.filter(pl.col("period_code") != "2026-10").height
    assert content.published and content.published.release_id == province.places.current.read_text().strip()
    text = compose("08", content).text.vi
    assert f"- {unit.vi}: không đọc được, quá 3 ngày làm việc" in text.splitlines()


def test_on_the_last_day_nobody_is_late(province: Province) -> None:
    on_the_day = gather(province.places, seeds_root(), "2026-10", date(2026, 10, 19))
    (form,) = [duty for duty in on_the_day.duties or () if duty.code == "XA-01"]
    assert [(unit.state, unit.n_days) for unit in form.units] == [("unreadable", 0)]
    after = gather(province.places, seeds_root(), "2026-11", date(2026, 10, 19))
    assert not after.duties and after.n_other_duties >= 1
