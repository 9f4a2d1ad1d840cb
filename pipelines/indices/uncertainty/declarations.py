"""The tables of the uncertainty analysis, with their columns."""

from __future__ import annotations

from pipelines.indices.analysis_table import INTEGER, NUMBER, TEXT, TableColumn, TableDeclaration

UNIT = TableColumn("area_id", TEXT, "Địa bàn.", "Area.")
UNIT_NAME = TableColumn("area_name_vi", TEXT, "Tên địa bàn.", "Name of the area.")

RANKS = TableDeclaration(
    "index_rank_interval",
    "Mỗi địa bàn một dòng: hạng khi các lựa chọn của phương pháp và số liệu thay đổi.",
    "One row per area: its rank where the choices of the method and the figures vary.",
    (
        UNIT,
        UNIT_NAME,
        TableColumn("rank", INTEGER, "Hạng theo phương pháp của chỉ số.", "Rank by the method of the index."),
        TableColumn("rank_median", INTEGER, "Trung vị của hạng.", "Median rank."),
        TableColumn("rank_low", INTEGER, "Phân vị 5 % của hạng.", "5th percentile of the rank."),
        TableColumn("rank_high", INTEGER, "Phân vị 95 % của hạng.", "95th percentile of the rank."),
        TableColumn("rank_mean", NUMBER, "Trung bình của hạng.", "Mean rank."),
        TableColumn(
            "defined_share", NUMBER, "Phần lần tính mà địa bàn có điểm.", "Share of replicates with a score.", "0–1"
        ),
        TableColumn("n_replicates", INTEGER, "Số lần tính.", "Number of replicates."),
        TableColumn(
            "probability_reason",
            TEXT,
            "Vì sao không nêu xác suất: official_field, peers_unscored, peers_incomplete; trống: có ở"
            " index_rank_chance.",
            "Why no probability is stated: official_field, peers_unscored, peers_incomplete; empty: index_rank_chance"
            " has them.",
        ),
    ),
)
CHANCES = TableDeclaration(
    "index_rank_chance",
    "Mỗi địa bàn và hạng k một dòng, khi biết số liệu của mọi địa bàn.",
    "One row per area and rank k, where the figures of every area are known.",
    (
        UNIT,
        TableColumn("k", INTEGER, "Hạng.", "Rank."),
        TableColumn(
            "probability",
            NUMBER,
            "Phần lần tính mà hạng từ k trở lên, theo các giả định của phân tích.",
            "Share of replicates with rank k or better, under the assumptions of the analysis.",
            "0–1",
        ),
    ),
)
SOURCE_EFFECTS = TableDeclaration(
    "index_rank_source",
    "Mỗi kết quả và nguồn bất định một dòng: chỉ số Sobol.",
    "One row per output and source of uncertainty: its Sobol indices.",
    (
        TableColumn(
            "output",
            TEXT,
            "mean_shift: độ lệch hạng bình quân; còn lại: hạng của địa bàn này.",
            "mean_shift: mean absolute shift of rank; else: the rank of this area.",
        ),
        TableColumn(
            "source",
            TEXT,
            "treatment, normalisation, aggregation, imputation, weights, data_error.",
            "treatment, normalisation, aggregation, imputation, weights, data_error.",
        ),
        TableColumn("first", NUMBER, "Chỉ số bậc nhất.", "First-order index.", "0–1"),
        TableColumn("first_low", NUMBER, "Cận dưới (bootstrap 5 %).", "Lower end (bootstrap, 5 %).", "0–1"),
        TableColumn("first_high", NUMBER, "Cận trên (bootstrap 95 %).", "Upper end (bootstrap, 95 %).", "0–1"),
        TableColumn("total", NUMBER, "Chỉ số tổng.", "Total index.", "0–1"),
        TableColumn("total_low", NUMBER, "Cận dưới (bootstrap 5 %).", "Lower end (bootstrap, 5 %).", "0–1"),
        TableColumn("total_high", NUMBER, "Cận trên (bootstrap 95 %).", "Upper end (bootstrap, 95 %).", "0–1"),
    ),
)
LEAVE_OUT = TableDeclaration(
    "index_leave_out",
    "Mỗi thành phần và địa bàn một dòng: hạng khi bỏ thành phần ấy.",
    "One row per node and area: its rank without the node.",
    (
        TableColumn("node_code", TEXT, "Thành phần được bỏ.", "Node that is left out."),
        UNIT,
        TableColumn("rank", INTEGER, "Hạng khi có đủ.", "Rank with it."),
        TableColumn("rank_without", INTEGER, "Hạng khi bỏ.", "Rank without it."),
        TableColumn(
            "places_gained",
            INTEGER,
            "Số bậc lên khi bỏ (âm: xuống).",
            "Places gained without it (negative: lost).",
            "bậc / places",
        ),
    ),
)
PAIRS = TableDeclaration(
    "index_rank_pair",
    "Mỗi cặp địa bàn kề nhau về hạng, hoặc một bên hơn ở mọi thành phần, một dòng.",
    "One row per pair of areas next to each other in rank, or of which one is ahead in all leaves.",
    (
        TableColumn("kind", TEXT, "neighbours, dominance.", "neighbours, dominance."),
        TableColumn("ahead_area_id", TEXT, "Địa bàn hơn.", "Area ahead."),
        TableColumn("behind_area_id", TEXT, "Địa bàn kém.", "Area behind."),
        TableColumn(
            "share_ahead",
            NUMBER,
            "Phần lần tính mà địa bàn hơn đứng trước (bằng nhau tính nửa).",
            "Share of replicates in which it is ahead (a tie counts half).",
            "0–1",
        ),
    ),
)
