"""The errors of the warehouse."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.errors import ChisoError, Message, message
from pipelines.warehouse.messages import WAREHOUSE


class WarehouseError(ChisoError):
    """A build that could not be made, or whose tests failed; `failures` names each model and test."""

    def __init__(self, failures: Sequence[Message]) -> None:
        vi, en = ("\n".join(f"- {failure.in_lang(lang)}" for failure in failures) for lang in ("vi", "en"))
        template_vi, template_en = WAREHOUSE["not_built"]
        super().__init__(Message("not_built", template_vi.format(failures=vi), template_en.format(failures=en)))
        self.failures = tuple(failures)


class QueryError(ChisoError):
    """SQL that DuckDB refuses, or a release that it cannot read."""


class FigureNotFoundError(ChisoError):
    """The release has no figure or score of that indicator, area and period."""


def failure(code: str, **values: object) -> Message:
    """One failure of a build: the sentence `code` of WAREHOUSE."""
    return message(WAREHOUSE, code, **values)
