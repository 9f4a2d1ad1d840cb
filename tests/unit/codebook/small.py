"""A small valid codebook as plain rows, for tests that change one value at a time.

The rows are written by hand; nothing is imported from the code under test.
"""

from __future__ import annotations

import csv
from pathlib import Path

Row = dict[str, str]
Tables = dict[str, list[Row]]


def table(header: str, *lines: str) -> list[Row]:
    """Rows from words separated by blanks; `.` is an empty cell, `~` within a word a blank."""
    columns = header.split()
    rows: list[Row] = []
    for line in lines:
        cells = ["" if word == "." else word.replace("~", " ") for word in line.split()]
        assert len(cells) == len(columns), line
        rows.append(dict(zip(columns, cells, strict=True)))
    return rows


def good() -> Tables:
    """A province of two communes, one form, three indicators, two rules and an index of two leaves."""
    return {**_places(), **_meanings(), **_form(), **_checks()}


def _places() -> Tables:
    return {
        "areas": table(
            "area_id area_set code level parent_id kind_vi name_vi name_en area_km2 population valid_from valid_to",
            "vn vn vn country . quốc~gia Việt~Nam Viet~Nam . . 1976-07-02 .",
            "p34-08 p34 08 province vn tỉnh Tuyên~Quang Tuyen~Quang~Province 13795.5 1865270 2025-07-01 .",
            "c25-00700 c25 00700 commune p34-08 phường Hà~Giang~1 Ha~Giang~1~Ward . . 2025-07-01 .",
            "c25-00706 c25 00706 commune p34-08 xã Thượng~Lâm Thuong~Lam~Commune . . 2025-07-01 .",
            "d24-024 d24 024 district vn huyện Cũ Cu~District . . 2025-01-01 2025-07-01",
            "c24-00700 c24 00700 commune d24-024 xã Cũ Cu~Commune . . 2025-01-01 2025-07-01",
        ),
        "area_versions": table(
            "area_id kind_vi name_vi name_en legal_basis valid_from valid_to",
            "c25-00700 xã Hà~Giang~1 Ha~Giang~1~Commune . 2025-07-01 2026-04-30",
            "c25-00700 phường Hà~Giang~1 Ha~Giang~1~Ward . 2026-04-30 .",
        ),
        "area_relations": table(
            "relation name_vi name_en area_low area_high people_low people_high",
            "whole Toàn~bộ Whole 1 1 1 1",
            "part Một~phần Part 0 1 0 1",
        ),
        "area_links": table(
            "from_id to_id relation area_low area_high people_low people_high basis_vi",
            "c24-00700 c25-00700 part 0.2 0.4 . . Đo",
            "c24-00700 c25-00706 part . . . . .",
        ),
        "reporters": table(
            "reporter_code kind province_code area_id office_code name_vi name_en valid_from valid_to",
            "C00700 commune 08 c25-00700 . UBND~phường~Hà~Giang~1 PC~Ha~Giang~1 2025-07-01 .",
            "C00706 commune 08 c25-00706 . UBND~xã~Thượng~Lâm PC~Thuong~Lam 2025-07-01 2026-10-01",
            "D08 department 08 p34-08 SO Sở~KH&CN DOST 2025-07-01 .",
            "OLD1 department 08 p34-08 . Sở~Cũ Old 2025-01-01 2025-07-01",
        ),
        "reporter_successions": table(
            "reporter_code successor_code function_vi function_en legal_basis", "OLD1 D08 . . Nghị~định"
        ),
        "senders": table(
            "sender_code reporter_kind reporter_code form_code basis_vi source_code valid_from valid_to",
            "D08 commune . XA Chuyển~tiếp province_admin 2025-12-15 .",
            "D08 . C00706 . Chuyển~tiếp province_admin 2025-12-15 2026-10-01",
        ),
        "contacts": table(
            "province_code reporter_code post_vi post_en phone answer_days valid_from valid_to",
            "08 D08 Bộ~phận Desk . 3 2025-07-01 .",
        ),
        "aliases": table("scope text target", "p34 TQ p34-08", "c25 Lâm~Thượng c25-00706", "reporter SKHCN D08"),
        "calendars": table(
            "calendar kind first_year last_year start_month start_day",
            "admin year 2026 2026 12 15",
        ),
        "periods": table(
            "period_code kind calendar start_date end_date previous_code previous_in_year_code is_year_start"
            " name_vi name_en",
            "2026 year admin 2025-12-15 2026-12-14 . . true Năm~2026 2026",
            "2026-01 month admin 2025-12-15 2026-01-14 . . true Tháng~1 January",
            "2026-02 month admin 2026-01-15 2026-02-14 2026-01 2026-01 false Tháng~2 February",
            "2026-03 month admin 2026-02-15 2026-03-14 2026-02 2026-02 false Tháng~3 March",
        ),
    }


