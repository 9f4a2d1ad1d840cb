"""Vietnamese headings and words of an analyst's tables in COINr's: `Mã` is iCode, `Chiều` Direction, `nghịch` -1."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from pipelines.codebook.text import name_ascii
from pipelines.indices.files.csv_table import CsvTable

Headings = dict[str, tuple[str, ...]]  # COINr's name -> Vietnamese ones, folded
META: Headings = {
    "Level": ("cap", "bac", "cap do", "muc"),
    "iCode": ("ma", "ma chi tieu", "ma chi so", "ma thanh phan", "ky hieu"),
    "iName": ("ten", "ten chi tieu", "ten chi so", "ten thanh phan", "chi tieu"),
    "Parent": ("cha", "ma cha", "cap tren", "ma cap tren", "nut cha", "thuoc"),
    "Direction": ("chieu", "huong", "chieu huong"),
    "Weight": ("trong so", "quyen so"),
    "Type": ("loai", "kieu"),
    "Denominator": ("mau so", "ma mau so"),
    "ScaleFactor": ("he so", "he so nhan"),
    "Target": ("muc tieu", "chi tieu phan dau"),
    "goalpost_lower": ("moc duoi", "can duoi"),
    "goalpost_upper": ("moc tren", "can tren"),
    "Unit": ("don vi", "don vi tinh", "dvt"),
    "Scale": ("thang", "thang do"),
}
DATA: Headings = {
    "uCode": ("ma", "ma don vi", "ma dia ban", "ma dia phuong", "ma tinh", "ma xa"),
    "uName": (
        *("ten", "ten don vi", "don vi", "tinh", "ten tinh", "tinh thanh", "tinh thanh pho", "tinh tp", "dia phuong"),
        *("ten dia phuong", "dia ban", "ten dia ban", "xa", "ten xa", "xa phuong", "phuong xa", "xa phuong dac khu"),
    ),
    "Time": ("nam", "ky", "thoi gian", "thoi diem"),
}
EFFORT: Headings = {
    "iCode": META["iCode"],
    "iName": META["iName"],
    "yearly_limit": ("gioi han nam", "muc tang toi da moi nam", "toi da moi nam"),
    "cost": ("chi phi", "chi phi mot don vi"),
    "low": ("thap nhat", "toi thieu"),
    "high": ("cao nhat", "toi da"),
    "step": ("buoc",),
}
TYPES: Headings = {
    "Indicator": ("chi tieu", "chi so thanh phan", "la"),
    "Aggregate": ("tong hop", "nhom", "tru cot", "thanh phan", "chi so", "nhom chi so", "chi so tong hop"),
    "Denominator": ("mau so",),
    "Other": ("khac",),
}
DIRECTIONS: Headings = {
    "1": ("thuan", "xuoi", "tang", "cao la tot", "cang cao cang tot", "+", "+1"),
    "-1": ("nghich", "nguoc", "giam", "thap la tot", "cang thap cang tot", "-", "\u2212", "\u20131", "\u22121"),
}


def recognised(cells: Iterable[str], headings: Headings) -> int:
    """How many of a row's cells are headings, COINr's or Vietnamese."""
    return len({name for cell in cells if (name := _canonical(cell, headings))})


def translate(sheet: CsvTable, headings: Headings, kept: Collection[str] = ()) -> None:
    """Rename Vietnamese headings to COINr's; a column of COINr's name, and those of `kept`, stay as they are."""
    renamed: dict[str, str] = {}
    for column in sheet.columns:
        name = _canonical(column, headings)
        if name and name != column and column not in kept and name not in {*sheet.columns, *renamed.values()}:
            renamed[column] = name
    rename(sheet, renamed)


def rename(sheet: CsvTable, names: dict[str, str]) -> None:
    """Give columns other names; places of problems still have the file's."""
    sheet.columns = [names.get(column, column) for column in sheet.columns]
    sheet.rows = [{names.get(column, column): cell for column, cell in row.items()} for row in sheet.rows]
    sheet.typed = {(line, names.get(column, column)) for line, column in sheet.typed}


def translate_words(sheet: CsvTable) -> None:
    """Put COINr's words in Type and Direction. Without a column Type, level 1 is an Indicator, others an Aggregate."""
    if sheet.columns and "Type" not in sheet.columns and "Level" in sheet.columns:
        sheet.columns.append("Type")
        for row in sheet.rows:
            row["Type"] = "Indicator" if row["Level"] in ("1", "1.0") else "Aggregate"
    for column, words in (("Type", TYPES), ("Direction", DIRECTIONS)):
        for row in sheet.rows if column in sheet.columns else ():
            folded = _fold(row[column]) or row[column]
            if row.get("Level") or column == "Direction":  # without a level a "nhóm" is no node, but COINr's Group
                row[column] = next((code for code, known in words.items() if folded in known), row[column])


def _canonical(cell: str, headings: Headings) -> str:
    """COINr's name of a heading; empty for another one."""
    folded: Callable[[str], bool] = _fold(cell).__eq__
    for name, words in headings.items():
        if folded(name.lower()) or _fold(cell) in words:
            return name
    return ""


def _fold(text: str) -> str:
    """Without diacritics, in lower case, punctuation as blanks."""
    return " ".join(name_ascii(text).replace("/", " ").replace(",", " ").replace(".", " ").split())
