"""The tables of the audit, with their columns."""

from __future__ import annotations

from pipelines.indices.analysis_table import FLAG, INTEGER, NUMBER, TEXT, TableColumn, TableDeclaration

NODE = TableColumn("node_code", TEXT, "Thành phần.", "Node.")
PEARSON = TableColumn("pearson", NUMBER, "Tương quan Pearson.", "Pearson's correlation.", "−1–1")
SPEARMAN = TableColumn("spearman", NUMBER, "Tương quan hạng Spearman.", "Spearman's rank correlation.", "−1–1")

PAIRS = TableDeclaration(
    "index_audit_pair",
    "Mỗi cặp thành phần mức cuối một dòng: tương quan của điểm.",
    "One row per pair of leaves: correlation of their scores.",
    (
        TableColumn("leaf_a", TEXT, "Thành phần thứ nhất.", "First leaf."),
        TableColumn("leaf_b", TEXT, "Thành phần thứ hai.", "Second leaf."),
        TableColumn("is_same_group", FLAG, "Cùng một nhóm.", "Whether one node is the parent of both."),
        TableColumn("n", INTEGER, "Số địa bàn có cả hai.", "Areas that have both."),
        PEARSON,
        SPEARMAN,
        TableColumn(
            "finding",
            TEXT,
            "collinear: |r| > 0,92; negative: r < −0,4 trong cùng nhóm; trống: không.",
            "collinear: |r| > 0.92; negative: r < -0.4 within a group; empty: neither.",
        ),
    ),
)
LEVELS = TableDeclaration(
    "index_audit_level",
    "Mỗi thành phần và cấp trên của nó một dòng: tương quan theo cấp.",
    "One row per node and node above it: correlations by level.",
    (NODE, TableColumn("above_code", TEXT, "Thành phần cấp trên.", "Node above."), PEARSON, SPEARMAN),
)
IMPORTANCE = TableDeclaration(
    "index_audit_weight",
    "Mỗi thành phần một dòng: trọng số danh nghĩa và mức quan trọng thực.",
    "One row per node: its weight and its importance.",
    (
        NODE,
        TableColumn("level", INTEGER, "Bậc, 1 là mức cuối.", "Level, 1 is that of the leaves."),
        TableColumn("n", INTEGER, "Số địa bàn có điểm.", "Areas with a score."),
        TableColumn("effective_weight", NUMBER, "Trọng số trong chỉ số.", "Weight in the index.", "0–1"),
        PEARSON,
        SPEARMAN,
        TableColumn("r_squared", NUMBER, "Bình phương tương quan với chỉ số.", "Squared correlation with it.", "0–1"),
        TableColumn(
            "correlation_ratio",
            NUMBER,
            "Bình phương tỷ số tương quan: phần phương sai của chỉ số do thành phần giải thích.",
            "Squared correlation ratio: share of the index's variance that the node explains.",
            "0–1",
        ),
        TableColumn(
            "importance_share",
            NUMBER,
            "r_squared chia cho tổng của cùng bậc.",
            "r_squared by the sum of its level.",
            "0–1",
        ),
        TableColumn(
            "finding",
            TEXT,
            "constant: mọi địa bàn bằng nhau; silent: |r| với chỉ số < 0,3; redundant: đồng tuyến với thành phần khác.",
            "constant: all areas equal; silent: |r| with the index < 0.3; redundant: collinear with another leaf.",
        ),
    ),
)
GROUPS = TableDeclaration(
    "index_audit_group",
    "Mỗi nhóm có từ hai thành phần một dòng: độ nhất quán và số chiều.",
    "One row per node with two children or more: consistency and dimensions.",
    (
        NODE,
        TableColumn("n_children", INTEGER, "Số thành phần con.", "Children."),
        TableColumn("n_complete", INTEGER, "Số địa bàn có đủ thành phần con.", "Areas that have all children."),
        TableColumn("cronbach_alpha", NUMBER, "Hệ số alpha của Cronbach.", "Cronbach's alpha."),
        TableColumn(
            "mean_correlation",
            NUMBER,
            "Tương quan bình quân giữa các con.",
            "Mean correlation of the children.",
            "−1–1",
        ),
        TableColumn(
            "n_kaiser", INTEGER, "Số thành phần chính có trị riêng trên 1.", "Components with an eigenvalue above 1."
        ),
    ),
)
COMPONENTS = TableDeclaration(
    "index_audit_component",
    "Mỗi nhóm và thành phần chính một dòng (phân tích thành phần chính, PCA).",
    "One row per node and principal component of its children.",
    (
        NODE,
        TableColumn("component", INTEGER, "Số thứ tự, lớn trước.", "Number, greatest first."),
        TableColumn("eigenvalue", NUMBER, "Trị riêng.", "Eigenvalue."),
        TableColumn("explained_share", NUMBER, "Phần phương sai giải thích.", "Share of variance explained.", "0–1"),
        TableColumn("cumulative_share", NUMBER, "Cộng dồn.", "Cumulative share.", "0–1"),
    ),
)
LOADINGS = TableDeclaration(
    "index_audit_loading",
    "Mỗi nhóm, thành phần chính (hai thành phần đầu) và con một dòng: hệ số tải.",
    "One row per node, principal component (the first two) and child: its loading.",
    (
        NODE,
        TableColumn("component", INTEGER, "Số thứ tự, lớn trước.", "Number, greatest first."),
        TableColumn("child_code", TEXT, "Thành phần con.", "Child."),
        TableColumn("loading", NUMBER, "Hệ số tải.", "Loading.", "−1–1"),
    ),
)
