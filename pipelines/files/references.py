"""How cells of a release are named in the templates of bulletins."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]


def ref(table: str, column: str, **keys: object) -> str:
    """A reference without decimals: `table.column where key='value', …`; None stands for an empty key."""
    return f"{table}.{column} where " + ", ".join(f"{key}={_quoted(value)}" for key, value in keys.items())


def shown(reference: str, decimals: int | None = None) -> str:
    """A reference as it stands in a template, to be printed."""
    return "{{" + reference + ("" if decimals is None else f" : {decimals}") + "}}"


def fixed(text: object) -> str:
    """Text with digits that is no figure: the number of a document, the code of a form."""
    return f"{{{{'{str(text).replace(chr(39), '’')}'}}}}"


def figure(row: Row, column: str, period: str) -> str:
    """A column of a published figure in a period; `row` has the same slice in another period."""
    return ref("indicator_value", column, slice_id=f"{row['slice_id'].rpartition('|')[0]}|{period}")


def progress(row: Row, column: str) -> str:
    """A column of a target's progress; `row` names target, source and period."""
    keys = {key: row[key] for key in ("target_id", "source_code", "period_code")}
    return ref("target_progress", column, **keys)


def target(row: Row, column: str) -> str:
    """A column of a target."""
    return ref("target", column, target_id=row["target_id"])


def period_cell(period: str, column: str = "name_vi") -> str:
    """The name of a period, or another column of it, as it stands in a table."""
    return shown(ref("period", column, period_code=period))


def period_within(period: str, name: str) -> str:
    """The name of a period within a sentence: tháng 1 năm 2027."""
    lower = name[:1].lower() + name[1:]
    return f"{fixed(lower)}[[{ref('period', 'name_vi', period_code=period)} == '{name}']]"


def decimals_of(value: float) -> int:
    """How many digits stand after the comma: none for whole numbers, three below 1 as HDI is printed, else one."""
    return 0 if float(value).is_integer() else 3 if abs(value) < 1 else 1


def short_name(name: str) -> str:
    """The name of a share without its first words, for the axis of a chart."""
    rest = name.removeprefix("Tỷ lệ ").removeprefix("Tỷ trọng ")
    return rest[:1].upper() + rest[1:]


def _quoted(value: object) -> str:
    if value is None:
        return "null"
    return f"'{str(value).lower() if isinstance(value, bool) else value}'"
