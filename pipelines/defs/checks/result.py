"""Specification and result as every check has them: both languages, a table of the first rows, units by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dagster import AssetCheckResult, AssetCheckSeverity, AssetCheckSpec, MetadataValue

from pipelines.defs.checks.messages import CHECKS
from pipelines.defs.partitions import PARTITIONS
from pipelines.errors import Message, message

N_ROWS, N_UNITS = 20, 12  # shown; of more the number is stated


def check_spec(name: str, asset: str, about: str = "", *, blocking: bool = False, **values: object) -> AssetCheckSpec:
    """The specification of a check; its description is the sentence `about_<about or name>`."""
    said = message(CHECKS, f"about_{about or name}", **values)
    return AssetCheckSpec(name, asset=asset, description=lines(said), blocking=blocking, partitions_def=PARTITIONS)


@dataclass
class Finding:
    """What a check found: what is said, the units concerned, and rows under Vietnamese heads."""

    said: Message
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    units: Sequence[str] = ()
    counts: Mapping[str, int] = field(default_factory=lambda: {})


def check_result(name: str, finding: Finding, *, passed: bool, is_grave: bool = False) -> AssetCheckResult:
    """The result of a check. Its description is the sentence, its metadata are counts, units and the table."""
    metadata: dict[str, Any] = dict(finding.counts)
    if finding.units:
        metadata["units"] = MetadataValue.text(named(finding.units))
    if finding.rows:
        metadata["table"] = MetadataValue.md(table(finding.heads, finding.rows))
    return AssetCheckResult(
        check_name=name,
        passed=passed,
        severity=AssetCheckSeverity.ERROR if is_grave else AssetCheckSeverity.WARN,
        description=lines(finding.said),
        metadata=metadata,
    )


def named(units: Sequence[str]) -> str:
    """The first units, each once, and how many more there are."""
    once = list(dict.fromkeys(units))
    rest = [f"và {len(once) - N_UNITS} nữa"] if len(once) > N_UNITS else []
    return "; ".join([*once[:N_UNITS], *rest])


def lines(said: Message) -> str:
    """The Vietnamese sentence, and the English one in the next paragraph."""
    return f"{said.vi}\n\n{said.en}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The first rows as a table in Markdown, and below it how many more there are."""
    written = [_row(heads), _row(["---"] * len(heads)), *(_row(row) for row in rows[:N_ROWS])]
    rest = ["", f"và {len(rows) - N_ROWS} nữa"] if len(rows) > N_ROWS else []
    return "\n".join([*written, *rest])


def _row(cells: Sequence[str]) -> str:
    """One line; what a sender wrote is text in it and no markup."""
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    safe = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{letter}" if letter in r"\`*_[]|#" else letter for letter in safe)
