"""Every closed list of codes is one of `pipelines.vocabulary`: a list written elsewhere comes from it or fails here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import duckdb
import yaml

from pipelines.vocabulary import FIGURE_STATUS, VOCABULARIES
from pipelines.warehouse.models_in_memory import Renderer

BY_NAME = {vocabulary.name: vocabulary for vocabulary in VOCABULARIES}


# ---- the lists themselves ----
def test_a_vocabulary_has_one_name_and_every_code_two_labels() -> None:
    assert len(BY_NAME) == len(VOCABULARIES)
    for vocabulary in VOCABULARIES:
        assert vocabulary.codes
        for code, (vi, en) in vocabulary.labels.items():
            assert re.fullmatch(r"[a-z_]+", code) and vi.strip() and en.strip()


# ---- dbt ----
def data_tests(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every data test of a parsed `_models.yml`: its name and its arguments."""
    if isinstance(node, dict):
        for key, value in cast("dict[str, Any]", node).items():
            if key == "data_tests":
                for test in value:
                    named: dict[str, Any] = {str(test): {}}
                    parts = cast("dict[str, Any]", test) if isinstance(test, dict) else named
                    for name, rest in parts.items():
                        yield name, rest.get("arguments", {})
            else:
                yield from data_tests(value)
    elif isinstance(node, list):
        for item in cast("list[Any]", node):
            yield from data_tests(item)


def vocabulary_faults(models: Path) -> list[str]:
    """Lists of values in dbt's files, and tests against a vocabulary that does not exist."""
    faults: list[str] = []
    for path in sorted(models.rglob("_models.yml")):
        for name, arguments in data_tests(yaml.safe_load(path.read_text(encoding="utf-8"))):
            place = path.relative_to(models).as_posix()
            if name == "accepted_values":
                faults.append(f"{place}: accepted_values")
            if name == "in_vocabulary" and arguments["vocabulary"] not in BY_NAME:
                faults.append(f"{place}: {arguments['vocabulary']}")
    return faults


def test_dbt_declares_no_list_of_its_own(repo: Path) -> None:
    assert vocabulary_faults(repo / "dbt_project" / "models") == []


def test_a_list_of_values_in_dbt_is_named(tmp_path: Path) -> None:
    listed = "- accepted_values: {arguments: {values: [current]}}"
    unknown = "- in_vocabulary: {arguments: {vocabulary: slice_stat}}"
    known = "- in_vocabulary: {arguments: {vocabulary: slice_state}}"
    columns = "".join(
        f"\n      - name: c{n}\n        data_tests:\n          {t}" for n, t in enumerate((listed, unknown, known))
    )
    (tmp_path / "_models.yml").write_text(f"models:\n  - name: m\n    columns:{columns}\n", encoding="utf-8")
    assert vocabulary_faults(tmp_path) == ["_models.yml: accepted_values", "_models.yml: slice_stat"]


def test_the_data_test_returns_codes_outside_the_vocabulary(repo: Path) -> None:
    source = (repo / "dbt_project" / "macros" / "generic_tests" / "in_vocabulary.sql").read_text(encoding="utf-8")
    body = re.search(r"{% test in_vocabulary.*?%}(.*){% endtest %}", source, re.DOTALL)
    assert body
    arguments = {"model": "m", "column_name": "state", "vocabulary": "slice_state"}
    sql = Renderer().environment.from_string(body.group(1)).render(**arguments)
    with duckdb.connect() as con:
        con.execute("create table stg_vocabulary (vocabulary text, code text)")
        con.execute("insert into stg_vocabulary values ('slice_state', 'current'), ('outcome', 'read')")
        con.execute("create table m (state text)")
        con.execute("insert into m values ('current'), ('read'), ('read'), ('Current'), (null)")
        assert sorted(con.execute(sql).fetchall()) == [("Current", 1), ("read", 2)]


def test_figure_statuses_stand_in_sql_in_the_declared_order() -> None:
    case = (
        Renderer().environment.from_string("select {{ figure_status_case('s', true) }} from (select $1 as s)").render()
    )
    with duckdb.connect() as con:
        places = [con.execute(case, [code]).fetchall() for code in FIGURE_STATUS.codes]
    assert places == [[(place,)] for place in range(1, len(FIGURE_STATUS.codes) + 1)]