def _meanings() -> Tables:
    valid = "2025-12-15 ."
    return {
        "uoms": table(
            "uom_code symbol_vi symbol_en dimension factor",
            "firm doanh~nghiệp firms firm 1",
            "percent % % share 1",
        ),
        "sources": table("source_code name_vi name_en is_official", "province_admin Tỉnh Province true"),
        "measures": table(
            "measure_code name_vi name_en own_measure_code",
            "in_period Trong~kỳ In~period .",
            "ytd Luỹ~kế YTD in_period",
        ),
        "breakdowns": table("breakdown_code name_vi name_en", "_T Tổng Total"),
        "indicators": table(
            "indicator_code version name_vi name_en definition_vi calc_kind numerator_code denominator_code scale"
            " uom_code stock_flow agg_area agg_time direction bound_low bound_high decimals legal_basis"
            " valid_from valid_to",
            f"ALL 1 Tất~cả All x reported . . . firm flow sum sum 1 0 . 0 . {valid}",
            f"NEW 1 Mới New x reported . . . firm flow sum sum 1 0 . 0 . {valid}",
            f"PCT 1 Tỷ~lệ Share x share NEW ALL 100 percent ratio ratio none 1 0 100 2 . {valid}",
        ),
    }


def _form() -> Tables:
    block = "XA 1 1"
    return {
        "forms": table(
            "form_code form_version name_vi name_en layout_kind reporter_kind reporter_code office_code"
            " receiver_office_code frequency calendar source_code legal_basis valid_from valid_to",
            "XA 1 Biểu~xã Commune~form row_form commune . . . month admin province_admin . 2025-12-15 .",
        ),
        "form_anchors": table("form_code form_version anchor_no sheet_name text", "XA 1 1 . Biểu~số:~XA"),
        "form_blocks": table(
            "form_code form_version block_no block_kind sheet_name area_set header_rows period_code source_code",
            f"{block} rows . . 2 . .",
        ),
        "form_columns": table(
            "form_code form_version block_no col_key col_order role header_vi header_en header_code area_offset"
            " indicator_code breakdown_code measure_code uom_code is_personal",
            f"{block} code 1 row_code Mã~số . B . . . . . false",
            f"{block} own 2 value Trong~kỳ . 1 . . . in_period . false",
            f"{block} sum 3 value Luỹ~kế . 2 . . . ytd . false",
        ),
        "form_rows": table(
            "form_code form_version block_no row_key row_order row_kind stt label_vi label_en indicator_code"
            " breakdown_code uom_code due_measures needs_evidence",
            f"{block} 01 1 fixed . Tất~cả All ALL _T firm in_period|ytd .",
            f"{block} 02 2 fixed . Mới New NEW _T firm in_period|ytd .",
        ),
    }


