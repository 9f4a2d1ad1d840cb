"""What is said about a cell in the light of other cells: the same figure twice, nothing occurred, no record."""

from __future__ import annotations

from pipelines.codebook.nil_return import NIL_TEXT

CELLS: dict[str, tuple[str, str]] = {
    "unexpected_value": (
        "ô này không thu thập số liệu (biểu mẫu in “x”); để nguyên “x”, ghi số vào đúng cột",
        "no figure is collected in this cell (the form prints “x”); leave the “x” and write the number into its column",
    ),
    "duplicate_slice.cells": (
        "hai ô {first} và {second} cùng ghi một số liệu; giữ lại một ô",
        "the two cells {first} and {second} give the same figure; keep one of them",
    ),
    "duplicate_entity": (
        "hai ô {first} và {second} cùng ghi mã “{key}”; mỗi đối tượng một dòng, sửa mã hoặc bỏ dòng thừa",
        "the two cells {first} and {second} hold the key “{key}”; one row for each entity, correct the key or delete "
        "the superfluous row",
    ),
    # evidence of cells that are no reject
    "repeated": ("trùng số với ô {cell}", "the same figure as in cell {cell}"),
    "nil_return": ("khai không phát sinh ở ô {cell}", "cell {cell} says that nothing occurred"),
    "no_record": (
        f"liệt kê từng đối tượng; nếu không có, đánh dấu x ở ô bên cạnh dòng “{NIL_TEXT}”",
        f"list every entity; if there is none, write x into the cell beside the line “{NIL_TEXT}”",
    ),
}
