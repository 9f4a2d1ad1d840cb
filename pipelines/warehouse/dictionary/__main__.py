"""Write the generated files of the data dictionary: `python -m pipelines.warehouse.dictionary`."""

from __future__ import annotations

from pipelines.settings import DBT_PROJECT
from pipelines.warehouse.dictionary import staging


def main() -> None:
    """Write every generated file and print the paths of those that changed."""
    for path, text in staging.generate(DBT_PROJECT / "models").items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(path.relative_to(DBT_PROJECT.parent))


if __name__ == "__main__":
    main()
