"""Every target, baseline, commitment and task stands in its document, as worded there, at its line."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from unit.policy import documents

from pipelines.codebook.load import Codebook, load

Row = dict[str, Any]
MOST_WORDS = 12  # of a quote
OPERATORS = {
    "ge": {"ít nhất", "tối thiểu", "từ", "trở lên"},
    "gt": {"trên", "hơn"},
    "le": {"thuộc nhóm"},
    "eq": {None},
    "between": {None, "từ"},
    "about": {"khoảng", "khoảng trên"},
}
BEFORE = re.compile(r"(ít nhất|tối thiểu|khoảng trên|khoảng|trên|hơn|từ)\s+(?:từ |phát triển )?$", re.IGNORECASE)
KEPT = tuple(f"| 00{no} " for no in range(5))  # the lines of the table in docs/targets.md
YEARLY = re.compile(r"h[ằà]ng năm|/năm", re.IGNORECASE)


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


@pytest.fixture(scope="module")
def texts(shared: Path) -> dict[str, list[str]]:
    return documents.all_lines(shared / "documents")


def rows(codebook: Codebook, table: str) -> list[Row]:
    return [dict(row) for row in codebook.tables[table].iter_rows(named=True)]


def line_of(texts: dict[str, list[str]], row: Row, column: str = "line") -> str:
    number: int = row[column]
    return texts[row["document_file"]][number]


def test_counts(repo: Path, codebook: Codebook, capsys: pytest.CaptureFixture[str]) -> None:
    tables = ("targets", "baselines", "commitments", "tasks")
    counts = {table: Counter(row["document_file"] for row in rows(codebook, table)) for table in tables}
    names = sorted(row["document_file"] for row in rows(codebook, "policy_documents"))
    with capsys.disabled():
        print("\n" + " " * 30 + "".join(f"{table:>13}" for table in tables))
        for name in [*names, None]:
            print(f"{name or 'other sources':30}" + "".join(f"{counts[table][name]:>13}" for table in tables))
    # read off the documents by hand
    assert [counts["targets"][name] for name in names] == [5, 30, 11, 11, 17]
    assert [counts["baselines"][name] for name in names] == [0, 0, 1, 0, 3]
    assert [counts["tasks"][name] for name in names] == [0, 0, 0, 31, 18]
    assert all(counts["commitments"][name] for name in names)
    # docs/targets.md keeps the same table
    lines = [
        line
        for line in (repo / "docs" / "targets.md").read_text(encoding="utf-8").splitlines()
        if line.startswith(KEPT)
    ]
    kept = [[int(re.match(r"\d+", cell.strip()).group()) for cell in line.split("|")[2:6]] for line in lines]  # type: ignore[union-attr]
    assert kept == [[counts[table][name] for table in tables] for name in names]


@pytest.mark.parametrize("table", ["targets", "baselines", "commitments", "tasks"])
def test_quotes_are_literal_and_short(codebook: Codebook, texts: dict[str, list[str]], table: str) -> None:
    quoted = [row for row in rows(codebook, table) if row["document_file"]]
    wrong = [row for row in quoted if documents.normal(row["quote"]) not in line_of(texts, row)]
    assert not wrong
    assert not [row["quote"] for row in quoted if len(row["quote"].split()) > MOST_WORDS]


def test_the_numbers_stand_in_the_quote(codebook: Codebook) -> None:
    for row in rows(codebook, "targets"):
        wanted: set[float] = {row[name] for name in ("low", "high") if row[name] is not None}
        assert wanted <= set(documents.values(row["quote"])), row["target_id"]
        # no other number hides in the quote: what is left is a year of the horizon or the field of a rank
        years = {float(row[name]) for name in ("horizon_from", "horizon_to") if row[name]}
        field = {float(population) for population in ("63", "34") if row["rank_population"] == population}
        assert set(documents.values(row["quote"])) <= wanted | years | field, row["target_id"]
    for row in rows(codebook, "baselines"):
        if row["document_file"]:
            assert row["value"] in documents.values(row["quote"]), row["baseline_id"]


def test_the_years_of_a_baseline_stand_in_its_line(codebook: Codebook, texts: dict[str, list[str]]) -> None:
    for row in rows(codebook, "baselines"):
        years = {float(row["year_from"]), float(row["year_to"])}
        if row["document_file"] and row["document_file"].startswith("004"):
            assert years <= set(documents.values(line_of(texts, row))), row["baseline_id"]
        elif row["document_file"]:  # 002 counts "until now"; its copy is dated in another line
            document = next(
                other for other in rows(codebook, "policy_documents") if other["document_file"] == row["document_file"]
            )
            assert years <= set(documents.values(line_of(texts, document, "date_line"))), row["baseline_id"]


def test_the_operator_is_the_documents_word(codebook: Codebook, texts: dict[str, list[str]]) -> None:
    for row in rows(codebook, "targets"):
        word, line = row["operator_word"], line_of(texts, row)
        assert (word and word.lower()) in OPERATORS[row["operator"]], row["target_id"]
        place = line.index(row["quote"]) + first_number(row["quote"])
        before = BEFORE.search(line[:place])
        if word == "thuộc nhóm":
            assert word in texts[row["document_file"]][row["operator_line"] or row["line"]], row["target_id"]
        elif word == "trở lên":
            assert re.match(r"\S+(?: \S+){0,6}? trở lên", line[place:]), row["target_id"]
        else:
            assert (before.group(1) if before else None) == word, (row["target_id"], before)
        assert (row["high"] is not None) == bool(re.search(r"\d ?- ?\d", row["quote"])), row["target_id"]


def test_denominators_and_scopes_are_the_documents_words(codebook: Codebook, texts: dict[str, list[str]]) -> None:
    for row in rows(codebook, "targets"):
        line = re.sub(r"\*", "", line_of(texts, row))  # the text marks italics with stars
        worded = [*(row["scope"] or "").split("; "), row["denominator_vi"] or ""]
        assert all(part in line for part in worded), (row["target_id"], worded)
        assert (row["denominator_vi"] or "") in (row["scope"] or ""), row["target_id"]
        if row["kind"] == "ratio":  # a growth rate has neither
            assert row["scope"] or row["uom_code"] == "percent_year", row["target_id"]


def first_number(quote: str) -> int:
    found = documents.NUMBER.search(quote) or re.search("một", quote)
    assert found
    return found.start()


def test_the_horizon_stands_in_its_line(codebook: Codebook, texts: dict[str, list[str]]) -> None:
    for row in [*rows(codebook, "targets"), *rows(codebook, "commitments")]:
        years = {float(row[name]) for name in ("horizon_from", "horizon_to") if row.get(name)}
        if row.get("horizon_from_line"):  # the first year stands elsewhere
            assert float(row["horizon_from"]) in documents.values(line_of(texts, row, "horizon_from_line")), row
            years -= {float(row["horizon_from"])}
        if row["horizon_line"] is None:
            assert not years, row
            continue
        assert years and years <= set(documents.values(line_of(texts, row, "horizon_line"))), row
        between = texts[row["document_file"]][row["line"] : row["horizon_line"]]
        is_one_sentence = not any(re.search(r"[.;] ", line) for line in between)  # broken over two lines
        assert row["horizon_line"] <= row["line"] or is_one_sentence or row["accumulation"] == "per_year", row
    for row in rows(codebook, "targets"):
        if row["accumulation"] in ("per_year", "mean_in_period"):
            assert YEARLY.search(line_of(texts, row)), row["target_id"]


def test_commitments_state_their_owner_and_time_as_worded(codebook: Codebook, texts: dict[str, list[str]]) -> None:
    stated = rows(codebook, "commitments")
    for row in stated:
        for text, line in (("owner_vi", "owner_line"), ("time_vi", "time_line")):
            assert (row[text] is None) == (row[line] is None), row["commitment_id"]
            assert row[text] is None or row[text] in re.sub(r"\*", "", line_of(texts, row, line)), row["commitment_id"]
        assert row["scope"] is None or row["scope"] in line_of(texts, row), row["commitment_id"]
    # the document in force names somebody for each of its commitments
    assert all(row["owner_vi"] for row in stated if row["document_file"].startswith("000"))
    # duties that the review found in no table, by document and line
    duties = {(row["document_file"][:3], row["line"]) for row in stated if row["kind"] == "duty"}
    assert duties == {
        *(("000", 42), ("000", 48), ("000", 50), ("001", 68), ("001", 182)),
        *(("002", 133), ("003", 314), ("004", 214), ("004", 270)),
    }
    assert {row["horizon_to"] for row in stated if (row["document_file"][:3], row["line"]) == ("004", 39)} == {2030}


def test_an_agency_that_ended_is_followed_as_the_reporters_are(codebook: Codebook) -> None:
    """The successor of an agency is among the offices to which the succession of its reporter leads."""
    followed: dict[str, set[str]] = {}
    for row in rows(codebook, "reporter_successions"):
        followed.setdefault(row["reporter_code"], set()).add(row["successor_code"])
    agencies = {row["agency_code"]: row for row in rows(codebook, "agencies")}
    ended = {row["reporter_code"] for row in rows(codebook, "reporters") if row["valid_to"]}
    for row in agencies.values():
        reporter = row["reporter_code"]
        assert reporter not in ended or row["successor_code"], row["agency_code"]
        if reporter in ended:
            reached = {reporter}
            for _ in range(3):
                reached |= {next_one for code in reached for next_one in followed.get(code, ())}
            assert agencies[row["successor_code"]]["reporter_code"] in reached, row["agency_code"]


def test_rank_fields_stand_in_the_line(codebook: Codebook, texts: dict[str, list[str]]) -> None:
    for row in rows(codebook, "targets"):
        assert (row["rank_population"] is not None) == (row["kind"] == "rank"), row["target_id"]
        if row["rank_population"] in ("63", "34"):
            assert f"/{row['rank_population']}" in line_of(texts, row), row["target_id"]


def test_documents_lie_within_their_provinces_life(codebook: Codebook, texts: dict[str, list[str]]) -> None:
    areas = {row["area_id"]: row for row in rows(codebook, "areas")}
    for row in rows(codebook, "policy_documents"):
        area = areas[row["area_id"]]
        for day in (row["date_from"], row["date_to"]):
            assert day is None or area["valid_from"] <= day
            assert day is None or area["valid_to"] is None or day < area["valid_to"]
        assert documents.NUMBER.search(line_of(texts, row, "date_line"))
    homes = {row["document_file"]: row["area_id"] for row in rows(codebook, "policy_documents")}
    for row in rows(codebook, "targets"):
        assert homes[row["document_file"]] == row["area_id"]
        assert row["area_id"][-2:] == row["province_code"]


def test_tasks_are_all_there_with_their_times(codebook: Codebook, texts: dict[str, list[str]]) -> None:
    tasks = rows(codebook, "tasks")
    plan, annex = "003_23965a4060caa01e.txt", "004_8a563143296888ac.txt"
    timed = [number for number, line in enumerate(texts[plan]) if "Thời gian thực hiện:" in line]
    assert sorted(row["time_line"] for row in tasks if row["document_file"] == plan) == timed
    numbered = [line.strip() for line in texts[annex][330:] if re.fullmatch(r"\s*\d{1,2}\s*", line)]
    assert sorted((row["task_no"] for row in tasks if row["document_file"] == annex), key=int) == numbered
    for row in tasks:
        assert row["time_vi"] in line_of(texts, row, "time_line"), row["task_id"]
        years = [int(year) for year in re.findall(r"20\d\d", row["time_vi"])]
        span = [year for year in (row["year_from"], row["year_to"]) if year]
        assert sorted(set(years)) == sorted(set(span)), row["task_id"]
        assert (row["time_kind"] in ("continuous", "yearly")) == (not years), row["task_id"]
        assert (row["time_kind"] == "open") == (row["year_from"] is not None and row["year_to"] is None)
        assert (row["time_kind"] == "until") == (row["year_to"] is not None and row["year_from"] is None)


def test_a_task_is_quoted_in_full(codebook: Codebook, texts: dict[str, list[str]]) -> None:
    for row in rows(codebook, "tasks"):
        document, first = texts[row["document_file"]], row["line"]
        joined = re.sub(r"\s+", " ", " ".join(document[first : row["time_line"]]))
        assert row["text_vi"].startswith(documents.normal(row["quote"])), row["task_id"]
        assert row["text_vi"] in joined, row["task_id"]
        behind = joined.partition(row["text_vi"])[2].strip(" :;")
        agency = next(a["agency_vi"] for a in rows(codebook, "task_agencies") if a["task_id"] == row["task_id"])
        is_next = re.match(r"(?:- |[b-d]\) )?(?:Cơ quan|Thời gian)", behind) or behind.startswith(agency)
        assert is_next, (row["task_id"], behind[:80])


def test_agencies_stand_in_their_lines(codebook: Codebook, texts: dict[str, list[str]]) -> None:
    home = {row["task_id"]: row["document_file"] for row in rows(codebook, "tasks")}
    named = rows(codebook, "task_agencies")
    for row in named:
        document = texts[home[row["task_id"]]]
        joined = re.sub(r"\s+", " ", " ".join(document[row["line"] : row["line"] + 3]))
        assert row["agency_vi"] in joined, row
    plan = "003_23965a4060caa01e.txt"
    lines = {n for n, line in enumerate(texts[plan]) if re.search(r"Cơ quan (chủ trì|phối hợp|thực hiện)", line)}
    assert {row["line"] for row in named if home[row["task_id"]] == plan} == lines
    assert {row["task_id"] for row in named if row["role"] in ("lead", "executor")} == set(home)


def test_a_later_goal_of_one_document_goes_further(codebook: Codebook) -> None:
    """No two goals were exchanged: within 001, 2045 asks for more than 2030 on every indicator."""
    targets = [row for row in rows(codebook, "targets") if row["document_file"].startswith("001") and row["horizon_to"]]
    targets.sort(key=lambda row: (row["indicator_code"], row["horizon_to"]))
    steps = [(a, b) for a, b in pairwise(targets) if a["indicator_code"] == b["indicator_code"]]
    assert len(steps) == 5  # the digital economy, PII, TFP, S&T firms, geographical indications
    assert all((b["low"] < a["low"]) if b["kind"] == "rank" else (b["low"] > a["low"]) for a, b in steps)
