"""Every closed list of codes is one of `pipelines.vocabulary`: a list written elsewhere comes from it or fails here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast, get_args

import duckdb
import pytest
import yaml
from unit.layers import modules

from pipelines.cli.words.messages import CLI
from pipelines.codebook.checks.rules.kinds import ROLES
from pipelines.indices.reference.terms import TransformKind
from pipelines.publication.facts import Outcome
from pipelines.quality.decisions import FORBIDS, NEEDS
from pipelines.vocabulary import (
    BORDER_STATUS,
    CELL_OUTCOME,
    CONTEXT_REASON,
    DECISION_KIND,
    DUTY_STATE,
    FIGURE_STATUS,
    MODE,
    OBS_STATUS,
    OUTCOME,
    RULE_KIND,
    TARGET_DECISION,
    TREAT_KIND,
    UNDEFINED_REASON,
    VERDICT_OUTCOME,
    VISIBILITY,
    VOCABULARIES,
    Vocabulary,
)
from pipelines.warehouse.in_memory.models import Renderer

BY_NAME = {vocabulary.name: vocabulary for vocabulary in VOCABULARIES}
Yaml = dict[str, Any]


# ---- the lists themselves ----
def test_a_vocabulary_has_one_name_and_every_code_two_labels() -> None:
    assert len(BY_NAME) == len(VOCABULARIES)
    for vocabulary in VOCABULARIES:
        assert vocabulary.codes
        for code, (vi, en) in vocabulary.labels.items():
            assert re.fullmatch(r"[a-z_]+", code) and vi.strip() and en.strip()


def test_some_codes_can_be_left_out_but_none_that_is_not_there() -> None:
    assert VISIBILITY.without("hidden") == ("visible", "very_hidden")
    with pytest.raises(KeyError):
        VISIBILITY.without("veryHidden")


# ---- Python: lists are taken from the vocabulary, tables by code have a row for each ----
def repeated_lists(root: Path) -> list[str]:
    """Lists of texts that hold every code of a vocabulary; of those with two codes, and no others."""
    faults: list[str] = []
    for name, tree in modules(root):
        subscripts = [node for node in ast.walk(tree) if isinstance(node, ast.Subscript)]
        literals = {node.slice for node in subscripts if ast.unparse(node.value) == "Literal"}  # types, compared below
        for node in ast.walk(tree):
            if name == "vocabulary.py" or not isinstance(node, ast.Tuple | ast.List | ast.Set) or node in literals:
                continue
            codes = {item.value for item in node.elts if isinstance(item, ast.Constant) and isinstance(item.value, str)}
            for vocabulary in VOCABULARIES:
                listed = set(vocabulary.codes)
                if codes == listed or (len(listed) > 2 and codes > listed):
                    faults.append(f"{name}:{node.lineno} {vocabulary.name}")
    return faults


def test_no_list_of_codes_is_written_out_in_python(repo: Path) -> None:
    assert repeated_lists(repo / "pipelines") == []


def test_a_written_out_list_of_codes_is_named(tmp_path: Path) -> None:
    modes = 'MODES = ("withdrawal", "full", "partial")\nSOME = ["full", "partial"]\n'
    more = 'MORE = {"stop", "hold", "question", "note", "info"}\nOutcome = Literal["pass", "refuse"]\n'
    (tmp_path / "lists.py").write_text(modes + more, encoding="utf-8")
    assert repeated_lists(tmp_path) == ["lists.py:1 mode", "lists.py:3 severity"]


def test_what_is_keyed_by_codes_has_every_code() -> None:
    assert tuple(ROLES) == RULE_KIND.codes
    assert tuple(NEEDS) == tuple(FORBIDS) == DECISION_KIND.codes
    assert get_args(Outcome) == VERDICT_OUTCOME.codes
    assert get_args(TransformKind) == TREAT_KIND.without("winsorise", "untested")


def keys_of_dicts(root: Path) -> Iterator[tuple[str, set[str]]]:
    """The file and the texts among the keys of every written-out dict."""
    for name, tree in modules(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.Dict):
                keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
                yield name, {key for key in keys if isinstance(key, str)}


def test_every_table_by_rule_kind_has_every_kind(repo: Path) -> None:
    kinds = set(RULE_KIND.codes)
    found = [(name, keys) for name, keys in keys_of_dicts(repo / "pipelines") if len(keys & kinds) > 2]
    assert {"quality/localisation/rule_relations.py", "codebook/checks/rules/kinds.py"} <= {name for name, _ in found}
    assert [name for name, keys in found if keys != kinds] == []


def test_a_state_of_a_duty_that_asks_for_something_has_its_sentences() -> None:
    open_states = DUTY_STATE.without("read", "not_due")
    assert {f"ask_{state}" for state in open_states} | {f"who_{state}" for state in open_states} <= CLI.keys()


# ---- dbt ----
def parts_with_tests(node: object) -> Iterator[Yaml]:
    """Every model and column of a parsed file that has data tests."""
    if isinstance(node, dict):
        part = cast("Yaml", node)
        if "data_tests" in part:
            yield part
        for value in part.values():
            yield from parts_with_tests(value)
    elif isinstance(node, list):
        for item in cast("list[object]", node):
            yield from parts_with_tests(item)


def data_tests(part: Yaml) -> Iterator[tuple[str, Yaml]]:
    """The data tests of one model or column: name and arguments."""
    for test in cast("list[str | dict[str, Yaml]]", part["data_tests"]):
        name, configured = (test, Yaml()) if isinstance(test, str) else next(iter(test.items()))
        yield name, configured.get("arguments", {})


def model_parts(models: Path) -> Iterator[tuple[str, Yaml]]:
    """Every model and column with data tests, and the file that declares it."""
    for path in sorted(models.rglob("_models.yml")):
        for part in parts_with_tests(yaml.safe_load(path.read_text(encoding="utf-8"))):
            yield path.relative_to(models).as_posix(), part


def vocabulary_faults(models: Path) -> list[str]:
    """Lists of values in dbt's files, and tests against a vocabulary that does not exist."""
    faults: list[str] = []
    for place, part in model_parts(models):
        for name, arguments in data_tests(part):
            if name == "accepted_values" and not place.startswith("staging/"):  # those are generated from the seeds
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
    tests = "".join(f"\n      - name: c\n        data_tests:\n          {test}" for test in (listed, unknown, known))
    (tmp_path / "_models.yml").write_text(f"models:\n  - name: m\n    columns:{tests}\n", encoding="utf-8")
    assert vocabulary_faults(tmp_path) == ["_models.yml: accepted_values", "_models.yml: slice_stat"]


