"""Sentences about the content of single cells: rejected values, and evidence of how a value was read."""

from __future__ import annotations

FORMAT_VI, FORMAT_EN = "đặt định dạng ô là Số", "set the cell's format to Number"
RETYPE_VI, RETYPE_EN = f"{FORMAT_VI} rồi gõ lại", f"{FORMAT_EN} and type it again"
CHECK_VI, CHECK_EN = f"{FORMAT_VI}, kiểm tra lại số và đơn vị", f"{FORMAT_EN}, check the number and its unit"
BROKEN_VI, BROKEN_EN = "ô báo {text}; sửa hoặc xóa ô này", "the cell says {text}; correct or delete it"

VALUES: dict[str, tuple[str, str]] = {
    "not_a_number": (
        "“{text}” không phải là số; ghi số, hoặc “-” (không phát sinh), “...” (chưa thu thập), “x” (không áp dụng)",
        "“{text}” is not a number; write a number, or “-” (none occurred), “...” (not collected), “x” (not applicable)",
    ),
    "not_a_number.boolean": (
        "ô chứa giá trị đúng/sai (TRUE/FALSE), cần một số",
        "the cell holds a logical value (TRUE/FALSE), a number is expected",
    ),
    "date_in_value": (
        "ô chứa ngày {date}, cần một số; có thể Excel đã tự đổi số {numbers} thành ngày: " + RETYPE_VI,
        "the cell holds the date {date}, a number is expected; Excel may have turned {numbers} into a date: "
        + RETYPE_EN,
    ),
    "date_in_value.time": (
        "ô chứa giờ, cần một số; " + RETYPE_VI,
        "the cell holds a time of day, a number is expected; " + RETYPE_EN,
    ),
    "date_in_value.datetime": (
        "ô chứa ngày giờ, cần một số; " + RETYPE_VI,
        "the cell holds a date with a time of day, a number is expected; " + RETYPE_EN,
    ),
    "date_in_value.label": (
        "ô chứa ngày {date}, cần chữ; Excel có thể đã tự đổi: đặt định dạng ô là Text rồi gõ lại",
        "the cell holds the date {date}, a text is expected; Excel may have changed it: set the cell's format to Text "
        "and type it again",
    ),
    "not_a_date": (
        "“{text}” không phải là ngày; ghi theo dạng ngày/tháng/năm, ví dụ 05/12/2026",
        "“{text}” is not a date; write it as day/month/year, for example 05/12/2026",
    ),
    "not_a_date.serial": (
        "ô chứa một số dưới 61 mang định dạng ngày nên hiện {text} (năm 1900); gõ lại ngày theo dạng ngày/tháng/năm",
        "the cell holds a number below 61 with a date format and shows {text} (in 1900); type the date again as "
        "day/month/year",
    ),
    "not_a_date.year": (
        "ô hiện ngày {text}; có thể là năm {year} bị định dạng thành ngày; gõ lại ngày theo dạng ngày/tháng/năm",
        "the cell shows the date {text}; it may be the year {year} formatted as a date; type the date again as "
        "day/month/year",
    ),
    "ambiguous_date": (
        "“{text}” có thể là {first} hay {second}: cột này có ngày ghi theo cả hai cách; gõ lại theo dạng "
        "ngày/tháng/năm",
        "“{text}” may be {first} or {second} (day/month/year): the column has dates of both kinds; type it again as "
        "day/month/year",
    ),
    "ambiguous_date.swapped": (
        "ô chứa ngày {text}, có thể là {other} bị Excel đổi ngược ngày và tháng, vì trong cùng cột “{example}” còn là "
        "chữ; kiểm tra rồi gõ lại cả cột theo dạng ngày/tháng/năm",
        "the cell holds the date {text}, which may be {other} with day and month swapped by Excel, since “{example}” "
        "in the same column is still a text; check and type the column again as day/month/year",
    ),
    "not_a_code.exponent": (
        "“{text}” là số viết dạng lũy thừa, đã mất chữ số của mã; đặt định dạng ô là Text rồi gõ lại mã",
        "“{text}” is a number with an exponent, digits of the code are lost; set the cell's format to Text and type "
        "the code again",
    ),
    "not_a_code.formula": (
        "“{text}” là công thức ghi thành chữ, không phải mã; gõ lại riêng mã, đặt định dạng ô là Text",
        "“{text}” is a formula as text and no code; type the code alone, with the cell's format set to Text",
    ),
    "not_a_code.words": (
        "“{text}” không có chữ số nào nên không phải mã; ghi mã, hoặc để trống ô và ghi lý do ở cột khác",
        "“{text}” has no digit and is no code; write the code, or leave the cell empty and give the reason in another "
        "column",
    ),
    "not_a_code.letters": (
        "“{text}” có chữ cái giống chữ số, có thể là {code}; gõ lại mã bằng chữ số",
        "“{text}” has letters that look like digits, it may be {code}; type the code again in digits",
    ),
    "not_a_code.more": (
        "“{text}” có chữ viết thêm sau mã nên không rõ là mã của ai; ghi riêng mã (chi nhánh: thêm “-” và 3 chữ số)",
        "“{text}” has words behind the code, it is not clear whose code it is; write the code alone (a branch: with "
        "“-” and 3 digits)",
    ),
    "not_a_code.tax": (
        "“{text}” có {n} chữ số; mã số doanh nghiệp có 10 chữ số (chi nhánh 13, cá nhân kinh doanh 12); kiểm tra rồi "
        "gõ lại",
        "“{text}” has {n} digits; an enterprise code has 10 (a branch 13, a person 12); check it and type it again",
    ),
    "not_a_code.person": (
        "ô có {n} chữ số; số định danh cá nhân có 12 chữ số; kiểm tra rồi gõ lại",
        "the cell has {n} digits; a personal identity number has 12; check it and type it again",
    ),
    "unexpected_percent": (
        "“{text}” ghi theo phần trăm nhưng đơn vị tính của ô không phải %",
        "“{text}” is a percentage but the cell's unit is not %",
    ),
    "unexpected_percent.format": (
        "{stored}, nhưng đơn vị tính của ô không phải %; " + FORMAT_VI,
        "{stored}, but the cell's unit is not %; " + FORMAT_EN,
    ),
    "stored_as_percent": (
        "ô lưu {stored} với định dạng phần trăm nên hiện là {shown}",
        "the cell stores {stored} and its percent format shows {shown}",
    ),
    "shown_otherwise.empty": (
        "ô lưu số {number} nhưng định dạng của ô làm ô hiện trống; " + CHECK_VI,
        "the cell stores {number} but its format shows nothing; " + CHECK_EN,
    ),
    "shown_otherwise.text": (
        "ô lưu số {number} nhưng định dạng của ô làm ô hiện “{shown}”; " + CHECK_VI,
        "the cell stores {number} but its format shows “{shown}”; " + CHECK_EN,
    ),
    "shown_otherwise.divided": (
        "ô lưu số {number} nhưng định dạng của ô chia cho {divisor} nên hiện khoảng {shown}; " + CHECK_VI,
        "the cell stores {number} but its format divides by {divisor} and shows about {shown}; " + CHECK_EN,
    ),
    "ambiguous_number": (
        "“{text}” có thể là {numbers}; gõ lại thành số, không có dấu ngăn hàng nghìn",
        "“{text}” may be {numbers}; type it again as a number without thousands separators",
    ),
    "out_of_range": (
        "“{text}” không phải là số hữu hạn từ -{largest} đến {largest}; kiểm tra công thức, đơn vị tính, rồi gõ lại số",
        "“{text}” is not a finite number from -{largest} to {largest}; check the formula and the unit, then type the "
        "number again",
    ),
    "error_cell": (
        "ô báo lỗi {text}, cần một số; sửa công thức hoặc gõ số",
        "the cell reports the error {text}, a number is expected; correct the formula or type the number",
    ),
    "error_cell.elsewhere": (BROKEN_VI, BROKEN_EN),
    "formula_without_value": (
        "công thức {text} chưa được tính; mở tệp bằng Excel, lưu lại rồi gửi lại",
        "the formula {text} was not calculated; open the file in Excel, save it and send it again",
    ),
    "formula_without_value.elsewhere": (BROKEN_VI, BROKEN_EN),
    "unit_differs.cell": (
        "“{text}” ghi “{word}” sau số, đơn vị tính của ô là “{unit}”; ghi lại theo đơn vị đó",
        "“{text}” has “{word}” behind the number, the cell's unit is “{unit}”; write it in that unit",
    ),
    "unit_differs.cell_factor": (
        "“{text}” ghi “{word}” sau số, đơn vị tính của ô là “{unit}” ({factor}); đổi số về đúng đơn vị đó",
        "“{text}” has “{word}” behind the number, the cell's unit is “{unit}” ({factor}); convert it to that unit",
    ),
    "unit_differs.format": (
        "ô lưu số {number}, định dạng của ô hiện kèm “{word}”, đơn vị tính của ô là “{unit}”; gõ lại số theo đơn vị "
        "đó và " + FORMAT_VI,
        "the cell stores {number} and its format shows “{word}” with it, the cell's unit is “{unit}”; type the number "
        "in that unit and " + FORMAT_EN,
    ),
    "unit_differs.format_factor": (
        "ô lưu số {number}, định dạng của ô hiện {shown} “{word}”, đơn vị tính của ô là “{unit}” ({factor}, tức là "
        "{converted} {unit}); gõ lại số theo đơn vị đó và " + FORMAT_VI,
        "the cell stores {number} and its format shows {shown} “{word}”, the cell's unit is “{unit}” ({factor}, so "
        "that it is {converted} {unit}); type the number in that unit and " + FORMAT_EN,
    ),
    "struck_out": (
        "“{text}” bị gạch ngang nên không phải là số liệu; gõ lại số đúng và bỏ gạch ngang, hoặc xóa ô",
        "“{text}” is struck out and no figure; type the right number without the strike-through, or clear the cell",
    ),
    "fraction_in_count": (
        "{number} không phải là số nguyên, trong khi ô đếm theo “{unit}”; kiểm tra dấu thập phân, đơn vị tính, rồi gõ "
        "lại một số nguyên",
        "{number} is no whole number, but the cell counts by “{unit}”; check the decimal sign and the unit, then type "
        "a whole number",
    ),
    "unit_differs.table": (
        "trên bảng ghi đơn vị “{printed}”, biểu mẫu quy định “{declared}”; ghi số theo đơn vị của biểu",
        "the unit above the table is “{printed}”, the form's is “{declared}”; write the numbers in the form's unit",
    ),
    "unit_differs.table_factor": (
        "trên bảng ghi đơn vị “{printed}”, biểu mẫu quy định “{declared}” ({factor}); đổi số về đúng đơn vị của biểu",
        "the unit above the table is “{printed}”, the form's is “{declared}” ({factor}); "
        "convert the numbers to the form's unit",
    ),
    "unit_differs.row": (
        "đơn vị tính ghi “{printed}”, biểu mẫu quy định “{declared}”; đổi số về đúng đơn vị của biểu",
        "the unit printed is “{printed}”, the form's is “{declared}”; convert the numbers to the form's unit",
    ),
    "unit_differs.row_factor": (
        "đơn vị tính ghi “{printed}”, biểu mẫu quy định “{declared}”; đổi số về đúng đơn vị của biểu ({factor})",
        "the unit printed is “{printed}”, the form's is “{declared}”; convert the numbers to the form's unit "
        "({factor})",
    ),
    # evidence of dates and codes that were taken
    "date_month_first": (
        "đọc theo tháng/ngày/năm vì trong cùng cột có “{example}”",
        "read as month/day/year, since the column has “{example}”",
    ),
    "code_zero": (
        "“{text}” có 9 chữ số, số 0 ở đầu đã mất; lấy mã {code}",
        "“{text}” has 9 digits, its leading zero is lost; taken as {code}",
    ),
    "code_spelt": ("lấy mã {code}", "taken as the code {code}"),
    "check_digit": (
        "chữ số kiểm tra của mã {code} không đúng; kiểm tra lại mã",
        "the check digit of the code {code} is wrong; check the code",
    ),
    # evidence of figures that were taken
    "dropped": ("bỏ {parts}", "left out: {parts}"),
    "dropped.footnote": ("dấu chú thích “{mark}”", "the footnote mark “{mark}”"),
    "dropped.unit": ("đơn vị tính “{unit}”", "the unit “{unit}”"),
    "dropped.remark": ("ghi chú “{remark}”", "the remark “{remark}”"),
    "dropped.struck": ("phần bị gạch ngang “{struck}”", "the struck-out text “{struck}”"),
    "noise": (
        "ô lưu {stored}, phần lẻ chỉ là sai số làm tròn của phép tính; lấy {number}",
        "the cell stores {stored}, whose fraction is a rounding error of a calculation; taken as {number}",
    ),
    "shown_in_unit": (
        "ô lưu {number}, định dạng của ô hiện {shown} “{word}”: cùng một số",
        "the cell stores {number} and its format shows {shown} “{word}”: the same number",
    ),
    "resolved": ("đọc là {number}: {proofs}", "read as {number}: {proofs}"),
    "resolved.count": ("đơn vị đếm không có phần thập phân", "a count has no decimals"),
    "resolved.bounds": ("giá trị phải {bounds}", "the value must be {bounds}"),
    "resolved.style_vi": (
        "số khác trong biểu viết theo kiểu Việt Nam (1.234,5): {example}",
        "another number of the form is in the Vietnamese style (1.234,5): {example}",
    ),
    "resolved.style_en": (
        "số khác trong biểu viết theo kiểu Anh (1,234.5): {example}",
        "another number of the form is in the English style (1,234.5): {example}",
    ),
    "resolved.example": ("ô {cell} ghi “{text}”", "cell {cell} holds “{text}”"),
    "bounds.both": ("từ {low} đến {high}", "from {low} to {high}"),
    "bounds.low": ("từ {low}", "{low} or more"),
    "bounds.high": ("đến {high}", "{high} or less"),
    "unit_slip": (
        "giá trị phải {bounds}; nếu gõ nhầm đơn vị: {quotients}",
        "the value must be {bounds}; if it was typed in another unit: {quotients}",
    ),
    "unit_slip.quotient": ("chia {divisor} là {number}", "divided by {divisor} it is {number}"),
}
