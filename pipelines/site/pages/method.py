"""How figures come about: states, classes, rules, documents."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.site import links
from pipelines.site.blocks import SHORT, Cell, Column, Page, Section, Table, Text
from pipelines.site.content.marks import mark
from pipelines.site.context import Site

RULES = """
select rule_code, rule_kind, severity, message_vi, message_en, limit_basis, limit_source from rule
where valid_to is null order by rule_kind, rule_code
"""
DOCUMENTS = """
select document_file, title_vi, title_en, issuer_vi, number, date_from, date_to, date_basis_vi, status
from policy_document order by document_file
"""
CLASSES = "select code from vocabulary where vocabulary = 'progress_class' order by sort_order"
# What the states of figures mean: (Vietnamese, English) of the term and of its meaning.
TERMS = (
    (
        ("Giữ lại", "Held"),
        (
            "Một quy tắc chặt bác số này và chưa ai chấp nhận. Số không vào tổng, tỷ lệ và thứ hạng; trang hiện số đã"
            " công bố gần nhất.",
            "A hard rule rejects the figure and nobody accepted it. It enters no total, ratio or ranking; the last"
            " admitted value is shown.",
        ),
    ),
    (
        ("Hỏi lại", "Asked about"),
        (
            "Số khác thường nhưng có thể đúng. Số được công bố kèm dấu trong khi người gửi được hỏi; thứ hạng hiện"
            " thành khoảng.",
            "An unusual figure that may be right. It is published with a mark while its sender is asked; places are"
            " shown as a band.",
        ),
    ),
    (
        ("Ước thực hiện", "Estimate"),
        (
            "Số chốt trước khi kỳ báo cáo kết thúc.",
            "A figure that was closed before its period ended.",
        ),
    ),
    (
        ("Số kỳ trước", "Figure of an earlier period"),
        (
            "Đơn vị chưa gửi hoặc số đang giữ lại: tổng của tỉnh dùng số đã công bố gần nhất của đơn vị đó và ghi rõ.",
            "The unit has not sent, or its figure is held: the province's total takes its last admitted value, and"
            " says so.",
        ),
    ),
    (
        ("Tỷ lệ", "Ratio"),
        (
            "Tử số chia mẫu số của cùng kỳ, cùng địa bàn, cùng nguồn. Tỷ lệ của tỉnh là tổng tử số chia tổng mẫu số,"
            " không phải trung bình các xã.",
            "Numerator by denominator of one period, area and source. The province's ratio is the sum of numerators by"
            " the sum of denominators, not the mean of communes.",
        ),
    ),
    (
        ("Nhịp cần đạt", "Pace"),
        (
            "Đường thẳng từ số đầu tiên tới mức phải đạt vào cuối năm mục tiêu. Cần ít nhất hai kỳ số liệu.",
            "The straight line from the first figure to the goal at the end of its year. It needs two periods.",
        ),
    ),
    (
        ("CXI", "CXI"),
        (
            "Điểm của từng thành phần được đưa về thang 0–100, cộng có trọng số thành trụ cột rồi thành điểm chung.",
            "Scores of components are brought to a scale of 0–100 and added by weights to pillars and to one score.",
        ),
    ),
)


def pages(site: Site) -> Iterator[Page]:
    """The page of methods."""
    yield Page(
        links.METHOD,
        site.t("Phương pháp", "Methods"),
        [
            Section(
                site.t("Các từ trên trang này", "Words on these pages"),
                [Text(site.t(*meaning), f"{site.t(*term)}.") for term, meaning in TERMS],
                "words",
            ),
            Section(site.t("Xếp loại tiến độ", "Classes of progress"), [_classes(site)], "classes"),
            Section(site.t("Văn bản", "Documents"), [_documents(site)], "documents"),
            Section(site.t("Quy tắc kiểm tra số liệu", "Validation rules"), [_rules(site)], "rules", is_folded=True),
        ],
        nav=links.METHOD,
    )


def _classes(site: Site) -> Table:
    rows = [[Cell("", mark=mark(site, "progress_class", row["code"]))] for row in site.source.rows(CLASSES)]
    title = site.t("Từ cần xử lý nhất đến đã đạt", "From the most urgent to what is reached")
    return Table(title, [Column(site.t("Xếp loại", "Class"))], rows)


def _documents(site: Site) -> Table:
    columns = [
        Column(site.t("Văn bản", "Document")),
        Column(site.t("Cơ quan ban hành", "Issued by")),
        Column(site.t("Số", "Number"), SHORT),
        Column(site.t("Ngày", "Date")),
    ]
    rows = [
        [
            Cell(site.name(row, "title")),
            Cell(row["issuer_vi"]),
            Cell(row["number"] or "–"),
            Cell(_date(row), note=row["date_basis_vi"] or ""),
        ]
        for row in site.source.rows(DOCUMENTS)
    ]
    return Table(
        site.t("Văn bản có mục tiêu, nhiệm vụ được theo dõi", "Documents whose targets and tasks are followed"),
        columns,
        rows,
    )


def _date(row: dict[str, object]) -> str:
    days = [f"{day:%d/%m/%Y}" if day else "…" for day in (row["date_from"], row["date_to"])]
    return days[0] if days[0] == days[1] else f"{days[0]} – {days[1]}"


def _rules(site: Site) -> Table:
    columns = [
        Column(site.t("Quy tắc", "Rule"), SHORT),
        Column(site.t("Loại", "Kind")),
        Column(site.t("Khi không thoả", "Where it fails")),
        Column(site.t("Câu gửi đơn vị", "Sentence for the sender")),
        Column(site.t("Nguồn của ngưỡng", "Source of the limits")),
    ]
    rows = [
        [
            Cell(row["rule_code"]),
            Cell(site.word("rule_kind", row["rule_kind"])),
            Cell(site.word("severity", row["severity"])),
            Cell(site.name(row, "message")),
            Cell(row["limit_source"] or "–"),
        ]
        for row in site.source.rows(RULES)
    ]
    return Table(site.t(f"{len(rows)} quy tắc", f"{len(rows)} rules"), columns, rows, has_filter=True)
