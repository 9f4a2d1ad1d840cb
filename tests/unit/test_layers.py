"""Import rules, confined libraries, SQL layers and size limits hold; each rule also fails on a planted breach."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from unit import layers

from pipelines.warehouse import dbt


@pytest.fixture(scope="module")
def package(repo: Path) -> Path:
    return repo / "pipelines"


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    """The project as dbt parses it, with the models of the country."""
    parsed = dbt.country_manifest()
    return {
        part: {name: node.to_dict(omit_none=False) for name, node in getattr(parsed, part).items()}
        for part in ("nodes", "sources", "groups")
    }


def report(faults: list[str]) -> str:
    return f"{len(faults)} breaches:\n" + "\n".join(faults)


PYTHON_RULES = [
    layers.package_faults,
    layers.inner_faults,
    layers.cycle_faults,
    layers.confinement_faults,
    layers.docstring_faults,
    layers.size_faults,
    layers.folder_faults,
    layers.position_faults,
]


@pytest.mark.parametrize("rule", PYTHON_RULES)
def test_python_rules_hold(package: Path, rule: Any) -> None:
    assert any(package.rglob("*.py"))
    faults = rule(package)
    assert not faults, report(faults)


SQL_RULES = [
    layers.sql_layer_faults,
    layers.topic_faults,
    layers.group_faults,
    layers.name_faults,
    layers.contract_faults,
    layers.description_faults,
]


@pytest.mark.parametrize("rule", SQL_RULES)
def test_sql_rules_hold(manifest: dict[str, Any], rule: Any) -> None:
    assert {layers.layer(node) for node in manifest["nodes"].values()} >= set(layers.READS)
    faults = rule(manifest)
    assert not faults, report(faults)


def test_sql_is_such_that_spark_takes_it_too(repo: Path) -> None:
    faults = layers.dialect_faults(repo / "dbt_project")
    assert not faults, report(faults)


def test_models_are_short(repo: Path) -> None:
    faults = layers.model_size_faults(repo / "dbt_project" / "models")
    assert not faults, report(faults)


PLANTED = {  # cli.py alone is allowed: it runs `chiso sample`
    "codebook/peek.py": '"""Docstring."""\nfrom pipelines.ledger import Ledger\n',
    "forms/late.py": '"""Docstring."""\ndef late() -> None:\n    from ..submissions import receive\n',
    "quality/score.py": '"""Docstring."""\nimport pipelines.indices.engine\n',
    "publication/demo.py": '"""Docstring."""\nfrom pipelines import sample\n',
    "warehouse/lazy.py": '"""Docstring."""\nimport importlib\nimportlib.import_module("pipelines.publication.gate")\n',
    "attic/box.py": '"""Docstring."""\nfrom pipelines.codebook import load\n',
    "cli.py": '"""Docstring."""\nfrom pipelines import sample, settings\n',
}


def test_an_import_to_the_right_is_named(tmp_path: Path) -> None:
    plant(tmp_path, PLANTED)
    faults = layers.package_faults(tmp_path)
    assert [fault.split(" ")[0] for fault in faults] == [
        "attic/box.py:2",
        "codebook/peek.py:2",
        "forms/late.py:3",
        "publication/demo.py:2",
        "quality/score.py:2",
        "warehouse/lazy.py:3",
    ]


def test_an_upward_import_inside_a_package_is_named(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {
            "submissions/book/read.py": "from pipelines.submissions.match import rows\n",
            "submissions/extract/account.py": "from pipelines.submissions.match.rows import pair_rows\n",
            "submissions/attic/box.py": "",
            "publication/month.py": "def f() -> None:\n    from pipelines.publication.reply.replies import reply\n",
        },
    )
    assert layers.inner_faults(tmp_path) == [
        "publication/month.py:2 month imports reply, which is not below it",
        "submissions/attic/box.py: submissions has no member attic in docs/architecture.md",
        "submissions/book/read.py:1 book imports match, which is not below it",
    ]


def test_a_cycle_of_modules_is_named(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {
            "cli/a.py": "from pipelines.cli.b import x\n",
            "cli/b.py": "def f() -> None:\n    from pipelines.cli import c\n",
            "cli/c.py": "import pipelines.cli.a\n",
            "cli/d.py": "from pipelines.cli import a\n",
        },
    )
    assert layers.cycle_faults(tmp_path) == [
        "cycle: pipelines.cli.a -> pipelines.cli.b -> pipelines.cli.c -> pipelines.cli.a"
    ]


def test_a_folder_with_too_many_files_is_named(tmp_path: Path) -> None:
    plant(tmp_path, {f"cli/query/v{n}.py": "" for n in range(13)} | {f"cli/v{n}.py": "" for n in range(12)})
    plant(tmp_path, {"cli/__init__.py": ""})
    assert layers.folder_faults(tmp_path) == ["cli/query: 13 Python files, 12 allowed"]


def test_a_row_read_by_number_is_named(tmp_path: Path) -> None:
    lines = (
        *("a = cells[at][5]", "b = cell[0]", "c = seen[5:9]", "d = text.partition('-')[2]", "e = texts[0]"),
        *("f = cell.outcome", "g = match[3]", "h = rows[row]"),
    )
    for folder in ("extract", "match", "book"):
        plant(tmp_path, {f"submissions/{folder}/account.py": "\n".join(lines)})
    assert layers.position_faults(tmp_path) == [
        f"submissions/{folder}/account.py:{line} {text}: read the field by its name"
        for folder in ("extract", "match")
        for line, text in ((1, "cells[at][5]"), (2, "cell[0]"), (3, "seen[5:9]"))
    ]


def test_a_library_outside_its_package_is_named(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {
            "cli.py": '"""Docstring."""\nfrom dagster import asset\nimport dagster_dbt\n',
            "quality/decide.py": '"""Docstring."""\ndef f() -> None:\n    import great_expectations as gx\n',
            "quality/suites.py": '"""Docstring."""\ndef f() -> None:\n    import great_expectations as gx\n',
            "forms/edit.py": '"""Docstring."""\nimport openpyxl\nimport xlsxwriter\n',
            "publication/read.py": '"""Docstring."""\nimport duckdb\nfrom dbt.cli.main import dbtRunner\n',
        },
    )
    assert [fault.split(",")[0] for fault in layers.confinement_faults(tmp_path)] == [
        "cli.py:2 imports dagster.asset",
        "cli.py:3 imports dagster_dbt",
        "forms/edit.py:2 imports openpyxl",
        "publication/read.py:2 imports duckdb",
        "publication/read.py:3 imports dbt.cli.main.dbtRunner",
        "quality/decide.py:3 imports great_expectations",
    ]


def test_length_and_missing_docstrings_are_named(tmp_path: Path) -> None:
    table = "TABLE = (\n" + "    1,\n" * 300 + ")\n"
    body = "    x = 1\n"
    short = "\n".join(f"def f{i}() -> None:\n{body * 9}" for i in range(24))
    plant(
        tmp_path,
        {
            "codebook/schema.py": '"""Docstring."""\n' + table,
            "codebook/long.py": '"""Docstring."""\nx = 1\n\n' + short,
            "codebook/wide.py": "def exact() -> None:\n" + body * 39 + "def wide() -> None:\n" + body * 40,
        },
    )
    assert layers.size_faults(tmp_path) == [
        "codebook/long.py: 265 lines, 250 allowed",
        "codebook/wide.py:41 wide: 41 lines, 40 allowed",
    ]
    assert layers.docstring_faults(tmp_path) == ["codebook/wide.py has no docstring"]


def test_sql_that_reads_ahead_is_named() -> None:
    reads = {
        "stg_a": ("staging/submissions", ["source.landing.cell"]),
        "int_a": ("intermediate/figures", ["model.stg_a", "source.landing.cell"]),
        "viol_a": ("quality/rules", ["model.int_a", "model.fct_a"]),
        "chk_a": ("quality/rules", ["model.int_a"]),
        "fct_a": ("marts", ["model.viol_a", "model.int_a", "model.stg_a"]),
        "pub_a": ("published/leftovers", ["model.int_a", "model.fct_a", "source.landing.cell"]),
        "slice": ("published/figures", ["model.pub_a"]),
        "total": ("country/figures", ["model.slice", "source.releases.slice"]),
    }
    nodes = {
        f"model.{name}": {
            "name": name,
            "alias": name if name != "slice" else "slices",
            "resource_type": "model",
            "fqn": ["chiso", *folder.split("/"), name],
            "group": None if name == "int_a" else folder.split("/")[-1],
            "depends_on": {"nodes": parents},
            "config": {"contract": {"enforced": name in ("pub_a", "slice")}},
            "description": "All the facts." if name in ("chk_a", "fct_a", "viol_a") else "One row per slice.",
            "columns": {"value": {"description": "" if name in ("stg_a", "pub_a") else "The figure."}},
        }
        for name, (folder, parents) in reads.items()
    }
    nodes["model.int_a"]["columns"] = {}
    source = {"name": "cell", "resource_type": "source", "fqn": ["chiso", "sources", "cell"], "description": " "}
    released = source | {"source_name": "releases", "name": "slice", "description": "The slices of a release."}
    groups = {
        "group.chiso.figures": {"name": "figures", "owner": {"name": "Người làm thống kê (statistician)"}},
        "group.chiso.rules": {"name": "rules", "owner": {"name": None, "email": None}},
    }
    manifest = {
        "nodes": nodes,
        "sources": {"source.landing.cell": source, "source.releases.slice": released},
        "groups": groups,
    }
    assert layers.sql_layer_faults(manifest) == [
        "int_a (intermediate) reads cell (source)",
        "pub_a (published) reads cell (source)",
        "total (country) reads slice (published)",
        "viol_a (quality) reads fct_a (marts)",
    ]
    assert layers.name_faults(manifest) == [
        "pub_a stands in published, where names have no prefix",
        "slice is stored as slices",
        "viol_a stands in quality, where names begin with chk_",
    ]
    assert layers.topic_faults(manifest) == [
        "fct_a stands in marts, not in <layer>/<topic>",
        "pub_a stands in published/leftovers, not in <layer>/<topic>",
    ]
    assert layers.group_faults(manifest) == [
        "fct_a is in group marts, not in that of its topic",
        "group rules has no owner",
        "int_a is in group None, not in that of its topic",
    ]
    assert layers.contract_faults(manifest) == [
        "fct_a: its contract is not enforced",
        "total: its contract is not enforced",
    ]
    assert layers.description_faults(manifest) == [
        "cell: a source without description",
        "chk_a: its description does not begin with its grain, 'One row per ...'",
        "fct_a: its description does not begin with its grain, 'One row per ...'",
        "int_a: no column is declared",
        "pub_a: columns without description: value",
        "stg_a: columns without description: value",
        "viol_a: its description does not begin with its grain, 'One row per ...'",
    ]


def test_words_of_one_engine_are_named(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {
            "models/marts/a.sql": "select cast(x as varchar) as x, string_agg(y, ',') as y from t",
            "models/marts/b.sql": "select cast(x as string) as varchars from t",
            "models/marts/_models.yml": "data_type: varchar",
            "macros/join.sql": "{% macro default__j(x) -%} string_agg({{ x }}) {%- endmacro %}",
            "macros/rest.sql": "{% macro j(x) -%} rtrim({{ x }}) {%- endmacro %}",
        },
    )
    assert layers.dialect_faults(tmp_path) == [
        "macros/rest.sql says rtrim",
        "models/marts/_models.yml says varchar",
        "models/marts/a.sql says string_agg",
        "models/marts/a.sql says varchar",
    ]


def plant(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
