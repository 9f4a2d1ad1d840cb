"""Workbooks in which an invented person is named: one place a file, in every layout, written as grids of texts.

Every name is `Zzyx Qw..vk Một`, every address `zzyx.qw..vk@vidu.vn`; the letters between tell the place. The telephone
number is the same everywhere. One search finds what leaked, and where it came from.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple
from support import trial, trial_register
from support.trial import Cells

PHONE = "0911 222 333"
TOKEN = re.compile(r"qw([a-z]{2})vk")
PHONE_DIGITS = re.compile(r"911[^0-9]{0,2}222[^0-9]{0,2}333")
FIGURES: Cells = {"E9": 5, "F9": 50, "E10": 12.5, "E11": 2.5, "F11": 3, "E12": 7, "F12": 8}
BARE: Cells = {"A14": None, "A15": None, "B17": None, "G17": None, "B20": None}  # neither notes nor signatures
Sheets = dict[str, Cells]


@dataclass(frozen=True)
class Person:
    """An invented person, told from others by two letters."""

    letters: str

    @property
    def name(self) -> str:
        return f"Zzyx Qw{self.letters}vk Một"

    @property
    def plain(self) -> str:
        return self.name.lower().replace("ộ", "o")

    @property
    def mail(self) -> str:
        return f"zzyx.qw{self.letters}vk@vidu.vn"


@dataclass(frozen=True)
class Place:
    """A place where somebody is named: the layout, what it is, and the sheets of the file that names `Person`."""

    layout: str  # row, register, area
    what: str
    sheets: Callable[[Person], Sheets]


def row(what: str, cells: Callable[[Person], Cells], **others: Callable[[Person], Cells]) -> Place:
    """A row form with these cells, and further sheets."""

    def sheets(person: Person) -> Sheets:
        form = trial.row_form(**{**FIGURES, **cells(person)})
        return {"TRIAL-01": form, **{name: of(person) for name, of in others.items()}}

    return Place("row", what, sheets)


def register(what: str, cells: Callable[[Person], Cells]) -> Place:
    """A register of two projects with these cells."""
    return Place("register", what, lambda person: {"TRIAL-REG": _register() | cells(person)})


def area(what: str, scores: Callable[[Person], Cells], ranks: Callable[[Person], Cells] | None = None) -> Place:
    """A publisher's table of areas with these cells."""

    def sheets(person: Person) -> Sheets:
        first: Cells = {"B1": "Tỉnh", "C1": "Điểm A", "D1": "Điểm B", "B3": "Hà Nội", "C3": 1, "D3": 2}
        first |= {"B4": "Cao Bằng", "C4": 3, "D4": 4}
        second: Cells = {"B1": "Tỉnh", "C1": "Tổng hợp 2020", "B2": "Hà Nội", "C2": 7, "B3": "Cao Bằng", "C3": 6}
        return {"Điểm": first | scores(person), "Hạng": second | (ranks(person) if ranks else {})}

    return Place("area", what, sheets)


def _register() -> Cells:
    cells: Cells = {"A1": "Biểu số: TRIAL-REG", "E1": f"Đơn vị báo cáo: {trial.COMMUNE_NAME}"}
    cells |= {"A2": "DANH SÁCH DỰ ÁN", "A3": "(Kỳ báo cáo: Tháng 10 năm 2026)"}
    lines = [trial_register.HEADER, trial_register.CODES, *(trial_register.project(n, contact=None) for n in (1, 2))]
    for number, line in enumerate(lines, 6):
        cells |= {
            f"{letter}{number}": value for letter, value in zip("ABCDEFG", line, strict=True) if value is not None
        }
    return cells


def _signed(*lines: tuple[str, ...], top: int = 17) -> Cells:
    """Signatures below the table, each line over the columns B, E and H."""
    cells = dict(BARE)
    for number, line in enumerate(lines, top):
        cells |= {f"{letter}{number}": text for letter, text in zip("BEH", line, strict=False) if text}
    return cells


