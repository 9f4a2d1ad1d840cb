"""The queries of docs/tables.md answer on a published province."""

from __future__ import annotations

import re

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
