"""Write the generated files of the data dictionary: `python -m pipelines.warehouse.dictionary`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipelines.settings import DBT_PROJECT, REPO
from pipelines.warehouse import dbt
from pipelines.warehouse.dictionary import released, staging


def main() -> None:
    """Write every generated file and print the paths of those that changed."""
    _write(staging.generate(DBT_PROJECT / "models"))
    _write({REPO / "docs" / "tables.md": released.page(dbt.manifest())})
    country = released.page(dbt.country_manifest(), "country", released.COUNTRY_HEAD)
    _write({REPO / "docs" / "country_tables.md": country})


def _write(files: Mapping[Path, str]) -> None:
    for path, text in files.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(path.relative_to(REPO))


if __name__ == "__main__":
    main()
