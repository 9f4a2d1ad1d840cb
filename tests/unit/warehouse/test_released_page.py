"""docs/tables.md: as on disk, as dbt describes the tables, and with a query for each."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pipelines.warehouse import dbt
from pipelines.warehouse.dictionary import released


def test_the_page_on_disk_is_the_one_that_dbt_describes(repo: Path) -> None:
    on_disk = (repo / "docs/tables.md").read_text("utf-8")
    assert on_disk == released.page(dbt.manifest()), f"run `{released.COMMAND}`"


def test_the_page_of_the_country_is_the_one_that_dbt_describes(repo: Path) -> None:
    on_disk = (repo / "docs/country_tables.md").read_text("utf-8")
    expected = released.page(dbt.country_manifest(), "country", released.COUNTRY_HEAD)
    assert on_disk == expected, f"run `{released.COMMAND}`"


def test_every_released_table_has_a_query_that_reads_it() -> None:
    nodes = [node for node in dbt.country_manifest().nodes.values() if node.resource_type == "model"]
    tables = {node.name: node.config.meta for node in nodes if node.fqn[1] in ("published", "country")}
    assert len(tables) > 50
    for name, meta in tables.items():
        assert f"from {name}" in meta["example"] or f"join {name}" in meta["example"], name
        assert meta["question"].endswith(")"), name  # Vietnamese (English)


def column(name: str, data_type: str, description: str, *constraints: str) -> Any:
    rules = [SimpleNamespace(type=constraint) for constraint in constraints]
    return SimpleNamespace(name=name, data_type=data_type, description=description, constraints=rules)


def test_what_is_written_of_one_table() -> None:
    code = column("site_code", "string", "Mã điểm, vùng|số (site, region|number).", "not_null")
    n = column("n_visits", "bigint", "Số lượt (visits).")
    node = SimpleNamespace(
        resource_type="model",
        name="site",
        fqn=["chiso", "published", "places", "site"],
        group="places",
        description="One row per site.",
        columns={"site_code": code, "n_visits": n},
        config=SimpleNamespace(meta={"question": "Điểm nào? (which?)", "example": "select * from site"}),
    )
    step = SimpleNamespace(resource_type="model", fqn=["chiso", "marts", "places", "fct_site"], group="places")
    owner = SimpleNamespace(name="Người làm thống kê (statistician)")
    groups = {"a": SimpleNamespace(name="empty", owner=owner)}
    groups["b"] = SimpleNamespace(name="places", description="Sites and visits.", owner=owner)
    page = released.page(SimpleNamespace(nodes={"site": node, "step": step}, groups=groups))
    assert page.startswith(released.HEAD)
    assert page.removeprefix(released.HEAD) == (
        "\n"
        "| chủ đề (topic) | bảng (tables) |\n"
        "|---|---|\n"
        "| [places](#places) | [site](#site) |\n"
        "\n"
        '<a id="places"></a>\n'
        "## places: Sites and visits.\n"
        "\n"
        "Người phụ trách (owner): Người làm thống kê (statistician).\n"
        "\n"
        "### site\n"
        "\n"
        "One row per site.\n"
        "\n"
        "| cột (column) | kiểu (type) | mô tả (description) |\n"
        "|---|---|---|\n"
        "| `site_code`\\* | string | Mã điểm, vùng\\|số (site, region\\|number). |\n"
        "| `n_visits` | bigint | Số lượt (visits). |\n"
        "\n"
        "```sql\n"
        "-- Điểm nào? (which?)\n"
        "select * from site\n"
        "```\n"
    )
