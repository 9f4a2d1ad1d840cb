"""Tables of the codebook about documents: targets, baselines, commitments, tasks, agencies; what no form brings."""

from __future__ import annotations

from pipelines.codebook.schema.columns import DOCUMENT_AREA, FIGURE_KIND, NAMES, Table, column
from pipelines.vocabulary import BASELINE_STATE, PROGRESS_METHOD, SEVERITY

POLICY: dict[str, Table] = {
    "policy_documents": Table(
        ("document_file",),
        "One row per document that states targets, commitments or tasks.",
        {
            "document_file": column("text!"),
            "title_vi": column("text!", "Tên văn bản (title)."),
            "title_en": column("text!", "Tên tiếng Anh (English title)."),
            "kind": column(
                "text!",
                "Loại: directive chỉ thị, programme chương trình, resolution nghị quyết, plan kế hoạch (kind).",
                *("directive", "programme", "resolution", "plan"),
            ),
            "issuer_vi": column("text!", "Nơi ban hành (issuer)."),
            "number": column("text?", "Số văn bản (number)."),
            "area_id": column(
                "text!", "Tỉnh vào ngày ban hành (province as of the document's date).", ref="areas.area_id"
            ),
            "date_from": column("date?", "Ban hành sớm nhất (earliest day)."),
            "date_to": column("date?", "Ban hành muộn nhất (latest day)."),
            "date_line": column("int!", "Dòng làm căn cứ cho ngày (line of the date)."),
            "date_basis_vi": column("text!", "Căn cứ của ngày (basis of the date)."),
            "status": column("text!", "issued đã ban hành, draft dự thảo (status).", "issued", "draft"),
        },
    ),
    "concepts": Table(
        ("concept_code",),
        "One row per concept that indicators and targets speak of.",
        {
            "concept_code": column("text!"),
            "parent_code": column("text?", "Khái niệm cấp trên (parent concept).", ref="concepts.concept_code"),
            "relation": column(
                "text?",
                "kind_of hẹp hơn nhưng cùng một việc, part_of việc khác (relation to the parent: narrower, or another"
                " thing).",
                *("kind_of", "part_of"),
            ),
            **NAMES,
        },
    ),
    "indicator_concepts": Table(
        ("indicator_code",),
        "One row per indicator and the concept it speaks of.",
        {
            "indicator_code": column("text!", ref="indicators.indicator_code"),
            "concept_code": column("text!", ref="concepts.concept_code"),
        },
    ),
    "indicator_parts": Table(
        ("indicator_code", "part_code"),
        "One row per indicator that is a sum and indicator it adds up.",
        {
            "indicator_code": column(
                "text!", "Chỉ tiêu là tổng (indicator that is the sum).", ref="indicators.indicator_code"
            ),
            "part_code": column(
                "text!", "Chỉ tiêu thành phần (indicator that is added).", ref="indicators.indicator_code"
            ),
        },
    ),
    "targets": Table(
        ("target_id",),
        "One row per target: one statement of a document with its numbers.",
        {
            "target_id": column("text!"),
            "document_file": column("text!", ref="policy_documents.document_file"),
            "line": column("int!"),
            "horizon_line": column("int?"),
            "horizon_from_line": column(
                "int?", "Dòng của năm đầu nếu ở dòng khác (line of the first year, if another one)."
            ),
            "quote": column("text!"),
            "operator_word": column("text?", "Từ chỉ so sánh trong văn bản (the document’s word)."),
            "operator_line": column(
                "int?", "Dòng của từ ấy nếu không nằm trong câu trích (its line, if not in the quote)."
            ),
            "province_code": column("text!", "Mã tỉnh vào ngày ban hành (province code at the time)."),
            "area_id": DOCUMENT_AREA,
            "indicator_code": column("text!", ref="indicators.indicator_code"),
            "operator": column(
                "text!",
                "Phép so sánh như văn bản viết: ge, gt, le, eq, between, about (operator as worded).",
                *("ge", "gt", "le", "eq", "between", "about"),
            ),
            "judged_as": column(
                "text!", "Phép so sánh khi xét: ge, gt, le, near (how it is judged).", "ge", "gt", "le", "near"
            ),
            "low": column(
                "float!",
                "Con số, hoặc mức dưới của khoảng, theo đơn vị của mục tiêu (number, or lower end, in the target’s"
                " unit).",
            ),
            "high": column(
                "float?", "Mức trên của khoảng, theo đơn vị của mục tiêu (upper end, in the target’s unit)."
            ),
            "uom_code": column("text!", ref="uoms.uom_code"),
            "horizon_from": column("int?", "Năm đầu (first year)."),
            "horizon_to": column("int?"),
            "accumulation": column(
                "text!",
                "point tại thời điểm, cumulative_in_period cộng dồn, per_year từng năm, mean_in_period bình quân cả kỳ,"
                " unknown không rõ (accumulation).",
                *("point", "cumulative_in_period", "per_year", "mean_in_period", "unknown"),
            ),
            "kind": FIGURE_KIND,
            "rank_population": column("text?", "", "63", "34", "unknown"),
            "denominator_vi": column("text?", "Mẫu số như văn bản viết (denominator as worded)."),
            "denominator_concept": column(
                "text?", "Khái niệm của mẫu số (concept of the denominator).", ref="concepts.concept_code"
            ),
            "scope": column(
                "text?",
                "Mẫu số hoặc phạm vi như văn bản viết, nhiều cách viết ngăn bởi ; (denominator or scope as worded).",
            ),
            "stage": column(
                "text!", "final cuối cùng, interim giữa chặng, yearly hằng năm (stage).", "final", "interim", "yearly"
            ),
            "is_maintenance": column("bool!", "true: mục tiêu duy trì (keep, not reach)."),
            "supersedes": column("text?", "Mục tiêu được thay thế (target superseded).", ref="targets.target_id"),
            "note_vi": column("text?"),
        },
    ),
    "baselines": Table(
        ("baseline_id",),
        "One row per figure that targets are counted from: known, asked for, or not available.",
        {
            "baseline_id": column("text!", "Mã số gốc (baseline)."),
            "indicator_code": column("text!", ref="indicators.indicator_code"),
            "area_id": column("text!", ref="areas.area_id"),
            "year_from": column(
                "int!", "Năm đầu của số gốc; nhiều năm là số bình quân (first year; more than one year: an average)."
            ),
            "year_to": column("int!", "Năm cuối của số gốc (last year)."),
            "state": column(
                "text!",
                "known đã biết, asked đã hỏi, not_available không có (state).",
                *BASELINE_STATE.without("to_ask"),
            ),
            "value": column("float?"),
            "uom_code": column("text?", ref="uoms.uom_code"),
            "rank_population": column("text?", "", "63", "34", "unknown"),
            "document_file": column("text?", ref="policy_documents.document_file"),
            "line": column("int?"),
            "quote": column("text?"),
            "source_vi": column(
                "text?",
                "Nơi công bố, khi số không nằm trong văn bản (where a figure outside the documents was published).",
            ),
            "asked_of_vi": column("text?", "Đã hỏi ai (asked of)."),
            "note_vi": column("text?"),
        },
    ),
    "commitments": Table(
        ("commitment_id",),
        "One row per promise of a document that has no number.",
        {
            "commitment_id": column("text!", "Mã cam kết (promise)."),
            "document_file": column("text!", ref="policy_documents.document_file"),
            "line": column("int!"),
            "quote": column("text!"),
            "area_id": DOCUMENT_AREA,
            "kind": column(
                "text!",
                "Loại: goal mục tiêu, measure biện pháp, institution thể chế, policy chính sách, data dữ liệu, event"
                " sự kiện, report báo cáo, duty trách nhiệm tổ chức thực hiện (kind of promise).",
                *("goal", "measure", "institution", "policy", "data", "event", "report", "duty"),
            ),
            "horizon_line": column("int?"),
            "horizon_to": column("int?"),
            "indicator_code": column(
                "text?",
                "Chỉ tiêu mà cam kết đòi theo dõi (the figure that the promise asks to track).",
                ref="indicators.indicator_code",
            ),
            "concept_code": column(
                "text?",
                "Khái niệm, nếu không có chỉ tiêu (concept, where there is no indicator).",
                ref="concepts.concept_code",
            ),
            "aim": column(
                "text?",
                "Hướng của cam kết: whole toàn bộ, more tăng, less giảm (what it aims at).",
                *("whole", "more", "less"),
            ),
            "rank_population": column(
                "text?",
                "Xếp hạng trong: 63, 34 tỉnh; region các tỉnh trong vùng; unknown không ghi (field of a rank).",
                *("63", "34", "region", "unknown"),
            ),
            "denominator_concept": column(
                "text?", "Khái niệm của mẫu số (concept of the denominator).", ref="concepts.concept_code"
            ),
            "scope": column("text?", "Phạm vi như văn bản viết (scope as worded)."),
            "owner_vi": column("text?", "Ai chịu trách nhiệm, như văn bản viết (who answers for it, as worded)."),
            "owner_line": column("int?", "Dòng ghi ai chịu trách nhiệm (line of the owner)."),
            "time_vi": column("text?", "Thời gian như văn bản viết (time as worded)."),
            "time_line": column("int?", "Dòng ghi thời gian (line of the time)."),
        },
    ),
    "agencies": Table(
        ("agency_code",),
        "One row per agency that documents name.",
        {
            "agency_code": column("text!"),
            **NAMES,
            "reporter_code": column(
                "text?",
                "Đơn vị báo cáo tương ứng, nếu có (its reporter, where there is one).",
                ref="reporters.reporter_code",
            ),
            "successor_code": column(
                "text?",
                "Cơ quan làm tiếp việc của nó hiện nay (agency that carries on its work today).",
                ref="agencies.agency_code",
            ),
            "succession_vi": column("text?", "Ghi chú về việc kế tục (note on the succession)."),
        },
    ),
    "tasks": Table(
        ("task_id",),
        "One row per task that a document sets.",
        {
            "task_id": column("text!"),
            "document_file": column("text!", ref="policy_documents.document_file"),
            "line": column("int!"),
            "task_no": column("text!", "Số thứ tự trong văn bản, ví dụ 5.1.2 (number as printed)."),
            "quote": column("text!"),
            "text_vi": column("text!", "Toàn văn nhiệm vụ như văn bản viết (the task as the document words it)."),
            "area_id": DOCUMENT_AREA,
            "time_line": column("int!", "Dòng ghi thời gian (line of the time)."),
            "time_vi": column("text!", "Thời gian như văn bản viết (time as worded)."),
            "time_kind": column(
                "text!",
                "continuous thường xuyên, yearly hằng năm, interval trong khoảng, open từ năm, until đến năm (kind of"
                " time).",
                *("continuous", "yearly", "interval", "open", "until"),
            ),
            "year_from": column("int?", "Năm đầu (first year)."),
            "year_to": column("int?", "Năm cuối (last year)."),
            "breakdown_code": column(
                "text?",
                "Dòng của nhiệm vụ trên biểu báo cáo (its row on the report form).",
                ref="breakdowns.breakdown_code",
            ),
        },
    ),
    "task_agencies": Table(
        ("task_id", "agency_no"),
        "One row per task and agency that takes part in it.",
        {
            "task_id": column("text!", ref="tasks.task_id"),
            "agency_no": column("int!", "Số thứ tự cơ quan (number)."),
            "role": column(
                "text!",
                "lead chủ trì, executor thực hiện, cooperating phối hợp (part).",
                *("lead", "executor", "cooperating"),
            ),
            "agency_code": column("text!", ref="agencies.agency_code"),
            "agency_vi": column("text!", "Tên như văn bản viết (as worded)."),
            "line": column("int!"),
        },
    ),
    "progress_methods": Table(
        ("method_code", "kind"),
        "One row per method of judging progress and kind of figure: whether it is allowed, and why.",
        {
            "method_code": column(
                "text!",
                "Phương pháp: distance khoảng cách, linear nhịp đều, cagr tốc độ tăng bình quân, logit nhịp logit,"
                " trend xu hướng (method).",
                *PROGRESS_METHOD.codes,
            ),
            "kind": FIGURE_KIND,
            "is_allowed": column("bool!", "true: dùng được (allowed)."),
            "reason_vi": column("text!"),
            "reason_en": column("text!"),
        },
    ),
    "uncollected": Table(
        ("indicator_code",),
        "One row per indicator that a document names and no form brings, and why.",
        {
            "indicator_code": column("text!", ref="indicators.indicator_code"),
            "reason_code": column(
                "text!",
                "Vì sao: no_method chưa có phương pháp, level_ended cấp hành chính đã kết thúc, not_defined chưa định"
                " nghĩa, no_holder không ai giữ (why).",
                *("no_method", "level_ended", "not_defined", "no_holder"),
            ),
            "reason_vi": column("text!"),
            "reason_en": column("text!"),
            "holder_vi": column("text?", "Nơi giữ số liệu (who holds the figure)."),
            "form_code": column("text?", "Biểu thu số thay thế (form of what stands in its place)."),
        },
    ),
    "cross_checks": Table(
        ("check_code",),
        "One row per pair of figures that are asked twice on purpose, and how far apart they may be.",
        {
            "check_code": column("text!", "Phép đối chiếu (cross-check)."),
            "indicator_code": column("text!", ref="indicators.indicator_code"),
            "breakdown_code": column("text!", ref="breakdowns.breakdown_code"),
            "source_code": column("text!", ref="sources.source_code"),
            "other_indicator_code": column(
                "text!", "Chỉ tiêu kia (the other indicator).", ref="indicators.indicator_code"
            ),
            "other_source_code": column("text!", "Nguồn kia (the other source).", ref="sources.source_code"),
            "measure_code": column("text!", ref="measures.measure_code"),
            "relation": column(
                "text!",
                "equal bằng nhau, at_most không lớn hơn (relation of the first to the other).",
                *("equal", "at_most"),
            ),
            "tolerance_pct": column("float!", "Sai lệch cho phép, % của số kia (tolerance, % of the other)."),
            "severity": column("text?", "", *SEVERITY.codes),
            "reason_vi": column("text!"),
            "reason_en": column("text!"),
        },
    ),
    "series_breaks": Table(
        ("indicator_code", "break_date"),
        "One row per indicator and day from which its figures do not mean what they meant.",
        {
            "indicator_code": column("text!", ref="indicators.indicator_code"),
            "break_date": column(
                "date!", "Từ ngày này số không nối tiếp số trước (the figures do not continue those before this day)."
            ),
            "kind": column(
                "text!",
                "Loại ngắt: definition định nghĩa, borders địa giới, method phương pháp, form biểu, source nguồn"
                " (kind of break).",
                *("definition", "borders", "method", "form", "source"),
            ),
            "old_indicator_code": column(
                "text?", "Chỉ tiêu trước khi ngắt (indicator before the break).", ref="indicators.indicator_code"
            ),
            "reason_vi": column("text!"),
            "reason_en": column("text!"),
            "legal_basis": column("text?"),
        },
    ),
}