def test_a_description_that_names_codes_names_all_of_them(repo: Path) -> None:
    models = repo / "dbt_project" / "models"
    texts = "".join(path.read_text(encoding="utf-8") for path in sorted(models.rglob("*olumns.md")))
    docs: dict[str, str] = dict(re.findall(r"{% docs (\w+) %}(.*?){% enddocs %}", texts, re.DOTALL))
    faults: set[str] = set()
    for _, part in model_parts(models):
        for name, arguments in data_tests(part):
            if name == "in_vocabulary":
                text = re.sub(r"{{ doc\('(\w+)'\) }}", lambda found: docs[found.group(1)], part["description"])
                words, codes = set(re.findall(r"[a-z_]+", text)), set(BY_NAME[arguments["vocabulary"]].codes)
                if len(codes & words) > 1 and codes - words:
                    faults.add(f"{part['name']}: {text.strip()} lacks {sorted(codes - words)}")
    assert faults == set()


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
    source = "select {{ figure_status_case('s', true) }} from (select $1 as s)"
    case = Renderer().environment.from_string(source).render()
    with duckdb.connect() as con:
        places = [con.execute(case, [code]).fetchall() for code in FIGURE_STATUS.codes]
    assert places == [[(place,)] for place in range(1, len(FIGURE_STATUS.codes) + 1)]


# ---- the documentation ----
DOCUMENTED: list[tuple[str, Vocabulary]] = [
    ("architecture.md", CONTEXT_REASON),
    ("architecture.md", OBS_STATUS),
    ("borders.md", BORDER_STATUS),
    ("codebook.md", RULE_KIND),
    ("duties.md", DUTY_STATE),
    ("method.md", UNDEFINED_REASON),
    ("rules.md", DECISION_KIND),
]


@pytest.mark.parametrize(
    ("page", "vocabulary"), DOCUMENTED, ids=[f"{page}-{listed.name}" for page, listed in DOCUMENTED]
)
def test_a_page_that_explains_codes_explains_all_of_them(repo: Path, page: str, vocabulary: Vocabulary) -> None:
    text = (repo / "docs" / page).read_text(encoding="utf-8")
    assert set(vocabulary.codes) <= set(re.findall(r"`([a-z_]+)`", text))


def test_lists_in_the_tables_of_the_architecture_are_those_of_the_vocabulary(repo: Path) -> None:
    text = (repo / "docs" / "architecture.md").read_text(encoding="utf-8")
    known = {"mode": (MODE,), "outcome": (OUTCOME, CELL_OUTCOME, VERDICT_OUTCOME)}
    known |= {"decision_kind": (DECISION_KIND, TARGET_DECISION)}
    found = re.findall(r"\b(\w+)\?? \(([a-z_]+(?:, [a-z_]+)+)\)", text)
    lists = [(name, tuple(codes.split(", "))) for name, codes in found if name in known]
    assert {name for name, _ in lists} == {"mode", "outcome", "decision_kind"}
    for name, codes in lists:
        assert codes in [vocabulary.codes for vocabulary in known[name]], name
