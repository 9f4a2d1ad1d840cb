"""The monthly bulletin: figures against the month before, targets, reports received, held figures, proposals."""

from __future__ import annotations

from pipelines.files.bulletins.sections import (
    Draft,
    held_sentences,
    received_rows,
    received_sentences,
    received_table,
    target_sentences,
    targets_table,
)
from pipelines.files.content.figures import URGENT, of_period, targets
from pipelines.files.references import Row, figure, fixed, period_cell, period_within, ref, short_name, shown
from pipelines.files.word.chart import Chart, add_chart


def write_monthly(draft: Draft) -> None:
    """Write the bulletin of the release's period."""
    source = draft.source
    period = source.period
    start, end = (period_cell(period, column) for column in ("start_date", "end_date"))
    name = period_within(period, source.period_name)
    draft.say(
        f"Số liệu trong báo cáo lấy từ bản công bố {fixed(source.release_id)}, kỳ {name}"
        f" (từ ngày {start} đến ngày {end})."
    )
    rows = of_period(source)
    draft.letter.heading("I. KẾT QUẢ CÁC CHỈ TIÊU TRONG KỲ")
    _figure_sentences(draft, rows)
    _figure_table(draft, rows)
    _figure_chart(draft, rows)
    draft.letter.heading("II. TIẾN ĐỘ THỰC HIỆN MỤC TIÊU")
    known = [row for row in targets(source) if row["value"] is not None]
    known = [row for row in known if row["period_code"] == period or row["progress_class"] in URGENT]
    target_sentences(draft, known)
    targets_table(draft, known)
    draft.letter.heading("III. TÌNH HÌNH BÁO CÁO")
    received = received_rows(source, source.start_date, source.end_date)
    largest = max(received, key=lambda row: row["n_due"], default=None)
    if largest:
        received_sentences(draft, largest)
    received_table(draft, received)
    draft.letter.heading("IV. SỐ LIỆU ĐANG GIỮ LẠI")
    held_sentences(draft)
    draft.letter.heading("V. KIẾN NGHỊ")
    _proposals(draft, largest)


def _figure_sentences(draft: Draft, rows: list[Row]) -> None:
    """The ratios that went up, down or stayed, one paragraph each; those without a former figure come last."""
    compared = [row for row in rows if row["is_comparable"]]
    for words, sign, chosen in (
        ("Tăng", ">", [row for row in compared if row["value"] > row["previous_value"]]),
        ("Giảm", "<", [row for row in compared if row["value"] < row["previous_value"]]),
        ("Không đổi", "==", [row for row in compared if row["value"] == row["previous_value"]]),
    ):
        if chosen:
            before = period_within(str(draft.source.previous), str(draft.source.previous_name))
            said = "; ".join(_compared(draft, row, sign) for row in chosen)
            draft.say(f"{words} so với {before} (số trong ngoặc): {said}.")
    if first_rows := [row for row in rows if not row["is_comparable"]]:
        said = "; ".join(
            f"{shown(figure(row, 'indicator_name_vi', draft.source.period))} {_value(draft, row, 1)}"
            for row in first_rows
        )
        draft.say(f"Chưa có số của kỳ trước để so sánh: {said}.")


def _compared(draft: Draft, row: Row, sign: str) -> str:
    """A ratio with its figure of the period before in brackets, and the claim that they compare so."""
    now, before = (figure(row, "value", period) for period in _periods(draft))
    places = _decimals(row["value"], row["previous_value"])
    name = shown(figure(row, "indicator_name_vi", draft.source.period))
    return f"{name} {_value(draft, row, places)} ({shown(before, places)})[[{now} {sign} {before}]]"


def _value(draft: Draft, row: Row, places: int) -> str:
    """A figure with its unit, called an estimate where it is one; a unit that the name holds is left out."""
    period = draft.source.period
    unit = " %" if row["uom_code"] == "percent" else ""
    estimate = f", ước thực hiện[[{figure(row, 'figure_status', period)} == 'uoc']]"
    return f"{shown(figure(row, 'value', period), places)}{unit}{estimate if row['figure_status'] == 'uoc' else ''}"


def _decimals(now: float, before: float) -> int:
    """One place after the comma, two or three where one would print two different numbers alike."""
    return next((n for n in (1, 2) if round(now, n) != round(before, n)), 1 if now == before else 3)


def _figure_table(draft: Draft, rows: list[Row]) -> None:
    draft.letter.caption("Các tỷ lệ trong kỳ và kỳ trước")
    heads = ("Chỉ tiêu", "Đơn vị tính", "Kỳ này", "Kỳ trước", "Tử số", "Mẫu số")
    table = draft.letter.table(heads, len(rows), (60, 28, 16, 16, 20, 22))
    for row, line in zip(rows, table.rows[1:], strict=True):
        period, previous = draft.source.period, str(draft.source.previous)
        places = _decimals(row["value"], row["previous_value"]) if row["is_comparable"] else 1
        before = shown(figure(row, "value", previous), places) if row["is_comparable"] else "–"
        texts = (
            shown(figure(row, "indicator_name_vi", period)),
            fixed(row["uom_symbol_vi"]),
            shown(figure(row, "value", period), places),
            before,
            *(shown(figure(row, column, period), 0) for column in ("numerator", "denominator")),
        )
        draft.fill_row(line, texts, numbers=range(2, 6))


def _figure_chart(draft: Draft, rows: list[Row]) -> None:
    """Shares in per cent of this period and the one before."""
    rows = [row for row in rows if row["uom_code"] == "percent" and row["is_comparable"]]
    if not rows:
        return
    source = draft.source
    draft.letter.caption("So với kỳ trước (%)")
    now, before = ([draft.writer.number(figure(row, "value", p)) for row in rows] for p in _periods(draft))
    series = [(source.period_name, now), (str(source.previous_name), before)]
    about = f"Biểu đồ thanh: các tỷ lệ của {source.period_name} và {source.previous_name}, số ở bảng trên."
    names = [short_name(row["indicator_name_vi"]) for row in rows]
    places = [_decimals(row["value"], row["previous_value"]) for row in rows]
    paragraph = draft.letter.paragraph(indent=False)
    add_chart(paragraph, Chart("bar", names, series, about, places), 18 + 9 * len(rows))


def _periods(draft: Draft) -> tuple[str, str]:
    return draft.source.period, str(draft.source.previous)


def _proposals(draft: Draft, received: Row | None) -> None:
    """What is proposed where something is missing or held; the office adds its own."""
    if received:
        missing = ref("completeness", "n_missing", duty_code=received["duty_code"], period_code=received["period_code"])
        form = fixed(received["form_code"])
        draft.say(
            f"- Đề nghị {shown(missing, 0)} đơn vị chưa gửi biểu {form} gửi ngay.[[{missing} > 0]]",
            f"- Các đơn vị đã gửi đủ biểu {form}.[[{missing} == 0]]",
        )
    held = "count slice_state where state='held'"
    draft.say(
        f"- Đề nghị các đơn vị có số liệu đang giữ lại giải trình hoặc sửa theo tệp trả lời đã gửi.[[{held} > 0]]",
        f"- Không có số liệu phải giải trình.[[{held} == 0]]",
    )
    draft.letter.paragraph("- (Kiến nghị khác của cơ quan: ……)")
