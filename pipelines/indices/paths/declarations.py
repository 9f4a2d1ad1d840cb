"""Declarations of the tables about paths: the figures and rules that scores are recomputed from, and the paths."""

from __future__ import annotations

from pipelines.indices.analysis_table import FLAG, INTEGER, NUMBER, TEXT, TableColumn, TableDeclaration

AREA = TableColumn("area_id", TEXT, "Mã địa bàn.", "Code of the area.")
NAME = TableColumn("area_name_vi", TEXT, "Tên địa bàn.", "Name of the area, in Vietnamese.")
NAME_EN = TableColumn("area_name_en", TEXT, "Tên địa bàn bằng tiếng Anh.", "Name of the area, in English.")
NODE = TableColumn("node_code", TEXT, "Mã thành phần.", "Code of the node.")
UNIT = "đơn vị của thành phần / unit of the leaf"

NODES = TableDeclaration(
    "index_rule",
    "Mỗi dòng một thành phần của chỉ số: vị trí trong cây, trọng số, cách gộp, giới hạn và chi phí giả định.",
    "One row per node of an index: its place in the tree, weight, aggregation, assumed limit and cost.",
    (
        NODE,
        TableColumn("node_name_vi", TEXT, "Tên thành phần.", "Name of the node, in Vietnamese."),
        TableColumn("node_name_en", TEXT, "Tên thành phần bằng tiếng Anh.", "Name of the node, in English."),
        TableColumn("parent_code", TEXT, "Thành phần cấp trên; trống ở gốc.", "Parent; empty for the root."),
        TableColumn("level", INTEGER, "Cấp, 1 là lá.", "Level, 1 for a leaf."),
        TableColumn("is_leaf", FLAG, "Là lá: có chỉ tiêu.", "Whether it is a leaf, with an indicator."),
        TableColumn("weight", NUMBER, "Trọng số so với các thành phần cùng nhóm.", "Weight relative to its siblings."),
        TableColumn("direction", INTEGER, "1: càng cao càng tốt; −1: ngược lại.", "1: more is better; -1: less is."),
        TableColumn("aggregation", TEXT, "Cách gộp; trống ở lá.", "Aggregation; empty for a leaf."),
        TableColumn("min_coverage", NUMBER, "Phần trọng số cần có.", "Least share of weight with a score.", "0–1"),
        TableColumn("min_coverage_count", NUMBER, "Phần số lá cần có.", "Least share of children with a score.", "0–1"),
        TableColumn("normalise_kind", TEXT, "Cách chuẩn hoá.", "Kind of normalisation."),
        TableColumn("scale_low", NUMBER, "Đầu dưới của thang điểm.", "Lower end of the scale of scores."),
        TableColumn("scale_high", NUMBER, "Đầu trên của thang điểm.", "Upper end of the scale of scores."),
        TableColumn("is_plain", FLAG, "Không xử lý ngoại lai, không lấy logarit.", "Neither treated nor a logarithm."),
        TableColumn("yearly_limit", NUMBER, "Mức cải thiện nhiều nhất một năm.", "Most improvement in a year.", UNIT),
        TableColumn("cost", NUMBER, "Công sức cho một đơn vị.", "Effort for one unit of it."),
        TableColumn("low", NUMBER, "Thấp nhất có thể.", "Least possible figure.", UNIT),
        TableColumn("high", NUMBER, "Cao nhất có thể.", "Greatest possible figure.", UNIT),
    ),
)
FIGURES = TableDeclaration(
    "index_input",
    "Mỗi dòng số liệu một lá của một địa bàn như đưa vào chuẩn hoá.",
    "One row per area and leaf with a figure, as it enters the normalisation.",
    (
        AREA,
        NAME,
        NAME_EN,
        NODE,
        TableColumn("figure", NUMBER, "Số liệu.", "The figure.", UNIT),
        TableColumn(
            "scale_figure",
            NUMBER,
            "Số liệu làm thang đo nếu số gửi đang được hỏi lại; trống khi không có.",
            "The figure that makes the scale where the sent one is questioned; empty without any.",
            UNIT,
        ),
        TableColumn("is_questioned", FLAG, "Số đã gửi đang được hỏi lại.", "The sent figure is questioned."),
    ),
)
PATHS = TableDeclaration(
    "index_path",
    "Mỗi dòng một địa bàn và một hạng muốn đạt trong một năm, địa bàn khác giữ nguyên.",
    "One row per area and wanted rank within one year, the other areas as they are.",
    (
        AREA,
        NAME,
        NAME_EN,
        TableColumn("wanted", INTEGER, "Hạng muốn đạt.", "The wanted rank."),
        TableColumn("rank", INTEGER, "Hạng hiện nay.", "Present rank."),
        TableColumn(
            "state",
            TEXT,
            "reached: đạt, đã chứng minh ít công sức nhất khi thang đo không xê dịch; reached_iterated: đạt, tìm bằng"
            " cách lặp; unreachable: đã chứng minh không đạt được; not_found: không tìm thấy, chưa chứng minh.",
            "reached: proved to be the least effort that moves no scale; reached_iterated: found by iteration;"
            " unreachable: proved; not_found: not proved.",
        ),
        TableColumn("rank_after", INTEGER, "Hạng sau thay đổi (mô hình SQL).", "Rank after it, by the SQL models."),
        TableColumn("cost", NUMBER, "Công sức; 1 là một điểm thành phần.", "Effort; 1 is one point of a leaf."),
        TableColumn("n_overtaken", INTEGER, "Số địa bàn bị vượt.", "Number of areas overtaken."),
        TableColumn("overtaken", TEXT, "Mã các địa bàn bị vượt.", "Codes of the areas overtaken, by semicolons."),
    ),
)
STEPS = TableDeclaration(
    "index_path_change",
    "Mỗi dòng một lá phải thay đổi trên đường tới một hạng.",
    "One row per leaf that changes on a path.",
    (
        AREA,
        TableColumn("wanted", INTEGER, "Hạng muốn đạt.", "The wanted rank."),
        NODE,
        TableColumn("figure", NUMBER, "Số liệu hiện nay.", "Present figure.", UNIT),
        TableColumn("figure_after", NUMBER, "Số liệu cần có.", "The figure needed.", UNIT),
        TableColumn("yearly_limit", NUMBER, "Giới hạn một năm.", "Limit of a year.", UNIT),
        TableColumn("cost", NUMBER, "Công sức.", "Effort."),
    ),
)
