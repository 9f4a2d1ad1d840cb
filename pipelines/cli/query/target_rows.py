"""What the commands about targets share: queries to the current release, and numbers as Vietnamese print them."""

from __future__ import annotations

from typing import Any

from pipelines.cli.context import CommandContext

Row = dict[str, Any]


def query_release(context: CommandContext, sql: str) -> tuple[str, list[Row]]:
    """The current release's id, and the rows of a query in which `$area` is the province's area.

    Where figures of the release are simulated, that is printed.
    """
    from pipelines.publication.release.current import current_release
    from pipelines.warehouse.query import query

    release = current_release(context.places)
    context.screen.print_notice(release.simulated)
    parameters = {"area": f"p34-{context.places.province}"} if "$area" in sql else None
    return release.release_id, query(release.folder, sql, parameters).to_dicts()


def number(value: float | None) -> str:
    """A number as Vietnamese print it: points between thousands, a decimal comma, no trailing zeros; … for None."""
    if value is None:
        return "…"
    whole, _, part = f"{value:,.3f}".rstrip("0").rstrip(".").partition(".")
    return whole.replace(",", ".") + (f",{part}" if part else "")
