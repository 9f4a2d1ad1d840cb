"""Releases of three provinces as the country's models read them, with every case that they tell apart.

Province 01 is of the newest period, 04 a period behind, 08 has another definition of one indicator; 11 failed its
verification and 12 has no release. Figures are drawn from a fixed seed, with ties, figures of nothing and no figures.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.warehouse.country.marts import READ, ProvinceRelease

PERIODS = {"2026-08": date(2026, 7, 15), "2026-09": date(2026, 8, 15), "2026-10": date(2026, 9, 15)}
NAMES = {"01": "Hà Nội", "04": "Cao Bằng", "08": "Tuyên Quang", "11": "Điện Biên", "12": "Lai Châu"}
STATES = {"01": "joined", "04": "joined", "08": "joined", "11": "failed", "12": "absent"}
N_INDICATORS = 40
TYPES: dict[str, Any] = {
    **{"text": pl.String, "double": pl.Float64, "bigint": pl.Int64},
    **{"boolean": pl.Boolean, "date": pl.Date},
}


def country(folder: Path) -> tuple[list[ProvinceRelease], dict[str, Path]]:
    """The provinces, and the folder of the release of each that is joined."""
    provinces = [_province(code) for code in NAMES]
    trees = {row.province_code: folder / row.province_code for row in provinces if row.release_id}
    for code, tree in trees.items():
        for table, rows in _tables(code).items():
            path = tree / "parquet" / f"{table}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            schema = {"area_id": pl.String} | {name: TYPES[kind] for name, kind in READ[table].items()}
            pl.DataFrame(rows, schema).write_parquet(path)
    return provinces, trees


def _province(code: str) -> ProvinceRelease:
    name = NAMES[code]
    row = ProvinceRelease(code, f"p34-{code}", f"Tỉnh {name}", name, "2026-10", STATES[code])
    if row.state != "joined":
        return row._replace(reason_vi="không có", reason_en="there is none")
    occasion = "2026-09" if code == "04" else "2026-10"
    named = row._replace(release_id=f"{occasion}-r001", occasion_period=occasion, tree_hash=code * 32)
    return named._replace(verdict="pass", simulated="none" if code == "01" else "all")


def _tables(province: str) -> dict[str, list[dict[str, Any]]]:
    draw = random.Random(f"country {province}")
    periods = [code for code in PERIODS if province != "04" or code < "2026-10"]
    return {
        "period": [{"period_code": code, "start_date": PERIODS[code], "end_date": PERIODS[code]} for code in periods],
        "indicator": [row for number in range(N_INDICATORS) for row in _definitions(province, number)],
        "indicator_value": list(_figures(province, periods, draw)),
        "completeness": [_counts(period, duty, draw) for period in periods for duty in ("D1", "D2")],
    }


def _definitions(province: str, number: int) -> Iterator[dict[str, Any]]:
    """One version; of every tenth indicator a second from September on."""
    is_ratio = number % 3 == 2
    row: dict[str, Any] = {
        **{"indicator_code": f"I{number}", "name_vi": f"Chỉ tiêu {number}", "name_en": f"Indicator {number}"},
        **{"version": 1, "direction": -1 if number % 4 == 3 else 1, "scale": 100.0 if is_ratio else None},
        **{"uom_code": "percent" if is_ratio else "count", "agg_area": ("sum", "none", "ratio")[number % 3]},
        **dict.fromkeys(("numerator_code", "denominator_code"), "OF" if is_ratio else None),
        **{"valid_from": date(2020, 1, 1), "valid_to": None},
    }
    if province == "08" and number == 6:
        row["uom_code"] = "thousand"
    yield row | ({"valid_to": date(2026, 8, 14)} if number % 10 == 9 else {})
    if number % 10 == 9:
        yield row | {"version": 2, "valid_from": date(2026, 8, 15), "direction": 1}


def _figures(province: str, periods: list[str], draw: random.Random) -> Iterator[dict[str, Any]]:
    """Figures of the province, and one of a commune that the country does not read."""
    for number in range(N_INDICATORS):
        for period in periods:
            for measure in ("in_period", "rank") if number % 5 == 1 else ("in_period",):
                yield _figure(number, period, draw) | {"area_id": f"p34-{province}", "measure_code": measure}
    yield _figure(0, periods[0], draw) | {"area_id": "c25-00001", "measure_code": "in_period"}


def _figure(number: int, period: str, draw: random.Random) -> dict[str, Any]:
    below = draw.choice([0.0, *(draw.randint(1, 900) for _ in range(5))])
    above = draw.uniform(0, below)
    plain = draw.choice([None, 0.3, 0.1 + 0.2, draw.uniform(0, 9)])
    value = 100 * above / below if number % 3 == 2 and below else plain
    return {
        **{"indicator_code": f"I{number}", "breakdown_code": "_T", "source_code": "commune_sum", "period_code": period},
        **{"value": value, "numerator": above, "denominator": below, "uom_code": "count", "obs_status": "reported"},
        **{"figure_status": draw.choice(["uoc", "chinh_thuc"]), "n_areas": draw.choice([4, 4, 4, 3])},
        **{"n_areas_expected": 4, "n_areas_carried": draw.choice([0, 0, 1])},
        **{"is_questioned": draw.random() < 0.1, "is_last_good": draw.random() < 0.1},
    }


def _counts(period: str, duty: str, draw: random.Random) -> dict[str, Any]:
    counts = {name: draw.randint(0, 9) for name in READ["completeness"] if name.startswith("n_")}
    counts["n_read"] = counts["n_in_time"] + counts["n_late"]
    counts["n_due"] = sum(
        counts[f"n_{name}"] for name in ("not_due", "read", "missing", "unreadable", "waiting", "withdrawn")
    )
    return {"duty_code": duty, "period_code": period} | counts
