"""Specification and result as every check has them: both languages, a table of the first rows, units by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dagster import AssetCheckResult, AssetCheckSeverity, AssetCheckSpec

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
    """What a check found: the sentence, which names the units, rows under Vietnamese heads, and counts."""

    said: Message
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    counts: Mapping[str, int] = field(default_factory=lambda: {})


def check_result(name: str, finding: Finding, *, passed: bool, is_grave: bool = False) -> AssetCheckResult:
    """The result of a check. Its description is the sentence with the table of the first rows; counts are metadata."""
    rows = [table(finding.heads, finding.rows)] if finding.rows else []
    return AssetCheckResult(
        check_name=name,
        passed=passed,
        severity=AssetCheckSeverity.ERROR if is_grave else AssetCheckSeverity.WARN,
        description="\n\n".join([finding.said.vi, *rows, finding.said.en]),
        metadata=dict(finding.counts),
    )


def named(units: Sequence[str]) -> Message:
    """The first units, each once, and how many more there are."""
    once = list(dict.fromkeys(units))
    shown, n = "; ".join(once[:N_UNITS]), len(once) - N_UNITS
    return message(CHECKS, "units_more", units=shown, n=n) if n > 0 else Message("", shown, shown)


def lines(said: Message) -> str:
    """The Vietnamese sentence, and the English one in the next paragraph."""
    return f"{said.vi}\n\n{said.en}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The first rows as a table in Markdown, and below it how many more there are."""
    written = [_row(heads), _row(["---"] * len(heads)), *(_row(row) for row in rows[:N_ROWS])]
    rest = ["", CHECKS["rows_more"][0].format(n=len(rows) - N_ROWS)] if len(rows) > N_ROWS else []
    return "\n".join([*written, *rest])


def _row(cells: Sequence[str]) -> str:
    """One line; what a sender wrote is text in it and no markup."""
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    safe = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{letter}" if letter in r"\`*_[]|#" else letter for letter in safe)
