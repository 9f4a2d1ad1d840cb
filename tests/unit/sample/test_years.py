"""Five simulated years in memory: no honest figure breaks a rule of the seeds, an identity of a form, or sense.

Rules are read as plain CSV and computed here; the identities are written from the guides of the forms.
"""

from __future__ import annotations

import csv
import math
import statistics
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from support.seed_rows import seed_rows

from pipelines.codebook.load import Codebook, load
from pipelines.sample.province import SEED, duties_of, long_history
from pipelines.sample.reports import Senders, lines_of

SEEDS = (SEED, 7)
N_MONTHS = 60
SMALL_STOCKS = {"N_COOP", "N_COOP_DIGITAL", "N_OCOP", "N_OCOP_TRADEMARK", "N_STARTUP_PROJECT", "N_FIRM_INNOV"}
Slice = tuple[str, str, str]  # indicator, breakdown, measure


class Sent(NamedTuple):
    """Figures and explained indicators of one workbook."""

    figures: Mapping[Slice, float]
    explained: set[str]


Years = dict[tuple[str, str, str], Sent]  # form, reporter, period


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


@pytest.fixture(scope="module", params=SEEDS)
def years(codebook: Codebook, request: pytest.FixtureRequest) -> Years:
    periods = long_history(codebook, "2026-08", N_MONTHS)
    senders = Senders(codebook, "08", periods, request.param)
    found: Years = {}
    for duty in duties_of(codebook, "08", periods).iter_rows(named=True):
        report = senders.report(duty)
        rows = lines_of(codebook, report.key.form_code, report.form_version).rows(named=True)
        keys = {row["row_key"]: (row["indicator_code"], row["breakdown_code"]) for row in rows}
        figures = {(*keys[row], measure): v for (row, measure), v in report.values.items() if not isinstance(v, str)}
        explained = {keys[row][0] for row in report.explanations}
        found[report.key.form_code, report.key.reporter_code, report.key.period_code] = Sent(figures, explained)
    return found


def rules(repo: Path, *kinds: str) -> Iterator[tuple[dict[str, str], list[dict[str, str]]]]:
    """Each rule of the kinds with its terms."""
    terms = seed_rows(repo / "data" / "seeds", "rule_terms")
    for rule in seed_rows(repo / "data" / "seeds", "rules"):
        if rule["rule_kind"] in kinds:
            yield rule, [term for term in terms if term["rule_code"] == rule["rule_code"]]


def key_of(term: Mapping[str, str]) -> Slice:
    return term["indicator_code"], term["breakdown_code"], term["measure_code"]


def department(years: Years, form: str) -> dict[str, dict[str, float]]:
    """Figures by period, in the form's first column and by indicator."""
    return {
        period: {
            code: v for (code, breakdown, measure), v in sent.figures.items() if breakdown == "_T" and measure != "ytd"
        }
        for (name, _, period), sent in years.items()
        if name == form
    }


def test_parts_children_and_signs(repo: Path, years: Years) -> None:
    checked = 0
    for rule, terms in rules(repo, "part_whole", "children_sum"):
        keys = [key_of(term) for term in terms]
        for place, (figures, _) in years.items():
            if set(keys) <= set(figures):
                first, others = figures[keys[0]], [figures[key] for key in keys[1:]]
                checked += 1
                assert first <= others[0] if rule["rule_kind"] == "part_whole" else first == sum(others), (rule, place)
    assert checked > 10_000
    assert all(value >= 0 for sent in years.values() for value in sent.figures.values())


def compared(years: Years) -> Iterator[tuple[Slice, float, float]]:
    """Each unexplained figure with the figure before it, and with the median of the six before."""
    series: dict[tuple[str, str, Slice], list[tuple[str, float, bool]]] = {}
    for (form, reporter, period), sent in years.items():
        for key, value in sent.figures.items():
            series.setdefault((form, reporter, key), []).append((period, value, key[0] in sent.explained))
    for (_, _, key), found in series.items():
        values = sorted(found)
        for n, (_, value, is_explained) in enumerate(values):
            earlier = [v for _, v, _ in values[max(0, n - 6) : n]]
            for baseline in {earlier[-1], statistics.median(earlier)} if earlier and not is_explained else set[float]():
                yield key, baseline, value


def test_unexplained_figures_stay_within_the_bands_of_jumps(repo: Path, years: Years) -> None:
    """Of small stocks, of which one more is a large change, one comparison in a thousand may leave its band."""
    bands: dict[Slice, list[tuple[float, ...]]] = {}
    for rule, terms in rules(repo, "jump"):
        band = tuple(float(rule[name] or 0) for name in ("low", "high", "min_base"))
        for term in terms:
            bands.setdefault(key_of(term), []).append(band)
    checked, of_small, beyond = 0, 0, list[tuple[Slice, float, float]]()
    for key, baseline, value in compared(years):
        checked += key in bands
        of_small += key[0] in SMALL_STOCKS
        for low, high, base in bands.get(key, []):
            if abs(value - baseline) > base and not low * baseline <= value <= high * baseline:
                beyond.append((key, baseline, value))
    assert {key[0] for key, *_ in beyond} <= SMALL_STOCKS, beyond
    assert len(beyond) <= of_small / 1_000
    assert checked > 50_000


