"""Tables of the codebook about working on the rank: components of an index, wanted ranks, means that were published."""

from __future__ import annotations

from pipelines.codebook.schema.columns import NAMES, Table, column, described
from pipelines.vocabulary import COMPONENT_MOVER, COMPONENT_SOURCE, COMPONENT_STATE

URL = "Địa chỉ trang đã đọc; trống nếu không có (page that was read; empty where there is none)."

COMPONENTS: dict[str, Table] = {
    "index_components": Table(
        ("component_code",),
        "One row per component of an index of others, as far as known: state, source, who moves it, what brings it.",
        {
            "component_code": column(
                "text!", "Mã thành phần của hệ thống này, không phải mã chính thức (code of ours)."
            ),
            "index_code": column("text!"),
            "official_code": column(
                "text?", "Mã chính thức; trống khi chưa đọc được (official code; empty until read)."
            ),
            "pillar_code": column("text!", "Trụ cột: thành phần của index_nodes (pillar: a node of index_nodes)."),
            "group_vi": column("text?", "Nhóm, tên tạm (group, working name)."),
            "group_en": column("text?", "Nhóm, tên tạm, tiếng Anh (group, working name, English)."),
            **NAMES,
            "state": column(
                "text!",
                "confirmed đã đọc trong nguồn, press báo chí nêu, background chưa có nguồn nên không bao giờ gọi là"
                " chính thức (how far it is known; background is never called official).",
                *COMPONENT_STATE.codes,
            ),
            "source_url": column("text?", URL),
            "direction": column("int!"),
            "denominator_vi": column("text?", "Mẫu số, như nguồn nêu (denominator, as worded)."),
            "denominator_kind": column(
                "text?",
                "people dân số trong areas, firms số doanh nghiệp đăng ký trụ sở: mẫu số tính được ở đây (denominator"
                " known here).",
                *("people", "firms"),
            ),
            "denominator_scale": column("float?", "Tính trên bao nhiêu đơn vị mẫu số (per so many of it)."),
            "source_kind": column(
                "text!",
                "Số của ai: province, ministry, pci, papi, par, dti (whose figure it takes).",
                *COMPONENT_SOURCE.codes,
            ),
            "mover": column(
                "text!",
                "Ai tác động được: department, commune, nobody (who can move it).",
                *COMPONENT_MOVER.codes,
            ),
            "office_code": column("text?", "Sở, ngành chủ trì (department that leads)."),
            "indicator_code": column(
                "text?",
                "Chỉ tiêu của hệ thống này đo thành phần; trống nếu chưa có (indicator here that measures it).",
                ref="indicators.indicator_code",
            ),
            "published_indicator_code": column(
                "text?",
                "Chỉ tiêu mang điểm công bố của thành phần (indicator of its published score).",
                ref="indicators.indicator_code",
            ),
            "self_indicator_code": column(
                "text?",
                "Chỉ tiêu mang điểm tỉnh tự chấm (indicator of the score that the province gives itself).",
                ref="indicators.indicator_code",
            ),
            "evidence_vi": column("text?", "Minh chứng cần có (evidence wanted)."),
            "note_vi": column("text?"),
        },
    ),
    "index_goals": Table(
        ("index_code",),
        "One row per computed index with a wanted rank: that of targets about another index, or a share of the field.",
        {
            "index_code": column("text!"),
            "indicator_code": column(
                "text?",
                "Thứ hạng của chỉ số mà mục tiêu nói tới (rank of the index that targets speak of).",
                ref="indicators.indicator_code",
            ),
            "rank_share": column("float?", "Phần đầu bảng mong muốn, 0–1 (wanted share of the field, 0–1)."),
            "reason_vi": column("text!"),
            "reason_en": column("text!"),
        },
    ),
    "published_means": Table(
        ("indicator_code", "period_code", "group_code"),
        "One row per mean score of a region that was published: index, edition, region.",
        {
            "indicator_code": column(
                "text!", "Chỉ tiêu mang điểm công bố (indicator of the score).", ref="indicators.indicator_code"
            ),
            "period_code": column("text!", ref="periods.period_code"),
            "group_code": column("text!", "Vùng: nhóm của area_groups (region: a group of area_groups)."),
            **described(
                NAMES, name_vi="Tên vùng (name of the region).", name_en="Tên vùng, tiếng Anh (region, English)."
            ),
            "value": column(
                "float?", "Trung bình như công bố; trống khi các nguồn nêu số khác nhau (mean as published)."
            ),
            "note": column("text?", "Ghi chú (note)."),
            "source_url": column("text!", "Nguồn: địa chỉ hoặc tên báo và ngày (source: address, or paper and day)."),
        },
    ),
}
