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
    "csv_file": ("một tệp CSV mã hoá UTF-8, hoặc một tệp .xlsx", "a CSV file encoded as UTF-8, or an .xlsx file"),
    "decimal_asked_comma": (
        "dấu thập phân rõ ràng: mọi dấu phẩy của cột đều đứng trước đúng ba chữ số, nên {text} có thể là {whole} hoặc"
        " {fraction}; chạy lại với --decimal point ({text} là {whole}) hoặc --decimal comma ({text} là {fraction})",
        "a clear decimal separator: all commas of the column stand before three digits, so {text} may be {whole} or"
        " {fraction}; run again with --decimal point ({text} is {whole}) or --decimal comma ({text} is {fraction})",
    ),
    "decimal_asked_point": (
        "dấu thập phân rõ ràng: mọi dấu chấm của cột đều đứng trước đúng ba chữ số, nên {text} có thể là {whole} hoặc"
        " {fraction}; chạy lại với --decimal comma ({text} là {whole}) hoặc --decimal point ({text} là {fraction})",
        "a clear decimal separator: all points of the column stand before three digits, so {text} may be {whole} or"
        " {fraction}; run again with --decimal comma ({text} is {whole}) or --decimal point ({text} is {fraction})",
    ),
    "decimal_once": (
        "một dấu thập phân cho cả cột; nêu rõ bằng --decimal comma hoặc --decimal point",
        "one decimal separator in a column; state it with --decimal comma or --decimal point",
    ),
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
        "dòng tên cột, các cột cách nhau bằng dấu phẩy, chấm phẩy hoặc tab",
        "a line of column names separated by commas, semicolons or tabs",
    ),
    "indicator": ("có chỉ tiêu", "at least one Indicator"),
    "keys": ("các khoá và giá trị", "keys and values"),
    "level": ("số nguyên từ 1 đến {last}", "an integer from 1 to {last}"),
    "linear_or_ln": ("linear hoặc ln", "linear or ln"),
    "not_negative": ("số không âm", "a number of 0 or more"),
    "not_zero": ("một số khác 0", "a number other than 0"),
    "number": ("một số", "a number"),
    "number_for_kind": ("một số, vì normalise là {kind}", "a number, since normalise is {kind}"),
    "number_with_point": (
        "một số, ví dụ 1.5 hoặc 1,5; dấu nhóm nghìn đứng trước ba chữ số",
        "a number, such as 1.5 or 1,5; grouping stands before three digits",
    ),
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
    "unit_named": (
        "tên một địa bàn trong danh mục (gần nhất: {near}); hoặc thêm cột uCode (Mã)",
        "the name of an area of the codebook (nearest: {near}); or a column uCode",
    ),
    "workbook_file": ("một tệp bảng tính đọc được hoặc tệp CSV", "a readable workbook or a CSV file"),
    "whole_number": ("một số nguyên", "a whole number"),
    "file_in_folder": ("có tệp này trong thư mục", "this file in the folder"),
    "run_unknown": (
        "Bản {release_id} không có điểm và hạng do chiso tính cho chỉ số {code}. Có: {known}.",
        "Release {release_id} has no scores and ranks that chiso computed for the index {code}. It has: {known}.",
    ),
    "yaml_file": ("một tệp YAML mã hoá UTF-8", "a YAML file encoded as UTF-8"),
}
