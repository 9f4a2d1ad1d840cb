"""The rows that a further province needs, made from the areas of the codebook and the rows of a declared province.

None of them needs a decision: communes and offices of the province, who forwards files, the duties that every declared
province has, the field of an index that each has. Names are those of `areas`. Rows are returned, nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pipelines.codebook.additions.addition import Row, seed_text
from pipelines.codebook.errors import found
from pipelines.codebook.load import Codebook
from pipelines.codebook.schema import TABLES
from pipelines.errors import ChisoError

COMMUNES, PROVINCES = "c25", "p34"  # the sets of areas since 1 July 2025


class ProvinceError(ChisoError):
    """The province is unknown or declared already."""


def province_rows(codebook: Codebook, code: str) -> dict[str, list[Row]]:
    """The rows by seed table for the province with that code.

    Raises ProvinceError where the codebook has no such province, or declares it already.
    """
    tables = codebook.tables
    area = _province(codebook, code)
    declared = declared_provinces(codebook)
    if code in declared:
        raise ProvinceError(found("province_declared", code=code, name=area["name_vi"]))
    duties = {
        other: set(tables["obligation_rules"].filter(province_code=other)["duty_code"].to_list()) for other in declared
    }
    like = min(declared, key=lambda other: (len(duties[other]), other))  # has the least that is its own
    common = set[str].intersection(*duties.values())
    copy = _Copy(_province(codebook, like), area)
    reporters = tables["reporters"].filter(province_code=like).to_dicts()
    offices = [row for row in reporters if row["kind"] != "commune" and row["valid_to"] is None]
    senders = tables["senders"].filter(tables["senders"]["sender_code"].is_in([r["reporter_code"] for r in offices]))
    rules = tables["obligation_rules"].filter(province_code=like).to_dicts()
    return {
        "reporters": [*_communes(codebook, area), *copy.rows("reporters", offices)],
        "senders": copy.rows("senders", senders.to_dicts()),
        "obligation_rules": copy.rows("obligation_rules", [rule for rule in rules if rule["duty_code"] in common]),
        "index_fields": copy.rows(
            "index_fields", tables["index_fields"].filter(parent_id=f"{PROVINCES}-{like}").to_dicts()
        ),
    }


def declared_provinces(codebook: Codebook) -> list[str]:
    """The codes of the provinces that have reporters today."""
    reporters = codebook.tables["reporters"]
    known = reporters.filter(reporters["province_code"].is_not_null() & reporters["valid_to"].is_null())
    present = set(codebook.tables["areas"].filter(area_set=PROVINCES)["code"].to_list())
    return sorted(set(known["province_code"].to_list()) & present)


def _province(codebook: Codebook, code: str) -> dict[str, Any]:
    provinces = codebook.tables["areas"].filter(area_set=PROVINCES).sort("code")
    named = provinces.filter(code=code)
    if named.is_empty():
        known = ", ".join(f"{row['code']} {row['name_vi']}" for row in provinces.to_dicts())
        raise ProvinceError(found("province_unknown", code=code, known=known))
    return named.row(0, named=True)


def _communes(codebook: Codebook, area: dict[str, Any]) -> list[Row]:
    """A reporter for each commune of the province."""
    areas = codebook.tables["areas"].filter(area_set=COMMUNES, parent_id=area["area_id"])
    communes = areas.filter(areas["valid_to"].is_null())
    return [
        dict.fromkeys(TABLES["reporters"].columns, "")
        | {
            "reporter_code": f"C{row['code']}",
            "kind": "commune",
            "province_code": area["code"],
            "area_id": row["area_id"],
            "name_vi": f"UBND {row['kind_vi']} {row['name_vi']}",
            "name_en": f"People's Committee of {row['name_en']}",
            "valid_from": seed_text(row["valid_from"]),
        }
        for row in communes.sort("code").to_dicts()
    ]


class _Copy:
    """Rows of one province as rows of another: its code, area and names replaced."""

    def __init__(self, like: dict[str, Any], area: dict[str, Any]) -> None:
        self.like, self.area = like, area
        self.names = [
            (f"{like['kind_vi']} {like['name_vi']}", f"{area['kind_vi']} {area['name_vi']}"),
            (like["name_en"], area["name_en"]),
        ]

    def rows(self, table: str, rows: Iterable[dict[str, Any]]) -> list[Row]:
        """The rows as seed texts of the new province."""
        return [{name: self._text(name, seed_text(row[name])) for name in TABLES[table].columns} for row in rows]

    def _text(self, column: str, text: str) -> str:
        old, new = str(self.like["code"]), str(self.area["code"])
        if column == "province_code":
            return new if text == old else text
        if column in ("field_code", "parent_id", "area_id"):
            return re.sub(rf"-{old}$", f"-{new}", text)
        if column in ("reporter_code", "sender_code"):
            return re.sub(rf"^([BD]){old}-", rf"\g<1>{new}-", text)
        names = [*self.names, (f"UBND {self.like['kind_vi']}", f"UBND {self.area['kind_vi']}")]
        for known, name in names:
            text = text.replace(known, name)
        return text
