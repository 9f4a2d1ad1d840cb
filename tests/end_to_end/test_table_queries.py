"""The queries of docs/tables.md and docs/marts.md answer on a published province."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from support.province import Province

from pipelines.settings import REPO
from pipelines.warehouse.query import query

PAGE = (REPO / "docs" / "tables.md").read_text("utf-8")
QUERIES = dict(re.findall(r"### (\w+)\n.*?```sql\n(.*?)```", PAGE, re.DOTALL))


def test_the_page_has_a_query_for_each_released_table(province: Province) -> None:
    assert set(QUERIES) == {path.stem for path in (province.current / "parquet").glob("*.parquet")}


@pytest.mark.parametrize("table", QUERIES)
def test_a_query_of_the_page_answers(province: Province, table: str) -> None:
    answer = query(province.current, QUERIES[table])
    is_empty = query(province.current, f"select 1 from {table} limit 1").is_empty()
    assert answer.is_empty() == is_empty  # where the table holds rows, the query finds some


QUESTIONS = dict(
    re.findall(r"## (\d+)\. [^\n]*\n.*?```sql\n(.*?)```", (REPO / "docs" / "marts.md").read_text("utf-8"), re.DOTALL)
)
# scores of near provinces, a register and missing official figures: the province's three months may have none
MAY_BE_EMPTY = {"6", "13", "14"}


def test_the_page_of_questions_has_a_query_for_each() -> None:
    assert set(QUESTIONS) == {str(number) for number in (*range(1, 23),)}


@pytest.mark.parametrize("number", QUESTIONS)
def test_a_question_of_planners_has_an_answer(province: Province, number: str) -> None:
    answer = query(province.current, QUESTIONS[number])
    assert not answer.is_empty() or number in MAY_BE_EMPTY


def test_a_query_at_the_command_line_imports_no_data_frames(province: Province) -> None:
    """The import of polars takes longer than most answers."""
    code = (
        "import sys; from pipelines.cli.app import call;"
        f"assert call(['query', 'select 1 as x', '--data', {str(province.places.data)!r}]) == 0;"
        "heavy = {'polars', 'pandas', 'pyarrow', 'dbt'}; assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "x\n1\n"), done.stderr
