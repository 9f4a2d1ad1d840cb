"""Every number and every target verb of the documents is in a row of the codebook or on a reviewed list, with a reason.

docs/reverse_scan.csv is that list. The test fails for a number that appears in neither, and for a line of the list that
is not in the documents or is covered by a row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from unit.policy import documents

from pipelines.codebook.load import load

REASONS = {
    "heading": "số thứ tự của mục, dòng, chú thích",
    "date": "ngày, tháng ban hành hoặc ký văn bản",
    "deadline": "hạn báo cáo: nằm trong bảng nghĩa vụ hoặc cam kết",
    "document": "số hiệu của văn bản được viện dẫn",
    "other_plan": "giai đoạn hoặc năm của một văn bản, chương trình khác",
    "own_period": "giai đoạn của chính văn bản, không phải một mục tiêu",
    "technology": "tên công nghệ hoặc cuộc cách mạng công nghiệp",
    "scope": "phạm vi của một mục tiêu đã ghi (cột scope), không phải mức phải đạt",
    "rule": "quy định của pháp luật được nhắc lại",
    "situation": "nói về tình hình, quan điểm hoặc cách tổ chức, không phải mức phải đạt",
    "name": "tên cơ quan",
}
QUOTED = ("targets", "baselines", "commitments")  # tables whose rows quote a line
Key = tuple[str, int, int, str]
Row = dict[str, Any]


@pytest.fixture(scope="module")
def texts(shared: Path) -> dict[str, list[str]]:
    return documents.all_lines(shared / "documents")


@pytest.fixture(scope="module")
def covered(repo: Path, texts: dict[str, list[str]]) -> set[Key]:
    codebook = load(repo / "data" / "seeds")
    tables = {table: codebook.tables[table].to_dicts() for table in (*QUOTED, "tasks")}
    return {
        find.key
        for find in documents.finds(texts)
        if any(span.covers(find) for span in _spans(tables, texts[find.document_file][find.line], find))
    }


class Span(NamedTuple):
    """A part of a line that a row covers; of numbers only those in `numbers`, where it is stated."""

    start: int
    end: int
    numbers: set[float] | None = None

    def covers(self, find: documents.Find) -> bool:
        if not (self.start <= find.start and find.end <= self.end):
            return False
        is_number = find.text[0].isdigit()
        return self.numbers is None or not is_number or set(documents.values(find.text)) <= self.numbers


def _spans(tables: dict[str, list[Row]], line: str, find: documents.Find) -> Iterator[Span]:
    """Yield what rows cover in the line of a find: quotes with their numbers, times, numbers of tasks."""
    for row in (row for table in QUOTED for row in tables[table] if row["document_file"] == find.document_file):
        if row["line"] == find.line:
            yield from _quote_spans(row, line)
        if row.get("horizon_line") == find.line:
            for year in {row.get("horizon_from"), row["horizon_to"]} - {None}:
                yield from (Span(m.start(), m.end()) for m in re.finditer(str(year), line))
    for row in tables["tasks"]:
        if row["document_file"] == find.document_file:
            yield from _task_spans(row, line, find.line)


def _quote_spans(row: Row, line: str) -> Iterator[Span]:
    start, numbers = line.index(row["quote"]), _numbers(row)
    # the verb of a sentence stands before its quote
    verbs = [m.start() for m in documents.VERB.finditer(line[:start]) if start - m.end() < 120]
    yield Span(max(verbs, default=start), start + len(row["quote"]), numbers)
    for year in {row.get("year_from"), row.get("year_to")} - {None}:  # the years of a baseline begin its line
        yield from (Span(m.start(), m.end(), numbers) for m in re.finditer(rf"[\d-]*{year}[\d-]*", line))


def _task_spans(row: Row, line: str, number: int) -> Iterator[Span]:
    if row["time_line"] == number:
        start = line.index(row["time_vi"])
        yield Span(start, start + len(row["time_vi"]))
    if number in (row["line"], row["line"] - 1):
        task_no = re.match(rf"\W*{re.escape(row['task_no'])}\b", line)
        if task_no:
            yield Span(0, task_no.end())


def _numbers(row: Row) -> set[float]:
    """The numbers that a row holds."""
    field = row.get("rank_population")
    names = ("low", "high", "value", "horizon_from", "horizon_to", "year_from", "year_to")
    numbers = {float(row[name]) for name in names if row.get(name) is not None}
    return numbers | ({float(field)} if field in ("63", "34") else set[float]())


@pytest.fixture(scope="module")
def reviewed(repo: Path) -> dict[Key, dict[str, str]]:
    with (repo / "docs" / "reverse_scan.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {(row["document_file"], int(row["line"]), int(row["column"]) - 1, row["text"]): row for row in rows}


def test_nothing_numeric_is_missing(
    texts: dict[str, list[str]], covered: set[Key], reviewed: dict[Key, dict[str, str]]
) -> None:
    open_ends = [find for find in documents.finds(texts) if find.key not in covered and find.key not in reviewed]
    assert not open_ends, "\n".join(
        f"{find.document_file}:{find.line} {find.text!r} in …{find.context}…" for find in open_ends
    )


def test_the_list_holds_nothing_else(
    texts: dict[str, list[str]], covered: set[Key], reviewed: dict[Key, dict[str, str]]
) -> None:
    standing = {find.key for find in documents.finds(texts)}
    assert not [key for key in reviewed if key not in standing]
    assert not [key for key in reviewed if key in covered]
    assert {(row["reason"], row["reason_vi"]) for row in reviewed.values()} <= set(REASONS.items())


def test_a_new_number_would_be_seen(texts: dict[str, list[str]], covered: set[Key]) -> None:
    changed = {name: list(lines) for name, lines in texts.items()}
    changed["000_13c93a693672647e.txt"][18] += " phấn đấu đạt 37% vào năm 2029."
    new = {find.key for find in documents.finds(changed)} - {find.key for find in documents.finds(texts)}
    assert {key[3] for key in new} == {"phấn đấu", "37", "2029"}
    assert not new & covered
