"""Monthly releases one by one: each stays as it was published and is built again to the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.release_history import PublishedMonth, data_root, publish_month, rebuilt_differently

N_COMMUNES = 6
MONTHS = ("2026-08", "2026-09", "2026-10")


@pytest.mark.slow
def test_every_monthly_release_stays_and_can_be_rebuilt(sample: Path, tmp_path: Path) -> None:
    where = data_root(tmp_path / "data")
    published: list[PublishedMonth] = []
    for period in MONTHS:
        files = sorted(sample.glob(f"08_XA-01_{period}_*.xlsx"))[:N_COMMUNES]
        assert len(files) == N_COMMUNES
        published.append(publish_month(where, period, files))
    assert [done.release_id for done in published] == ["2026-08-r001", "2026-09-r002", "2026-10-r003"]
    assert rebuilt_differently(where, published, tmp_path / "again") == []

    table = where.release / published[0].release_id / "parquet" / "indicator_value.parquet"
    table.chmod(0o644)
    table.write_bytes(table.read_bytes() + b" ")
    faults = rebuilt_differently(where, published[:1], tmp_path / "damaged")
    assert [fault.split(":")[0] for fault in faults] == [published[0].release_id] * 2  # differs, and was changed
