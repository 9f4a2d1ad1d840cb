"""Every number and every target verb of the documents is in a row of the codebook or on a reviewed list, with a reason.

docs/reverse_scan.csv is that list. A number that appears in neither makes the test fail, and so does a line of the list
that no longer stands in the documents or that a row has come to cover.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from unit.policy import documents

from pipelines.codebook.load import Codebook, load

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
Key = tuple[str, int, int, str]


@pytest.fixture(scope="module")
def texts(shared: Path) -> dict[str, list[str]]:
    return documents.all_lines(shared / "documents")


@pytest.fixture(scope="module")
def covered(repo: Path, texts: dict[str, list[str]]) -> set[Key]:
    codebook = load(repo / "data" / "seeds")
    return {
        find.key
        for find in documents.finds(texts)
        if any(_covers(find, *span) for span in _spans(codebook, texts, find))
    }


def _covers(find: documents.Find, start: int, end: int, wanted: set[float] | None) -> bool:
    """A span of a quote covers what stands in it: a verb, or a number that the row holds."""
    if not (start <= find.start and find.end <= end):
        return False
    return wanted is None or not find.text[0].isdigit() or set(documents.values(find.text)) <= wanted


def _spans(
    codebook: Codebook, texts: dict[str, list[str]], find: documents.Find
) -> Iterator[tuple[int, int, set[float] | None]]:
    """Where rows stand in the line of a find: the quote with the numbers it answers for, a time, a task's number."""
    line = texts[find.document_file][find.line]
    for table in ("targets", "baselines", "commitments"):
        for row in _rows(codebook, table):
            if (row["document_file"], row["line"]) == (find.document_file, find.line):
                start = line.index(row["quote"])
                # the verb of a sentence stands before its quote
                verbs = [m.start() for m in documents.VERB.finditer(line[:start]) if start - m.end() < 120]
                yield max(verbs, default=start), start + len(row["quote"]), _wanted(row)
                for year in {row.get("year_from"), row.get("year_to")} - {None}:  # a baseline's years open its line
                    yield from ((m.start(), m.end(), _wanted(row)) for m in re.finditer(rf"[\d-]*{year}[\d-]*", line))
            if (row["document_file"], row.get("horizon_line")) == (find.document_file, find.line):
                for year in {row.get("horizon_from"), row["horizon_to"]} - {None}:
                    yield from ((m.start(), m.end(), None) for m in re.finditer(str(year), line))
    for row in _rows(codebook, "tasks"):
        if (row["document_file"], row["time_line"]) == (find.document_file, find.line):
            start = line.index(row["time_vi"])
            yield start, start + len(row["time_vi"]), None
        if row["document_file"] == find.document_file and find.line in (row["line"], row["line"] - 1):
            number = re.match(rf"\W*{re.escape(row['task_no'])}\b", line)
            if number:
                yield 0, number.end(), None


def _wanted(row: dict[str, Any]) -> set[float]:
    field = row.get("rank_population")
    names = ("low", "high", "value", "horizon_from", "horizon_to", "year_from", "year_to")
    numbers = {float(row[name]) for name in names if row.get(name) is not None}
    return numbers | ({float(field)} if field in ("63", "34") else set())


_CACHE: dict[tuple[int, str], list[dict[str, Any]]] = {}


def _rows(codebook: Codebook, table: str) -> list[dict[str, Any]]:
    key = (id(codebook), table)
    if key not in _CACHE:
        _CACHE[key] = codebook.tables[table].to_dicts()
    return _CACHE[key]


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
        f"{one.document_file}:{one.line} {one.text!r} in …{one.context}…" for one in open_ends
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
