"""Targets of the documents with planted figures, their classes worked by hand, through one whole build of January 2027.

Times are months on one line: December 2026 is 12 × 2026 + 12 = 24324, December 2030 is 24372, December 2045 is 24552.
"""

from __future__ import annotations

from typing import Any

import duckdb
import pytest
from support import landed, promises

from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.settings import REPO, places

Row = dict[str, Any]
AUGUST, DECEMBER, QUARTER, YEAR, STATISTICAL = "2026-08", "2026-12", "2026-Q4", "2026", "S2026"
# indicator -> source, measure, figures by period
FIGURES: dict[str, tuple[str, str, dict[str, float]]] = {
    "N_HUB": ("province_admin", "in_period", {AUGUST: 2, DECEMBER: 3}),
    "N_STARTUP_FIRM": ("province_admin", "in_period", {AUGUST: 38, DECEMBER: 42}),
    "N_DEPT_FIRM_INNOV": ("province_admin", "in_period", {AUGUST: 220, DECEMBER: 250}),
    "N_DEPT_FIRM_ACTIVE": ("province_admin", "in_period", {AUGUST: 1000, DECEMBER: 1000}),
    "RK_PII": ("index_decision", "level", {STATISTICAL: 21}),
    "S_HDI": ("hdi_components", "level", {STATISTICAL: 0.7}),
    "V_GRDP": ("province_stat", "in_period", {STATISTICAL: 50_000_000}),
    "V_RD_TOTAL": ("province_stat", "in_period", {STATISTICAL: 500_000}),
    "V_INDUSTRY_VA": ("province_stat", "in_period", {STATISTICAL: 17_500_000}),
    "V_MANUFACTURING_VA": ("province_stat", "in_period", {STATISTICAL: 14_750_000}),
    "G_PRODUCTIVITY_PCT": ("province_stat", "in_period", {"S2025": 9, STATISTICAL: 7}),
    "V_BUDGET_STI": ("province_finance", "ytd", {QUARTER: 25}),
    "V_BUDGET_ST": ("province_finance", "ytd", {QUARTER: 14.5}),
    "V_BUDGET_TOTAL": ("province_finance", "ytd", {QUARTER: 1000}),
    "V_BUDGET_STATE_TOTAL": ("province_finance", "ytd", {QUARTER: 3000}),
    "N_PROV_DOSSIER_ONLINE": ("province_admin", "in_period", {QUARTER: 80}),
    "N_PROV_DOSSIER": ("province_admin", "in_period", {QUARTER: 100}),
    "N_TRANSACTION_CASHLESS": ("bank_admin", "in_period", {"S2026-Q4": 801}),
    "N_TRANSACTION": ("bank_admin", "in_period", {"S2026-Q4": 1000}),
    "N_STTASK": ("province_admin", "in_period", {YEAR: 200}),
    "N_STTASK_AGRI": ("province_admin", "in_period", {YEAR: 120}),
    "N_STTASK_SOCIAL": ("province_admin", "in_period", {YEAR: 19}),
    "N_ST_FIRM_FOUNDED": ("province_admin", "in_period", {"2025": 1, YEAR: 3}),
    "N_FUND_FIRM_NEW": ("province_admin", "in_period", {"2025": 3, YEAR: 10}),
    "N_TECH_INVESTOR": ("province_admin", "in_period", {YEAR: 5}),
    "N_GI_ABROAD": ("province_admin", "in_period", {"2026-H2": 1}),
}
# the monthly book of the department beside the closed one of the Department of Finance, 3.5 % of another budget
BESIDE = {"V_BUDGET_STI": 35.0, "V_BUDGET_TOTAL": 1000.0}
CLASSES = {
    # at least 1: there are 3
    "T000-01": "met",
    # 5 from 2: linear (1/3) / (4/52) = 4.3, growth (1.5^3 - 1) / (2.5^(12/52) - 1) = 2.375 / 0.2355 = 10.1
    "T000-02": "on_track",
    # above 120 from 38: linear (4/82) / (4/52) = 0.634; growth ((42/38)^3 - 1) / ((120/38)^(12/52) - 1)
    # = 0.3502 / 0.3039 = 1.15: one method asks for more speed, one does not
    "T000-03": "disagree",
    # above 25 %: 250 of 1,000 is not above; from 22 %, linear (3/3) / (4/52) = 13, growth and logit above 1 as well
    "T000-04": "on_track",
    # place 21 where 20 of 34 is wanted, and a place has no pace
    "T000-05": "below",
    # place 21 of 34 says nothing of a goal among 63
    "T001-01": "field_differs",
    # among the first 20 of a field that is not stated, by 2045
    "T001-27": "below",
    # kept above 0.7: 0.7 is not above
    "T001-06": "not_maintained",
    # 0.5 of 50 million is 1 % where 2 % is wanted, of one period
    "T001-12": "no_base",
    # 25 of 1,000 is 2.5 % of the year 2026, of 2 to 3 %: the lower end is met
    "T001-14": "met",
    # about 1.5 %: 14.5 of 1,000 is 1.45 %, which rounds to 1.5
    "T004-09": "met",
    # about 1 %: 14.5 of 3,000 is 0.483 %, which rounds to 0
    "T004-17": "no_base",
    # about 8 % a year on average: (1.09 × 1.07)^(1/2) = 1.079954, 7.9954 / 8 = 0.9994, and 2030 is not over
    "T004-12": "on_track",
    # above 35 %: 17.5 of 50 million is 35 %
    "T004-02": "no_base",
    # about 30 %: 14.75 of 50 million is 29.5 %, which rounds to 30
    "T004-03": "met",
    # above 80 % of all dossiers: 80 of 100 is not above
    "T001-08": "no_base",
    # above 80 % of payments: 80.1 %
    "T001-11": "met",
    # above 60 % every year: 120 of 200 is 60 %, and the year is over
    "T004-04": "missed",
    # about 10 % every year: 19 of 200 is 9.5 %, which rounds to 10
    "T004-05": "met",
    # 5 founded by 2030: 1 and 3 since December 2024 are 4; (4/5) / (24/72) = 2.4
    "T001-23": "on_track",
    # 2 to 3 founded since March 2023: 4 is the upper end and more
    "T004-14": "fully_met",
    # 30 more since March 2023 (24279): 13 of them; (13/30) / (45/93) = 0.896
    "T004-16": "acceleration_needed",
    # nobody stated over which years ten, or five, add up
    "T001-29": "no_rule",
    "T001-21": "no_rule",
    # 1 protected abroad: the goal of 2030; of the 3 by 2045 one period is known
    "T001-20": "met",
    "T001-30": "no_base",
}