def _checks() -> Tables:
    return {
        "rule_kinds": table(
            "rule_kind message_vi message_en exact_message_vi exact_message_en undecided_message_vi"
            " undecided_message_en note_message_vi note_message_en question_message_vi question_message_en repair_vi"
            " repair_en",
            "cumulative_balance {area}~sai {area}~wrong Sai Wrong Chưa Not~yet . . . . Sửa Repair",
            "part_whole Sai Wrong . . . . . . . . Sửa Repair",
            "jump Sai Wrong . . . . . . . . Sửa Repair",
        ),
        "rules": table(
            "rule_code version rule_kind severity tolerance low high min_base wide_low wide_high missing_strategy"
            " limit_basis limit_source message_vi message_en valid_from valid_to",
            "BAL 1 cumulative_balance hold 0 . . . . . . . . . . 2025-12-15 .",
            "PART 1 part_whole hold 0 . . . . . . . . . . 2025-12-15 .",
            "JUMP 1 jump note . 0.5 2 10 . . . . . Sai Wrong 2025-12-15 .",
        ),
        "rule_terms": table(
            "rule_code version term_no role indicator_code breakdown_code measure_code",
            "BAL 1 1 subject ALL _T ytd",
            "PART 1 1 part NEW _T in_period",
            "PART 1 2 whole ALL _T in_period",
            "JUMP 1 1 subject ALL _T in_period",
        ),
        "obligation_rules": table(
            "duty_code duty_kind name_vi name_en form_code province_code reporter_kind office_code receiver_vi"
            " receiver_office_code frequency calendar due_kind due_days due_month due_day due_years is_inclusive"
            " revision_days document_file line quote legal_basis is_provisional note_vi valid_from valid_to",
            "XA form Biểu~xã Commune~form XA 08 commune . Sở . . . working_days 3 . . . true . . . . NĐ~09 true ."
            " 2026-01-15 .",
            "BC report Báo~cáo Report . 08 department . UBND . year admin fixed_date . 12 5 . false . . . . NĐ~09 true"
            " . 2025-12-15 .",
        ),
        "availability": table(
            "indicator_code period_code published_on expect_month expect_day expect_years evidence basis_vi rule_from",
            "ALL 2026 2026-12-20 . . . C b .",
            "NEW . . 12 31 1 I b 2026-01-01",
        ),
        "holidays": table(
            "day kind name_vi name_en is_provisional",
            "2026-02-16 holiday Giao~thừa Eve false",
            "2026-02-17 holiday Tết Tet false",
            "2026-02-18 holiday Mùng~hai Second false",
            "2026-02-19 holiday Mùng~ba Third false",
            "2026-02-20 holiday Mùng~bốn Fourth false",
            "2026-08-22 workday Làm~bù Worked false",
        ),
        "deadline_rules": table(
            "province_code shift legal_basis is_provisional valid_from valid_to", ". next BLDS~148 true 2024-01-01 ."
        ),
        "schedule_rules": table(
            "province_code grace_days remind_before_days remind_after_days is_provisional valid_from valid_to",
            "08 0 0 1 true 2024-01-01 .",
        ),
        "index_nodes": table(
            "index_code structure_version node_code parent_code level name_vi name_en weight direction indicator_code"
            " breakdown_code measure_code source_code bound_low bound_high aggregation min_coverage"
            " published_indicator_code published_source_code",
            "CXI 1 CXI . 2 Chỉ~số Index 1 1 . . . . . . arithmetic 0.5 . .",
            "CXI 1 A CXI 1 Lá~A Leaf~A 0.5 1 ALL _T in_period province_admin 0 10 . . . .",
            "CXI 1 B CXI 1 Lá~B Leaf~B 0.5 -1 PCT _T in_period province_admin 0 100 . . . .",
        ),
        "index_methods": table(
            "index_code method_version name_vi name_en normalise_kind scale_low scale_high",
            "CXI 1 PP Method goalpost 0 100",
        ),
        "index_fields": table(
            "index_code structure_version method_version field_code area_set parent_id period_kind calendar is_official"
            " valid_from valid_to",
            "CXI 1 1 08 c25 p34-08 month admin true 2026-01-15 .",
        ),
        "index_components": table(
            "component_code index_code official_code pillar_code name_vi name_en state direction source_kind mover",
            "C1 CXI . CXI Phần Part background 1 province department",
        ),
        "index_goals": table("index_code indicator_code rank_share reason_vi reason_en", "CXI . 1 Lý~do Reason"),
    }


def write(tables: Tables, root: Path) -> Path:
    """The tables as CSV files under `root`."""
    root.mkdir(parents=True, exist_ok=True)
    for name, rows in ((name, rows) for name, rows in tables.items() if rows):
        with (root / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return root
