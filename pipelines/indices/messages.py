"""Texts of the problems of an analyst's files: place, what was found, what is expected, in Vietnamese and English."""

from __future__ import annotations

FILES: dict[str, tuple[str, str]] = {
    "files_invalid": (
        "Không tính được chỉ số; hãy sửa các tệp rồi chạy lại:\n{problems_vi}",
        "The index cannot be scored; correct the files and run it again:\n{problems_en}",
    ),
    "problem": (
        "{file}, {place_vi}: tìm thấy “{found_vi}”; cần {expected_vi}",
        "{file}, {place_en}: found “{found_en}”; expected {expected_en}",
    ),
    # ---- places ----
    "at_column": ("cột {column}", "column {column}"),
    "at_file": ("tệp", "file"),
    "at_line": ("dòng {line}", "line {line}"),
    "at_cell": ("dòng {line}, cột {column}", "line {line}, column {column}"),
    "at_node": ("dòng {line}, iCode {code}", "line {line}, iCode {code}"),
    "at_node_cell": ("dòng {line}, iCode {code}, cột {column}", "line {line}, iCode {code}, column {column}"),
    # ---- what was found, where a word is needed beside the value ----
    "found_cells": ("{n} ô", "{n} cells"),
    "found_children": ("{n} con", "{n} children"),
    "found_columns": ("{n} cột", "{n} columns"),
    "found_lines": ("{n} dòng", "{n} lines"),
    "found_values": ("{n} giá trị", "{n} values"),
    # ---- what is expected ----
    "aggregate_above": (
        "Indicator ở Level 1, Aggregate ở trên",
        "an Indicator on Level 1 and an Aggregate above",
    ),
    "cells": ("{n} ô", "{n} cells"),
    "child": ("có ít nhất một nút con", "at least one child"),
    "code_once": (
        "mã có và chỉ có một lần, khác uCode, uName, Time",
        "a code that occurs once and is none of uCode, uName, Time",
    ),
    "column": ("có cột {column}", "a column {column}"),
    "column_as_in_meta": ("có cột {column} như iMeta khai", "a column {column}, which iMeta declares"),
    "column_of_data": ("tên một cột của iData", "the name of a column of iData"),
    "column_once": ("tên cột có một lần", "a column name that occurs once"),
    "csv_file": ("một tệp CSV mã hoá UTF-8", "a CSV file encoded as UTF-8"),
    "denominator_column": ("có cột {column} (mẫu số)", "a column {column} (denominator)"),
    "denominator_of_indicator": (
        "trống: chỉ chỉ tiêu có mẫu số",
        "an empty cell: only an indicator has a denominator",
    ),
    "direction": ("1 hoặc -1", "1 or -1"),
    "flag": ("true hoặc false", "true or false"),
    "from": ("một số từ {low} trở lên", "a number of {low} or more"),
    "from_to": ("một số từ {low} đến {high}", "a number from {low} to {high}"),
    "group_column": ("tên cột nhóm trong iData", "the name of a group column of iData"),
    "header": (
        "dòng tên cột, các cột cách nhau bằng dấu phẩy",
        "a line of column names separated by commas",
    ),
    "indicator": ("có chỉ tiêu", "at least one Indicator"),
    "keys": ("các khoá và giá trị", "keys and values"),
    "level": ("số nguyên từ 1 đến {last}", "an integer from 1 to {last}"),
    "linear_or_ln": ("linear hoặc ln", "linear or ln"),
    "not_negative": ("số không âm", "a number of 0 or more"),
    "not_zero": ("một số khác 0", "a number other than 0"),
    "number": ("một số", "a number"),
    "number_for_kind": ("một số, vì normalise là {kind}", "a number, since normalise is {kind}"),
    "number_with_point": ("một số, dùng dấu chấm", "a number with a decimal point"),
    "one_line_each": ("mỗi đơn vị một dòng", "one line for each unit"),
    "one_of": ("một trong: {values}", "one of: {values}"),
    "one_value": ("một giá trị chung cho mọi chỉ tiêu", "one value for all indicators"),
    "parent": ("một nút ở Level {level}", "a node of Level {level}"),
    "rows": ("có số liệu", "lines with data"),
    "time": ("thời điểm", "a time"),
    "unit_code": ("mã đơn vị", "the code of a unit"),
    "unit_line": ("có dòng của đơn vị này", "a line for this unit"),
    "unit_of_data": ("một uCode có trong iData", "a uCode of iData"),
    "values_by_level": (
        "một giá trị, hoặc {n} (từ cấp 1 lên cấp {last})",
        "one value, or {n} (from level 1 up to level {last})",
    ),
    "whole_number": ("một số nguyên", "a whole number"),
    "yaml_file": ("một tệp YAML mã hoá UTF-8", "a YAML file encoded as UTF-8"),
}
