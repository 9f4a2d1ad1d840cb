"""Tables of the codebook about composite indices: nodes, methods, fields, groups, published scores."""

from __future__ import annotations

from pipelines.codebook.schema.columns import (
    AGGREGATION,
    CALENDAR,
    EVIDENCE,
    IMPUTE_KIND,
    NAMES,
    NORMALISE_KIND,
    PERIOD_KIND,
    SLICE,
    VALID,
    Table,
    column,
    described,
)
from pipelines.vocabulary import TREAT_KIND

INDICES: dict[str, Table] = {
    "index_nodes": Table(
        ("index_code", "structure_version", "node_code"),
        "One row per index, version of its structure and node of its tree.",
        {
            "index_code": column("text!"),
            "structure_version": column("int!"),
            "node_code": column("text!"),
            "parent_code": column("text?", "Thành phần cấp trên (parent node)."),
            "level": column("int!", "Bậc: 1 là mức cuối (level, 1 = leaf)."),
            **NAMES,
            "weight": column("float!", "Trọng số trong nhóm (weight among siblings)."),
            "direction": column("int!"),
            **described(
                SLICE,
                indicator_code="Chỉ tiêu của thành phần mức cuối (indicator of a leaf).",
                breakdown_code="Phân tổ của thành phần mức cuối (breakdown of a leaf).",
                measure_code="Đại lượng của thành phần mức cuối (measure of a leaf).",
            ),
            "source_code": column(
                "text?", "Nguồn của thành phần mức cuối (source of a leaf).", ref="sources.source_code"
            ),
            "bound_low": column(
                "float?", "Mốc dưới (goalpost), theo đơn vị của chỉ tiêu (lower goalpost, in the indicator’s unit)."
            ),
            "bound_high": column(
                "float?", "Mốc trên (goalpost), theo đơn vị của chỉ tiêu (upper goalpost, in the indicator’s unit)."
            ),
            "aggregation": column(
                "text?",
                "Cách gộp thành phần con: arithmetic, sum, geometric, harmonic, copeland (how the children are put"
                " together).",
                *AGGREGATION,
            ),
            "min_coverage": column(
                "float?",
                "Tỷ lệ trọng số thành phần con ít nhất phải có, 0–1 (least share of the children's weight, 0–1).",
            ),
            "published_indicator_code": column(
                "text?",
                "Chỉ tiêu mang điểm công bố của thành phần (indicator of its published score).",
                ref="indicators.indicator_code",
            ),
            "published_source_code": column(
                "text?", "Nguồn của điểm công bố (source of the published score).", ref="sources.source_code"
            ),
            "min_coverage_count": column(
                "float?", "Tỷ lệ số thành phần con ít nhất phải có, 0–1 (least share of the number of children, 0–1)."
            ),
            "denominator_code": column(
                "text?", "Chỉ tiêu mẫu số, phân tổ _T (denominator, of breakdown _T).", ref="indicators.indicator_code"
            ),
            "denominator_measure_code": column(
                "text?", "Đại lượng của mẫu số (measure of the denominator).", ref="measures.measure_code"
            ),
            "denominator_source_code": column(
                "text?", "Nguồn của mẫu số (source of the denominator).", ref="sources.source_code"
            ),
            "denominator_scale": column("float?", "Giá trị = x / (mẫu số / hệ số này) (divides the denominator)."),
            "value_scale": column(
                "text?",
                "linear thang thẳng, ln thang logarit, cho cả mốc và mục tiêu (scale of value, bounds and target).",
                *("linear", "ln"),
            ),
            "pool_periods": column(
                "int?",
                "Số kỳ liên tiếp cộng chung tử số và mẫu số rồi mới chia, tính cả kỳ này; trống: 1 (periods pooled"
                " before dividing, this one included).",
            ),
            "target": column("float?", "Mức mục tiêu, theo đơn vị của chỉ tiêu (target, in the indicator’s unit)."),
            "is_treated": column("bool?", "false: không bao giờ xử lý bất thường (never treated for outliers)."),
            "evidence": column(
                "text?",
                "Mức chắc chắn: confirmed, verified, inferred, assumed tham số của ta, không gọi là chính thức (how"
                " sure it is).",
                *EVIDENCE,
            ),
        },
    ),
    "index_methods": Table(
        ("index_code", "method_version"),
        "One row per index and version of its method.",
        {
            "index_code": column("text!"),
            "method_version": column("int!"),
            **NAMES,
            "normalise_kind": column(
                "text!",
                "Cách chuẩn hoá: none, min_max, goalpost, z_score, distance_to_target, distance_to_maximum,"
                " distance_to_reference, fraction_of_maximum, rank, percentile_rank, points_of_maximum"
                " (normalisation).",
                *NORMALISE_KIND,
            ),
            "scale_low": column("float!", "Đầu thấp của thang điểm (lower end of the score's scale)."),
            "scale_high": column("float!", "Đầu cao của thang điểm (upper end of the score's scale)."),
            "status": column(
                "text?",
                "computed được tính, published_only chỉ có điểm công bố, pending chưa tính; trống: computed (status).",
                *("computed", "published_only", "pending"),
            ),
            "evidence": column(
                "text?",
                "Mức chắc chắn: confirmed, verified, inferred, assumed tham số của ta (how sure the method is).",
                *EVIDENCE,
            ),
            "screen_min_coverage": column(
                "float?",
                "Địa bàn có tỷ lệ chỉ tiêu ít hơn mức này rời tập so sánh, 0–1 (least share of leaves to stay in the"
                " field, 0–1).",
            ),
            "impute_kind": column(
                "text?",
                "Cách bù số thiếu: none, group_mean, group_median, mean, median, previous (imputation).",
                *IMPUTE_KIND,
            ),
            "impute_grouping_code": column(
                "text?", "Cách chia nhóm khi bù, trong area_groups (grouping for imputation)."
            ),
            "impute_max_periods": column("int?", "previous: lùi nhiều nhất bao nhiêu kỳ (periods back at most)."),
            "treat_winmax": column(
                "int?", "Số điểm kéo nhiều nhất; trống: không xử lý (most points winsorised; empty: no treatment)."
            ),
            "treat_skew_threshold": column("float?", "Ngưỡng độ lệch (threshold of skewness)."),
            "treat_kurtosis_threshold": column("float?", "Ngưỡng độ nhọn vượt (threshold of excess kurtosis)."),
            "treat_transform": column(
                "text?",
                "Biến đổi khi kéo không đủ: none, log_ct, log_ct_orig, log_ct_plus (transform where winsorising is"
                " not enough).",
                *TREAT_KIND.without("winsorise", "untested"),
            ),
            "z_mean": column("float?", "z_score: trung bình sau chuẩn hoá (mean after normalising)."),
            "z_sd": column("float?", "z_score: độ lệch chuẩn sau chuẩn hoá (standard deviation after normalising)."),
            "is_capped": column("bool?", "distance_…: true: không vượt 1 (nothing above 1)."),
            "is_clipped": column("bool?", "goalpost: true hoặc trống: cắt ở hai mốc (clipped at the goalposts)."),
            "bounds_kind": column(
                "text?",
                "So trong period một kỳ hay panel mọi kỳ (compared within one period, or over all).",
                *("period", "panel"),
            ),
            "reference_area_id": column(
                "text?", "distance_to_reference: địa bàn làm mốc (reference area).", ref="areas.area_id"
            ),
            "weight_kind": column("text?", "Trọng số: own của thành phần, equal đều nhau (weights).", "own", "equal"),
            "merge_kind": column(
                "text?",
                "plain_mean: địa bàn sáp nhập lấy trung bình giản đơn các địa bàn cũ (a merged area takes the plain"
                " mean of those it was merged from).",
                "plain_mean",
            ),
        },
    ),
    "area_groups": Table(
        ("grouping_code", "area_id"),
        "One row per grouping of areas and area.",
        {
            "grouping_code": column("text!", "Cách chia nhóm: vùng, mức thu nhập … (grouping)."),
            "area_id": column("text!", "Địa bàn (area).", ref="areas.area_id"),
            "group_code": column("text!", "Nhóm của địa bàn (its group)."),
            **described(
                NAMES,
                name_vi="Tên nhóm (name of the group).",
                name_en="Tên nhóm, tiếng Anh (name of the group, English).",
            ),
            "source_url": column("text?", "Trang nêu địa bàn thuộc nhóm (page that names the group of the area)."),
        },
    ),
    "published_scores": Table(
        ("indicator_code", "area_id", "period_code", "source_code"),
        "One row per score or rank of an index that its publisher printed: indicator, area, edition, source.",
        {
            "indicator_code": column(
                "text!",
                "Chỉ tiêu mang điểm công bố (indicator of the published score).",
                ref="indicators.indicator_code",
            ),
            "area_id": column("text!", "Địa bàn được xếp hạng (area ranked).", ref="areas.area_id"),
            "period_code": column("text!", ref="periods.period_code"),
            "source_code": column("text!", ref="sources.source_code"),
            "value": column(
                "float?", "Điểm như công bố, theo thang của chỉ số (score as published, on the index's scale)."
            ),
            "rank": column("int?", "Thứ hạng như công bố (rank as published)."),
            "n_field": column("int?", "Số tỉnh được xếp hạng trong kỳ công bố (provinces in that edition's field)."),
            "confidence": column(
                "text!",
                "Độ tin cậy của nguồn: high cao, low thấp, derived suy ra (confidence of the source).",
                *("high", "low", "derived"),
            ),
            "value_kind": column("text?", "Cách hiểu con số, khi nguồn có nhiều cách (which reading of the figure)."),
            "note": column("text?", "Ghi chú (note)."),
            "source_url": column("text!"),
        },
    ),
    "index_fields": Table(
        ("index_code", "structure_version", "method_version", "field_code"),
        "One row per index, version of its structure, version of its method and field of areas compared.",
        {
            "index_code": column("text!"),
            "structure_version": column("int!"),
            "method_version": column("int!"),
            "field_code": column("text!"),
            "area_set": column("text!", "Tập danh mục của các địa bàn được so sánh (code list of the areas compared)."),
            "parent_id": column(
                "text?", "Chỉ những địa bàn thuộc địa bàn này (only areas below this one).", ref="areas.area_id"
            ),
            "period_kind": column(
                "text!", "Loại kỳ được tính: month, quarter, half, nine, year (kind of period).", *PERIOD_KIND
            ),
            "calendar": column("text!", "", *CALENDAR),
            "is_official": column("bool!", "true: tập xếp hạng chính thức (the official field)."),
            "rank_min_share": column(
                "float?",
                "Phần địa bàn phải có điểm thì mới nêu hạng, từ 0 đến 1; trống: tất cả (share of the areas that must"
                " have a score before ranks are shown; empty: all).",
            ),
            "areas_on": column(
                "date?",
                "Địa bàn có vào ngày này; trống: ngày đầu kỳ (day on which its areas exist; empty: first day of the"
                " period).",
            ),
            **described(
                VALID,
                valid_from="Dùng cho kỳ bắt đầu từ ngày này (for periods that begin on or after this day).",
                valid_to="Không dùng cho kỳ bắt đầu từ ngày này (not for periods that begin on or after this day).",
            ),
        },
    ),
}
