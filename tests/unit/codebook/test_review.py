"""Quotes looked up at their line, and the notes on a valid codebook."""

from __future__ import annotations

from pathlib import Path

import pytest
from unit.codebook.small import Tables, good, write

from pipelines.cli.app import call
from pipelines.codebook.load import load
from pipelines.codebook.review.notes import notes
from pipelines.codebook.review.quotes import review_quotes

SEEDS = Path("data/seeds")


def codes(tables: Tables, root: Path) -> list[str]:
    write(tables, root)
    return [note.code for note in notes(root, load(root).tables)]


def test_every_quote_of_the_project_stands_at_its_line(repo: Path, shared: Path) -> None:
    review = review_quotes(load(repo / SEEDS).tables, shared / "documents")
    assert (review.problems, review.absent) == ([], [])
    assert review.n_found > 400  # 74 targets, 4 baselines, 49 tasks with their times, their agencies, commitments


def test_an_invented_quote_and_a_moved_one_are_found(repo: Path, shared: Path, tmp_path: Path) -> None:
    """The same document with one line put before it moves every quote; the line to write is one more."""
    name = "000_13c93a693672647e.txt"
    text = (shared / "documents" / name).read_text("utf-8")
    (tmp_path / name).write_text("Mới\n" + text, "utf-8")
    tables = dict(load(repo / SEEDS).tables)
    tables["targets"] = tables["targets"].filter(document_file=name)
    for table in ("baselines", "commitments", "tasks", "task_agencies"):
        tables[table] = tables[table].clear()
    review = review_quotes(tables, tmp_path)
    quotes = {(p.row, p.repair.vi if p.repair else "") for p in review.problems if p.column == "quote"}
    assert ("T000-01", "line = 17") in quotes and len(quotes) == 5
    assert "dòng 16 ghi “" in review.problems[0].text.vi or "dòng 16 không có chữ" in review.problems[0].text.vi
    (tmp_path / name).write_text(text.replace("ít nhất 01 vườn ươm", "ít nhất 02 vườn ươm"), "utf-8")
    (invented, *rest) = [p for p in review_quotes(tables, tmp_path).problems if p.column == "quote"]
    assert (invented.row, invented.repair, rest) == ("T000-01", None, [])


def test_without_the_documents_nothing_is_a_fault(repo: Path, tmp_path: Path) -> None:
    review = review_quotes(load(repo / SEEDS).tables, tmp_path)
    assert (review.problems, review.n_found, len(review.absent)) == ([], 0, 5)


def test_the_command_reports_a_wrong_quote_and_its_absence(
    repo: Path, shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(["codebook", "check", "--documents", str(shared / "documents")]) == 0
    printed = capsys.readouterr().out
    assert "câu đứng đúng dòng" in printed and "PII_SIM/2/PII_SIM_P7" in printed
    assert call(["codebook", "check", "--documents", str(tmp_path)]) == 0
    assert "không kiểm được vì thiếu tài liệu" in capsys.readouterr().out
    for path in (shared / "documents").glob("0*.txt"):
        (tmp_path / path.name).write_text(path.read_text("utf-8").replace("05 vườn ươm", "06 vườn ươm"), "utf-8")
    assert call(["codebook", "check", "--documents", str(tmp_path)]) == 1
    printed = capsys.readouterr().err
    assert "targets.csv:3" in printed and "T000-02" in printed and "dòng 16 ghi “" in printed


def test_a_leaf_that_nothing_feeds_is_noted(tmp_path: Path) -> None:
    assert "note_unfed" not in codes(good(), tmp_path / "good")
    tables = good()
    leaves = [row for row in tables["index_nodes"] if row["level"] == "1"]
    tables["sources"].append({**tables["sources"][0], "source_code": "elsewhere"})
    leaves[0]["source_code"] = "elsewhere"
    assert codes(tables, tmp_path / "unfed").count("note_unfed") == 1


def test_a_version_for_a_single_period_needs_its_year_in_an_anchor(tmp_path: Path) -> None:
    """Open-ended versions fit any period by design; a version of one month is read for that month only."""
    assert "note_anchors" not in codes(good(), tmp_path / "open")
    tables = good()
    (form,) = [row for row in tables["forms"] if row["form_version"] == "1"][:1]
    month = next(
        row for row in tables["periods"] if (row["kind"], row["calendar"]) == (form["frequency"], form["calendar"])
    )
    form["valid_from"] = month["start_date"]
    form["valid_to"] = month["end_date"]
    for row in tables["obligation_rules"]:
        row["valid_from"] = month["start_date"]
    assert codes(tables, tmp_path / "one").count("note_anchors") == 1
    tables["form_anchors"][0]["text"] += f" năm {month['end_date'][:4]}"
    assert "note_anchors" not in codes(tables, tmp_path / "named")


def test_short_row_codes_beside_padded_ones_are_noted(tmp_path: Path) -> None:
    """Nothing in form XA shows that its codes had a zero, but form XB writes two digits."""
    tables = good()
    for number, row in enumerate(tables["form_rows"][:2], 1):
        row["row_key"] = str(number)
    assert "note_zeros" not in codes(tables, tmp_path / "short")
    for name in ("forms", "form_anchors", "form_blocks", "form_columns", "form_rows"):
        tables[name] += [{**row, "form_code": "XB"} for row in tables[name]]
    for row in tables["form_rows"]:
        row["row_key"] = row["row_key"].zfill(2) if row["form_code"] == "XB" else row["row_key"]
    assert codes(tables, tmp_path / "both").count("note_zeros") == 1


def test_files_that_no_table_reads_and_marks_are_noted(tmp_path: Path) -> None:
    before = codes(good(), tmp_path / "before")
    root = write(good(), tmp_path / "after")
    (root / "form_row.csv").write_text("a,b\n", "utf-8")
    (root / "uoms.csv").write_bytes(b"\xef\xbb\xbf" + (root / "uoms.csv").read_bytes() + b",,,,\n")
    found = notes(root, load(root).tables)
    assert [note.code for note in found] == [*before, "note_unread", "note_mark", "note_empty_lines"]
    assert "form_row.csv" in found[len(before)].vi