def test_year_to_date_is_the_sum_since_the_year_began(years: Years) -> None:
    flows = {
        key[0] for sent in years.values() for key in sent.figures if key[2] == "ytd" and not key[0].startswith("P_")
    }
    for (form, reporter, period), (figures, _) in years.items():
        year, _, month = period.partition("-")
        if form in ("XA-01", "SKHCN-01") and month not in ("", "01"):
            before = years.get((form, reporter, f"{year}-{int(month) - 1:02d}"))
            for code in flows if before else ():
                if (code, "_T", "ytd") in figures:
                    assert before is not None
                    total = before.figures[code, "_T", "ytd"] + figures[code, "_T", "in_period"]
                    assert figures[code, "_T", "ytd"] == total, (form, reporter, period, code)


def test_the_communes_are_alive_and_stay_in_sense(years: Years) -> None:
    """Adults about 918,866 (statistics of the first sample), shares below 100 %, offices quieter around Tết."""
    by_month: dict[str, dict[str, float]] = {}
    for (form, _, period), (figures, _) in years.items():
        if form == "XA-01":
            for (code, _, measure), value in figures.items():
                if measure == "in_period":
                    sums = by_month.setdefault(period, {})
                    sums[code] = sums.get(code, 0) + value
    first, last = by_month[min(by_month)], by_month[max(by_month)]
    assert 800_000 < first["N_ADULT"] < 1_050_000 and last["N_ADULT"] < 1.05 * first["N_ADULT"]
    for code in ("N_FIRM_ACTIVE", "N_HOUSEHOLD_BIZ", "N_COOP", "N_OCOP"):
        assert 0.9 < last[code] / first[code] < 3, code
    assert 0.15 < first["N_FIRM_INNOV"] / first["N_FIRM_ACTIVE"] < 0.25
    assert 0.2 < last["N_FIRM_INNOV"] / last["N_FIRM_ACTIVE"] < 0.4
    for year in ("2027", "2028", "2029", "2030"):
        tet, autumn = by_month[f"{year}-02"]["N_DOSSIER"], by_month[f"{year}-10"]["N_DOSSIER"]
        assert 0.55 < tet / autumn < 0.85, year


def test_a_true_jump_is_explained_and_lasts(years: Years) -> None:
    """The industrial park of September 2026: 3 × firms + 15, and no return."""
    explained = {(r, p) for (_, r, p), sent in years.items() if sent.explained}
    reporter, period = min(explained, key=lambda place: place[1])
    assert period == "2026-09"
    key = ("N_FIRM_ACTIVE", "_T", "in_period")
    before, now, later = (years["XA-01", reporter, p].figures[key] for p in ("2026-08", "2026-09", "2026-12"))
    assert now >= 3 * (before - 1) + 15 and later > 0.9 * now
    assert {p for r, p in explained if r == reporter} >= {
        "2026-09",
        "2026-10",
        "2026-11",
        "2026-12",
        "2027-01",
        "2027-03",
    }
    assert len({r for r, _ in explained}) <= 40  # about four a year among 124 communes


def test_national_accounts(years: Years) -> None:
    """TK-01: growth of constant prices, productivity, the TFP residual, R&D below 0.5 % of GRDP, digital economy."""
    forms = department(years, "TK-01")
    budgets = {p: f for p, f in ((k[2], s.figures) for k, s in years.items() if k[0] == "STC-01")}
    assert len(forms) >= 4
    for period, now in forms.items():
        before = forms.get(f"S{int(period[1:]) - 1}")
        assert 0.05 < now["V_DIGITAL_VA"] / now["V_GRDP"] < 0.25
        assert 0.002 < now["V_RD_TOTAL"] / now["V_GRDP"] < 0.005
        assert 0.3 < now["N_EMPLOYED"] / 918_866 < 1
        assert now["V_RD_STATE"] == budgets[f"{period[1:]}-Q4"]["V_BUDGET_RD", "_T", "ytd"]
        residual = (
            now["G_GRDP_PCT"] - now["B_CAPITAL"] * now["G_CAPITAL_PCT"] - (1 - now["B_CAPITAL"]) * now["G_LABOUR_PCT"]
        )
        assert now["G_TFP_PCT"] == pytest.approx(residual, abs=0.005 + 1e-9)  # two decimals
        assert ("G_TFP_SHARE" in now) == (period[-1] in "0358")  # availability.csv
        if "G_TFP_SHARE" in now:
            assert now["G_TFP_SHARE"] == pytest.approx(100 * now["G_TFP_PCT"] / now["G_GRDP_PCT"], abs=0.05 + 1e-9)
            assert 25 < now["G_TFP_SHARE"] < 50  # 33.9 % in 2020
        if before:
            growth = now["V_GRDP_CONST"] / before["V_GRDP_CONST"]
            workers = now["N_EMPLOYED"] / before["N_EMPLOYED"]
            assert now["G_GRDP_PCT"] == pytest.approx(100 * (growth - 1), abs=0.005 + 1e-9)
            assert now["G_PRODUCTIVITY_PCT"] == pytest.approx(100 * (growth / workers - 1), abs=0.05 + 1e-9)
            assert 1.0 < now["V_GRDP"] / before["V_GRDP"] / growth < 1.06  # prices rise a little


