"""Tables of the codebook about figures: periods, units, sources, measures, breakdowns, indicators."""

from __future__ import annotations

from pipelines.codebook.schema.columns import CALENDAR, NAMES, PERIOD_KIND, VALID, Table, column

# Read from the seeds, but no table of the codebook: its periods are (codebook/periods.py).
CALENDARS: dict[str, Table] = {
    "calendars": Table(
        ("calendar", "kind"),
        "One row per calendar and kind of period: the years whose periods exist.",
        {
            "calendar": column("text!", "", *CALENDAR),
            "kind": column("text!", "", *PERIOD_KIND),
            "first_year": column("int!"),
            "last_year": column("int!"),
            "start_month": column("int!"),
            "start_day": column("int!"),
        },
    ),
}
FIGURES: dict[str, Table] = {
    "periods": Table(
        ("period_code",),
        "One row per period of a calendar: month, quarter, half, nine months, year.",
        {
            "period_code": column("text!"),
            "kind": column(
                "text!",
                "Loại: month tháng, quarter quý, half nửa năm, nine chín tháng, year năm (kind of period).",
                *PERIOD_KIND,
            ),
            "calendar": column("text!", "", *CALENDAR),
            "start_date": column("date!"),
            "end_date": column(
                "date!", "Ngày cuối kỳ, gồm ngày đó, như biểu in (last day, inclusive, as forms print it)."
            ),
            "previous_code": column("text?", "Kỳ trước cùng loại (previous period).", ref="periods.period_code"),
            "previous_in_year_code": column(
                "text?", "Kỳ trước trong cùng năm (previous in the year).", ref="periods.period_code"
            ),
            "is_year_start": column("bool!", "true: kỳ đầu năm (first period of the year)."),
            "name_vi": column("text!"),
            "name_en": column("text!"),
        },
    ),
    "uoms": Table(
        ("uom_code",),
        "One row per unit of measure.",
        {
            "uom_code": column("text!"),
            "symbol_vi": column("text!", "Ký hiệu in trên biểu (symbol as printed)."),
            "symbol_en": column("text!", "Ký hiệu, tiếng Anh (symbol, English)."),
            "dimension": column(
                "text!",
                "Thứ nguyên; đơn vị cùng thứ nguyên đổi được cho nhau (dimension; units of one dimension convert).",
            ),
            "factor": column(
                "float!", "Hệ số đổi sang đơn vị gốc của thứ nguyên (factor to the dimension's base unit)."
            ),
        },
    ),
    "sources": Table(
        ("source_code",),
        "One row per source of figures.",
        {
            "source_code": column("text!"),
            **NAMES,
            "is_official": column(
                "bool!", "true: số liệu của nguồn này là chính thức (figures of this source are official)."
            ),
            "is_simulated": column(
                "bool?",
                "true: số liệu mô phỏng để trình diễn; chỉ vào chỉ số, không là số chính của địa bàn (simulated figures"
                " of a demonstration: they enter indices only and are no headline of an area).",
            ),
        },
    ),
    "measures": Table(
        ("measure_code",),
        "One row per measure: in the period, cumulative, level, rank.",
        {
            "measure_code": column("text!"),
            **NAMES,
            "own_measure_code": column(
                "text?",
                "Đại lượng mà số luỹ kế cộng dồn (what a cumulative measure adds up).",
                ref="measures.measure_code",
            ),
        },
    ),
    "breakdowns": Table(
        ("breakdown_code",),
        "One row per breakdown of a figure; _T is the total.",
        {
            "breakdown_code": column("text!"),
            **NAMES,
        },
    ),
    "indicators": Table(
        ("indicator_code", "version"),
        "One row per indicator and version of its definition.",
        {
            "indicator_code": column("text!"),
            "version": column("int!"),
            **NAMES,
            "definition_vi": column("text!", "Định nghĩa (definition)."),
            "calc_kind": column(
                "text!",
                "Cách tính: reported báo cáo, ratio tỷ số, share tỷ trọng, per_capita bình quân, sum tổng, growth"
                " tăng trưởng (kind of calculation).",
                *("reported", "ratio", "share", "per_capita", "sum", "growth"),
            ),
            "numerator_code": column("text?", "Chỉ tiêu tử số (numerator).", ref="indicators.indicator_code"),
            "denominator_code": column("text?", "Chỉ tiêu mẫu số (denominator).", ref="indicators.indicator_code"),
            "scale": column("float?", "Hệ số nhân: 100 cho %, 10000 cho trên 10 000 người (scale factor)."),
            "uom_code": column("text!", ref="uoms.uom_code"),
            "stock_flow": column(
                "text!",
                "stock thời điểm, flow thời kỳ, ratio tỷ số, score điểm (stock or flow).",
                *("stock", "flow", "ratio", "score"),
            ),
            "agg_area": column(
                "text!",
                "Cộng theo địa bàn: sum cộng, ratio tính lại từ tử và mẫu, none không cộng (aggregation over areas).",
                *("sum", "ratio", "none"),
            ),
            "agg_time": column(
                "text!",
                "Cộng theo thời gian: sum cộng, last lấy số cuối, none không cộng (aggregation over time).",
                *("sum", "last", "none"),
            ),
            "direction": column("int!"),
            "bound_low": column(
                "float?", "Cận dưới có thể, theo đơn vị của chỉ tiêu (lower bound, in the indicator’s unit)."
            ),
            "bound_high": column(
                "float?", "Cận trên có thể, theo đơn vị của chỉ tiêu (upper bound, in the indicator’s unit)."
            ),
            "decimals": column("int!", "Số chữ số thập phân khi in (decimals when printed)."),
            "legal_basis": column("text?"),
            **VALID,
        },
    ),
    "headline_choices": Table(
        ("indicator_code",),
        "One row per indicator whose headline figure is chosen among several sources, or that is the headline of its"
        " concept.",
        {
            "indicator_code": column("text!", ref="indicators.indicator_code"),
            "source_code": column(
                "text?",
                "Nguồn được chọn; trống: nguồn duy nhất (chosen source; empty: the only one).",
                ref="sources.source_code",
            ),
            "measure_code": column(
                "text?",
                "Đại lượng được chọn; trống: trong kỳ, rồi mức, rồi luỹ kế (chosen measure; empty: in the period, then"
                " level, then cumulative).",
                ref="measures.measure_code",
            ),
            "breakdown_code": column(
                "text?",
                "Phân tổ được chọn; trống: tổng số (chosen breakdown; empty: the total).",
                ref="breakdowns.breakdown_code",
            ),
            "is_concept_headline": column(
                "bool!",
                "true: trong các chỉ tiêu cùng khái niệm và đơn vị, đây là số nêu trước (the headline among the"
                " indicators of its concept and unit).",
            ),
            "reason_vi": column("text!"),
            "reason_en": column("text!"),
        },
    ),
}