ROWS = [
    row("one signature", lambda p: _signed(("Người lập biểu",), ("",), (p.name,))),
    row("two signatures", lambda p: _signed(("Người lập biểu", "Thủ trưởng đơn vị"), ("",), ("", p.name))),
    row("three signatures", lambda p: _signed(("Người lập", "Kế toán trưởng", "Giám đốc"), ("",), ("", "", p.name))),
    row("for the chairman", lambda p: _signed(("", "KT. CHỦ TỊCH"), ("", "PHÓ CHỦ TỊCH"), ("", ""), ("", p.name))),
    row("to be signed and stamped", lambda p: _signed(("", "(Ký, họ tên, đóng dấu)"), ("", ""), ("", p.name))),
    row("name in the cell of the title", lambda p: _signed((f"Thủ trưởng đơn vị\n\n\n{p.name}",))),
    row("name behind a colon", lambda p: _signed((f"Kế toán trưởng: {p.name}",))),
    row("many blank lines above the name", lambda p: _signed(("Thủ trưởng đơn vị",), *[("",)] * 9, (p.name,))),
    row("telephone below the name", lambda p: _signed(("Người lập biểu",), ("",), (f"{p.name} – {PHONE}",))),
    row("row of figures below the name", lambda p: _signed(("Người lập biểu",), (p.name,)) | {"B30": p.name, "E30": 4}),
    row("beside the table", lambda p: {"J9": "Người lập biểu", "J12": p.name}),
    row("head, behind a colon", lambda p: {"A2": f"Người lập: {p.name}"}),
    row("head, in the next cell", lambda p: {"A2": "Người lập biểu", "C2": p.name}),
    row("head, small letters in the next cell", lambda p: {"A2": "Người liên hệ:", "C2": p.plain}),
    row("head, below the title", lambda p: {"G1": "Thủ trưởng đơn vị", "G3": p.name}),
    row("head, in a cell of several lines", lambda p: {"A1": f"Biểu số: TRIAL-01\nNgười lập: {p.name}"}),
    row("head, without accents", lambda p: {"A2": f"Nguoi lap: {p.plain}"}),
    row("title", lambda p: {"A3": f"TÊN BIỂU (người báo cáo: {p.name})"}),
    row("footnote with telephone", lambda p: {"A15": f"Người liên hệ: {p.name}; ĐT: {PHONE}"}),
    row("note", lambda p: {"A14": f"Ghi chú: số liệu do bà {p.name}, điện thoại {PHONE}, {p.mail} cung cấp"}),
    row("second sheet, signature", lambda p: {}, Ký=lambda p: {"A1": "Kính gửi", "B3": "Người lập biểu", "B5": p.name}),
    row(
        "second sheet, list", lambda p: {}, Danh=lambda p: {"A1": "Họ và tên", "B1": "Số ĐT", "A2": p.name, "B2": PHONE}
    ),
    row("personal column", lambda p: {"H9": p.name}),
    row("undeclared column of names", lambda p: {"I6": "Họ và tên", "I9": p.name, "I10": p.plain}),
    row("undeclared column of telephones", lambda p: {"I6": "Số điện thoại", "I9": PHONE, "J6": "Email", "J9": p.mail}),
    row("value, small letters", lambda p: {"E9": f"so lieu cua ba {p.plain}, 0911222333"}),
    row("value, a name", lambda p: {"E9": p.name}),
    row("value, a number and a name", lambda p: {"E9": f"12 ({p.name})"}),
    row("value, a mail address", lambda p: {"E9": f"hỏi {p.mail}"}),
    row("value, where x is printed", lambda p: {"F10": f"{p.name} 5"}),
    row("value, a formula", lambda p: {"E9": f'=CONCATENATE("{p.name}","")'}),
    row("value, 30,000 letters", lambda p: {"E9": f"{p.plain} 12 " * 1200}),
    row("explanation", lambda p: {"G9": f"Do bà {p.name} nghỉ việc, gọi {PHONE}"}),
    row("unit", lambda p: {"D9": p.name}),
    row("row code", lambda p: {"C9": p.name}),
    row("label of a coded row", lambda p: {"B9": p.name}),
    row("label of a row without code", lambda p: {"B11": p.name, "C11": None}),
    row("label and value of a row of nobody", lambda p: {"B11": p.name, "C11": None, "E11": f"{p.name} 3"}),
    row("label below the table", lambda p: {**BARE, "B13": p.name, "E13": 3}),
    row("header", lambda p: {"E6": f"Trong kỳ (người nhập: {p.name})"}),
    row("header, a name", lambda p: {"E6": p.name}),
    row("reporter", lambda p: {"E1": f"Đơn vị báo cáo: {p.name}"}),
    row("period", lambda p: {"A4": f"(Kỳ báo cáo: {p.name})"}),
    row("form number", lambda p: {"A1": f"Biểu số: {p.name}"}),
    row("kind of report", lambda p: {"A2": f"Loại báo cáo: bổ sung, rút báo cáo theo bà {p.name}"}),
    row("laid out otherwise", lambda p: {"A1": None, "A7": None, "E7": None, "E6": p.name, "B9": p.name, "C9": None}),
]
REGISTERS = [
    register("personal column", lambda p: {"G8": p.name, "G9": PHONE}),
    register("undeclared column", lambda p: {"H6": "Chủ nhiệm", "H8": p.name, "H9": p.plain}),
    register("value", lambda p: {"F8": f"{p.name} 0911222333"}),
    register("date", lambda p: {"E8": p.name}),
    register("row without a name", lambda p: {"B9": None, "C9": None, "D9": p.name}),
    register("total row", lambda p: {"B10": "Tổng cộng", "F10": 20, "D10": p.name}),
    register("signature", lambda p: {"B12": "Người lập biểu", "E12": "KT. GIÁM ĐỐC", "B14": p.name, "E14": p.name}),
    register("below the list", lambda p: {"B11": f"Người liên hệ: {p.name}, {PHONE}"}),
    register("contact in a text", lambda p: {"D8": f"Nông nghiệp, gọi {PHONE} hoặc {p.mail}"}),
]
AREAS = [
    area("area", lambda p: {"B5": p.name, "C5": 9}),
    area("value", lambda p: {"C4": f"theo {p.name}"}),
    area("signature", lambda p: {"B6": "Người lập biểu", "D6": "Giám đốc", "B7": p.name, "D7": p.name, "C7": 1}),
    area("undeclared column", lambda p: {"E1": "Người liên hệ", "E3": p.name, "E4": PHONE}),
    area("summary row", lambda p: {"B5": f"Tổng (người nhập: {p.name})", "C5": 4}),
    area("ranked pair", lambda p: {}, lambda p: {"B4": p.name, "C4": 5}),
    area("note below", lambda p: {"B7": f"Nguồn: ông {p.name} tổng hợp"}),
]
PLACES = [*ROWS, *REGISTERS, *AREAS]


