"""Tables of the codebook about where and who: areas, reporters, their versions and successions, senders, contacts."""

from __future__ import annotations

from pipelines.codebook.schema.columns import NAMES, REPORTER_KIND, SHARES, VALID, Table, column, described
from pipelines.vocabulary import WEIGHT_CLASS

PLACES: dict[str, Table] = {
    "areas": Table(
        ("area_id",),
        "One row per area of a code list (country, province, district, commune), for its whole life, with the name"
        " and kind it has now.",
        {
            "area_id": column(
                "text!", "Mã địa bàn: tập danh mục và mã, ví dụ p34-08, p63-02, c25-00700 (area: code list and code)."
            ),
            "area_set": column(
                "text!",
                "Tập danh mục: vn, p34 tỉnh từ 07/2025, p63 p64 p61 tỉnh trước đó, d24 huyện, c25 xã từ 07/2025, c24"
                " xã trước đó (code list).",
                *("vn", "p34", "p63", "p64", "p61", "d24", "c25", "c24"),
            ),
            "code": column("text!", "Mã hành chính, giữ số 0 đầu (administrative code, zeros kept)."),
            "level": column(
                "text!",
                "Cấp: country, province tỉnh, district huyện, commune xã (level).",
                *("country", "province", "district", "commune"),
            ),
            "parent_id": column("text?", "Địa bàn cấp trên (parent area).", ref="areas.area_id"),
            "kind_vi": column("text!", "Loại đơn vị hành chính (kind of unit)."),
            **NAMES,
            "area_km2": column("float?", "Diện tích, km² (area, km²)."),
            "population": column("int?", "Dân số, người (population, persons)."),
            **VALID,
        },
    ),
    "area_versions": Table(
        ("area_id", "valid_from"),
        "One row per area and span of its life in which its name or kind was another.",
        {
            "area_id": column(
                "text!", "Địa bàn đổi tên hoặc đổi loại (area whose name or kind changed).", ref="areas.area_id"
            ),
            "kind_vi": column("text!", "Loại đơn vị hành chính trong thời gian ấy (kind in that span)."),
            **NAMES,
            "legal_basis": column("text?"),
            **VALID,
        },
    ),
    "area_points": Table(
        ("area_id",),
        "One row per province or commune since 1 July 2025: a point inside it, from the package vietnamadminunits 1.0.4"
        " (MIT licence). A point, no border: distances between points say which units are near, not which adjoin.",
        {
            "area_id": column("text!", ref="areas.area_id"),
            "latitude": column("float!", "Vĩ độ của điểm, độ (latitude of the point, degrees)."),
            "longitude": column("float!", "Kinh độ của điểm, độ (longitude of the point, degrees)."),
        },
    ),
    "area_tiles": Table(
        ("map_area_id", "area_id"),
        "One row per map and area on it: the place of its tile. A map of the communes of a province is laid out from"
        " area_points by pipelines/site/tile_layout.py; that of the country is set by hand and has the special zones"
        " Hoàng Sa and Trường Sa.",
        {
            "map_area_id": column(
                "text!", "Địa bàn của bản đồ: tỉnh, hoặc vn (area of the map: a province, or vn).", ref="areas.area_id"
            ),
            "area_id": column("text!", ref="areas.area_id"),
            "tile_column": column("float!", "Cột của ô, từ trái, 0 là đầu tiên (column of the tile, from the left)."),
            "tile_row": column("float!", "Hàng của ô, từ trên, 0 là đầu tiên (row of the tile, from the top)."),
        },
    ),
    "area_relations": Table(
        ("relation",),
        "One row per relation of an old area to a new one, as resolutions word it: what it says of the land and the"
        " people that went over.",
        {
            "relation": column(
                "text!",
                "Mã quan hệ: unchanged, renamed, whole, part, part_area, part_population, part_area_whole_population,"
                " whole_area (relation).",
            ),
            **NAMES,
            **described(
                SHARES,
                area_low="Phần diện tích chuyển sang, cận dưới, 0–1 (least share of its land, 0–1).",
                area_high="Phần diện tích chuyển sang, cận trên, 0–1 (greatest share of its land, 0–1).",
                people_low="Phần dân số chuyển sang, cận dưới, 0–1 (least share of its people, 0–1).",
                people_high="Phần dân số chuyển sang, cận trên, 0–1 (greatest share of its people, 0–1).",
            ),
        },
    ),
    "area_links": Table(
        ("from_id", "to_id"),
        "One row per area that ended and area that took over all or part of it.",
        {
            "from_id": column("text!", "Địa bàn đã kết thúc (area that ended).", ref="areas.area_id"),
            "to_id": column("text!", "Địa bàn tiếp nhận (area that took over).", ref="areas.area_id"),
            "relation": column(
                "text!",
                "Quan hệ như nghị quyết nêu (relation as the resolution words it).",
                ref="area_relations.relation",
            ),
            "area_low": column(
                "float?",
                "Phần diện tích chuyển sang, cận dưới, 0–1, khi biết sát hơn quan hệ (least share of its land, 0–1,"
                " where closer than the relation's).",
            ),
            "area_high": column(
                "float?",
                "Phần diện tích chuyển sang, cận trên, 0–1, khi biết sát hơn quan hệ (greatest share of its land,"
                " 0–1).",
            ),
            "people_low": column(
                "float?",
                "Phần dân số chuyển sang, cận dưới, 0–1, khi biết sát hơn quan hệ (least share of its people, 0–1,"
                " where closer than the relation's).",
            ),
            "people_high": column(
                "float?",
                "Phần dân số chuyển sang, cận trên, 0–1, khi biết sát hơn quan hệ (greatest share of its people, 0–1).",
            ),
            "basis_vi": column("text?", "Nguồn của phần chuyển sang (who says so)."),
        },
    ),
    "indicator_weights": Table(
        ("indicator_code",),
        "One row per count that follows land or people when an area is split; a count without a row follows neither.",
        {
            "indicator_code": column("text!", ref="indicators.indicator_code"),
            "weight_class": column(
                "text!",
                "Số đếm đi theo: people dân số, area diện tích (what the count follows).",
                *WEIGHT_CLASS.without("other"),
            ),
            "basis_vi": column("text!"),
        },
    ),
    "reporters": Table(
        ("reporter_code",),
        "One row per reporter: a commune, a department, a publisher or another body that sends figures.",
        {
            "reporter_code": column("text!"),
            "kind": column(
                "text!",
                "Loại: commune xã phường, department sở ngành, publisher nơi công bố, body cơ quan khác (kind).",
                *REPORTER_KIND,
            ),
            "province_code": column(
                "text?",
                "Tỉnh; trống: nơi công bố, gửi được cho mọi tỉnh (province; empty: a publisher, who may send to every"
                " province).",
            ),
            "area_id": column("text!", "Địa bàn của đơn vị báo cáo (area of the reporter).", ref="areas.area_id"),
            "office_code": column(
                "text?",
                "Cơ quan ở tỉnh nào cũng mang mã này, ví dụ SKHCN; trống: loại đã nói rõ (the office in any province;"
                " empty: its kind says it).",
            ),
            **NAMES,
            **VALID,
        },
    ),
    "reporter_successions": Table(
        ("reporter_code", "successor_code"),
        "One row per reporter that ended and reporter that took over from it, with the function handed over.",
        {
            "reporter_code": column(
                "text!", "Đơn vị báo cáo đã kết thúc (reporter that ended).", ref="reporters.reporter_code"
            ),
            "successor_code": column("text!", "Đơn vị tiếp nhận (successor).", ref="reporters.reporter_code"),
            "function_vi": column("text?", "Chức năng chuyển giao; trống: toàn bộ (function handed over; empty: all)."),
            "function_en": column("text?", "Chức năng, tiếng Anh (function, English)."),
            "legal_basis": column("text!"),
        },
    ),
    "senders": Table(
        ("sender_code", "reporter_kind", "reporter_code", "form_code", "valid_from"),
        "One row per sender, reporter or kind of reporter, form and span: who may send a file in which another one"
        " reports.",
        {
            "sender_code": column("text!", "Đơn vị được gửi thay (who may send).", ref="reporters.reporter_code"),
            "reporter_kind": column(
                "text?",
                "Gửi thay mọi đơn vị cùng tỉnh thuộc loại: commune xã phường, department sở ngành, body cơ quan khác"
                " (all of this kind in the sender's province).",
                *("commune", "department", "body"),
            ),
            "reporter_code": column(
                "text?", "Hoặc chỉ gửi thay đơn vị này (or this reporter alone).", ref="reporters.reporter_code"
            ),
            "form_code": column("text?", "Biểu; trống: mọi biểu (form; empty: every form)."),
            "basis_vi": column(
                "text!", "Văn bản cho phép, hoặc quyết định của tỉnh (the document, or the province's own decision)."
            ),
            "source_code": column(
                "text!",
                "Nguồn ghi cho số liệu gửi thay; province_admin khi không có văn bản (source of the figures;"
                " province_admin where no document says so).",
                ref="sources.source_code",
            ),
            **VALID,
        },
    ),
    "contacts": Table(
        ("province_code", "valid_from"),
        "One row per province and span: the office that answers senders, whom to ask there, and how soon to answer.",
        {
            "province_code": column("text!", "Tỉnh (province)."),
            "reporter_code": column(
                "text!", "Cơ quan nhận và trả lời báo cáo (the office that answers).", ref="reporters.reporter_code"
            ),
            "post_vi": column("text!", "Bộ phận hoặc chức danh, không ghi tên người (post or desk, never a person)."),
            "post_en": column("text!", "Bộ phận, tiếng Anh (the same, English)."),
            "phone": column("text?", "Số điện thoại; trống: chưa biết (telephone; empty: not known)."),
            "answer_days": column(
                "int!", "Số ngày làm việc để trả lời câu hỏi (working days to answer a question; provisional)."
            ),
            **VALID,
        },
    ),
    "aliases": Table(
        ("scope", "text"),
        "One row per scope and written name that stands for a declared one.",
        {
            "scope": column(
                "text!", "Phạm vi: một tập danh mục địa bàn, hoặc reporter (an area code list, or reporter)."
            ),
            "text": column("text!", "Cách viết (spelling)."),
            "target": column("text!", "Mã mà cách viết này chỉ (code it stands for)."),
        },
    ),
}