@pytest.fixture(scope="module")
def progress(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    """The latest rows of every target of the province, from one submission with all figures."""
    root = tmp_path_factory.mktemp("golden")
    place, codebook = places("08", root / "data"), load(REPO / "data" / "seeds")
    units = dict(codebook.tables["indicators"].select("indicator_code", "uom_code").iter_rows())
    ledger = Ledger(place.ledger)
    named = {"receipt_id": "R000001", "sha256": "0" * 64, "n_bytes": 0, "original_name": "t.xlsx", "channel": "test"}
    entry = ledger.append("receipt", named)
    figures = [
        (code, source, measure, period, value)
        for code, (source, measure, by_period) in FIGURES.items()
        for period, value in by_period.items()
    ]
    figures += [(code, "province_admin", "ytd", DECEMBER, value) for code, value in BESIDE.items()]
    where = {"area_id": "p34-08", "breakdown_code": "_T", "obs_status": "reported", "row_key": None, "col_key": None}
    observations = [
        {
            **where,
            "indicator_code": code,
            "source_code": source,
            "measure_code": measure,
            "period_code": period,
            "value": float(value),
            "uom_code": units[code],
        }
        for code, source, measure, period, value in figures
    ]
    landing = root / "landing"
    landed.land(landing, entry.seq, "SKHCN-01", 1, "D08-SKHCN", "2027-01", observations)
    warehouse = promises.built(place, codebook, ledger, landing, root / "work", ["target_progress"], "2027-01")
    found: dict[str, list[Row]] = {}
    with duckdb.connect(str(warehouse), read_only=True) as con:
        answer = con.execute("select * from published.target_progress where is_latest or value is null")
        names = [column[0] for column in answer.description]
        for values in answer.fetchall():
            row = dict(zip(names, values, strict=True))
            found.setdefault(row["target_id"], []).append(row)
    return found


@pytest.mark.parametrize("target", CLASSES)
def test_the_class_is_the_one_worked_by_hand(progress: dict[str, list[Row]], target: str) -> None:
    (row,) = progress[target]
    assert row["progress_class"] == CLASSES[target], row


def test_every_target_has_one_latest_row(progress: dict[str, list[Row]]) -> None:
    assert len(progress) == 52
    assert {len(rows) for rows in progress.values()} == {1}


def test_the_declared_source_is_judged_and_the_other_stands_beside(progress: dict[str, list[Row]]) -> None:
    (row,) = progress["T001-14"]
    assert (row["source_code"], row["value"]) == ("province_finance", 2.5)
    assert row["beside_vi"].startswith("3,5 % (Tỷ trọng chi khoa học") and "kỳ 2026-12)" in row["beside_vi"]
    assert row["choice_vi"].startswith("Sở Tài chính chốt")
    (alone,) = progress["T001-12"]  # its concept has one figure
    assert alone["beside_vi"] is None