def person(number: int) -> Person:
    """The person of a place; two letters tell up to 676."""
    return Person(chr(ord("a") + number // 26) + chr(ord("a") + number % 26))


def write(path: Path, sheets: Sheets) -> Path:
    """Write the sheets as the suffix says: .xlsx, .ods, .csv and .html or, as HTML under another name, .xls."""
    if path.suffix == ".xlsx":
        return trial.write(path, sheets)
    grids = {name: _grid(cells) for name, cells in sheets.items()}
    if path.suffix == ".csv":  # has one sheet
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(next(iter(grids.values())))
    elif path.suffix == ".ods":
        _write_ods(path, grids)
    else:
        tables = (
            "".join("<tr>" + "".join(f"<td>{escape(t)}</td>" for t in line) + "</tr>" for line in grid)
            for grid in grids.values()
        )
        path.write_text(
            "<html><body>" + "".join(f"<table>{rows}</table>" for rows in tables) + "</body></html>", "utf-8"
        )
    return path


def _grid(cells: Mapping[str, Any]) -> list[list[str]]:
    places = {coordinate_to_tuple(at): value for at, value in cells.items() if value is not None}
    last = [max(place[n] for place in places) for n in (0, 1)]
    return [[str(places.get((r, c), "")) for c in range(1, last[1] + 1)] for r in range(1, last[0] + 1)]


def _write_ods(path: Path, grids: Mapping[str, list[list[str]]]) -> None:
    name_space = "urn:oasis:names:tc:opendocument:xmlns"
    tables = ""
    for name, grid in grids.items():
        rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, line))}</table:table-row>" for line in grid)
        tables += f'<table:table table:name="{escape(name)}">{rows}</table:table>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{name_space}:office:1.0" '
        f'xmlns:table="{name_space}:table:1.0" xmlns:text="{name_space}:text:1.0" office:version="1.2"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{name_space}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", kind, zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)


def _ods_cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def leaked(text: str) -> set[str]:
    """The letters of every person whom the text names; `phone` where it holds the telephone number."""
    low = text.lower()
    return set(TOKEN.findall(low)) | ({"phone"} if PHONE_DIGITS.search(low) else set())