def test_official_indices(years: Years) -> None:
    """HDI by UNDP's goalposts; PII is a mean of means; DTI lies within its indices; ranks in the field."""
    for now in department(years, "TK-02").values():
        life, income = (now["HDI_LIFE"] - 20) / 65, math.log(now["HDI_GNI"] / 100) / math.log(750)
        education = (now["HDI_EYS"] / 18 + now["HDI_MYS"] / 15) / 2
        assert now["S_HDI"] == pytest.approx((life * education * income) ** (1 / 3), abs=0.0005 + 1e-9)
        assert 0.68 < now["S_HDI"] < 0.78
    forms = department(years, "SKHCN-04")
    for now in forms.values():
        assert now["PII_TOTAL"] == pytest.approx((now["PII_INPUT"] + now["PII_OUTPUT"]) / 2, abs=0.005 + 1e-9)
        assert now["PII_INPUT"] == pytest.approx(sum(now[f"PII_P{n}"] for n in range(1, 6)) / 5, abs=0.005 + 1e-9)
        assert now["PII_OUTPUT"] == pytest.approx((now["PII_P6"] + now["PII_P7"]) / 2, abs=0.005 + 1e-9)
        assert 30 < now["PII_TOTAL"] < 50  # 33.74 in 2023; the 21st of 34 had 37.66 in 2025
        parts = [v for code, v in now.items() if code.startswith("DTI_") and code != "DTI_TOTAL"]
        assert len(parts) == 8 and min(parts) <= now["DTI_TOTAL"] <= max(parts)
        assert 1 <= now["RK_PII"] <= now["N_RANKED_PII"] == 34 and 1 <= now["RK_DTI"] <= now["N_RANKED_DTI"]


def test_counts_that_belong_together(codebook: Codebook, years: Years) -> None:
    people = codebook.tables["areas"].filter(area_id="p34-08")["population"].item()
    assert people == 1_865_270
    for now in department(years, "SKHCN-03").values():
        assert (
            0.95 * people < now["N_PERSON"] <= people
            and now["N_PROV_ADULT_ESIGN"] < now["N_PERSON_5G"] < now["N_PERSON"]
        )
    for now in department(years, "CAT-01").values():
        assert now["N_PROV_ADULT"] < people
    for now in department(years, "SNV-01").values():
        assert now["N_STI_STAFF"] < 0.05 * now["N_WORKFORCE"] and now["N_WORKFORCE"] < people
    for now in department(years, "SNNMT-01").values():
        assert 1 <= now["N_GI_ABROAD"] <= now["N_GI"]
    for now in department(years, "TK-03").values():
        assert now["N_SURVEY_SAMPLE"] >= 100
    for now in department(years, "SKHCN-01").values():
        assert now["N_SME_RD_COOP"] <= now["N_DEPT_FIRM_INNOV"]
        assert 0.015 < now["V_BUDGET_STI"] / now["V_BUDGET_TOTAL"] < 0.035
        assert now["N_STARTUP_FIRM"] < 190


def test_sources_agree_as_far_as_the_seeds_ask(repo: Path, years: Years) -> None:
    """Each cross-check of the seeds, where both books have the period."""
    sums: dict[tuple[str, str, str], float] = {}  # source, period, indicator and measure
    forms = {row["form_code"]: row["source_code"] for row in seed_rows(repo / "data" / "seeds", "forms")}
    for (form, _, period), (figures, _) in years.items():
        source = "commune_sum" if form == "XA-01" else forms[form]
        for (code, breakdown, measure), value in figures.items():
            if breakdown == "_T":
                place = (source, _last_month(period), f"{code} {measure}")
                sums[place] = sums.get(place, 0) + value if source == "commune_sum" else value
    with (repo / "data" / "seeds" / "cross_checks.csv").open(encoding="utf-8", newline="") as file:
        checks = list(csv.DictReader(file))
    compared: set[str] = set()
    for check in checks:
        names = [f"{check[name]} {check['measure_code']}" for name in ("indicator_code", "other_indicator_code")]
        for source, period, name in list(sums):
            other = sums.get((check["other_source_code"], period, names[1]))
            if (source, name) == (check["source_code"], names[0]) and other is not None:
                compared.add(check["check_code"])
                mine, tolerance = sums[source, period, name], float(check["tolerance_pct"]) / 100
                assert mine <= other * (1 + tolerance), (check["check_code"], period)
                if check["relation"] == "equal":
                    assert mine >= other * (1 - tolerance), (check["check_code"], period)
    assert len(compared) >= 16


def _last_month(period: str) -> str:
    year, _, part = period.removeprefix("S").partition("-")
    months = {"": "12", "Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12", "H1": "06", "H2": "12"}
    return f"{year}-{months.get(part, part)}"
