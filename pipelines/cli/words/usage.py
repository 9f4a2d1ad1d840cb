"""The command line's words about itself: headings of help pages, and what is wrong with a command line."""

from __future__ import annotations

USAGE: dict[str, tuple[str, str]] = {
    # ---- help pages ----
    "usage": ("Cách dùng:", "Usage:"),
    "options": ("Tuỳ chọn", "Options"),
    "commands": ("Lệnh", "Commands"),
    "options_metavar": ("[TUỲ CHỌN]", "[OPTIONS]"),
    "command_metavar": ("LỆNH [THAM SỐ]...", "COMMAND [ARGS]..."),
    "required": ("bắt buộc", "required"),
    "default": ("mặc định", "default"),
    # ---- errors ----
    "wrong": (
        "Lệnh viết chưa đúng: {explanation}\nXem cách dùng: {command} --help",
        "Wrong command line: {explanation}\nFor its usage: {command} --help",
    ),
    "aborted": (
        "Đã dừng theo yêu cầu. Phần đang làm dở không được ghi; những gì đã ghi vào sổ cái được giữ nguyên."
        " Chạy lại cùng lệnh để tiếp tục.",
        "Stopped as requested. Nothing half done was recorded; what the ledger already had stands."
        " Repeat the same command to go on.",
    ),
    "missing_option": ("thiếu {name}.", "{name} is missing."),
    "missing_argument": ("thiếu tham số {name}.", "argument {name} is missing."),
    "files_or_new": (
        "cần tên tệp hoặc thư mục, hoặc chỉ --new (tệp mới trong thư mục chung của tỉnh, không kèm tuỳ chọn khác).",
        "name files or folders, or give --new alone (the new files of the province's inbox, without other options).",
    ),
    "folder_or_index": (
        "cần tên thư mục có iData, iMeta, METHOD.yml, hoặc --index MÃ; không cả hai.",
        "name a folder with iData, iMeta, METHOD.yml, or give --index CODE; not both.",
    ),
    "missing_command": ("thiếu tên lệnh con.", "the sub-command is missing."),
    "no_such_option": ("không có tuỳ chọn {name}.", "there is no option {name}."),
    "no_such_option_but": (
        "không có tuỳ chọn {name}; gần giống: {close}.",
        "there is no option {name}; close to it: {close}.",
    ),
    "no_such_command": ("không có lệnh {name}.", "there is no command {name}."),
    "no_such_command_but": (
        "không có lệnh {name}; gần giống: {close}.",
        "there is no command {name}; close to it: {close}.",
    ),
    "option_without_value": ("{name} cần một giá trị đi kèm.", "{name} needs a value."),
    "flag_with_value": ("{name} không nhận giá trị.", "{name} takes no value."),
    "unexpected_argument": ("thừa “{text}”.", "“{text}” is one argument too many."),
    "bad_choice": (
        "{name} không nhận “{value}”; chọn một trong: {choices}.",
        "{name} does not take “{value}”; choose one of: {choices}.",
    ),
    "bad_path": (
        "{name}: không có tệp hay thư mục “{value}”, hoặc không đọc được.",
        "{name}: there is no readable file or folder “{value}”.",
    ),
    "bad_file": (
        "{name}: không có tệp “{value}”, hoặc đó là thư mục, hoặc không đọc được.",
        "{name}: there is no readable file “{value}”.",
    ),
    "bad_folder": (
        "{name}: không có thư mục “{value}”, hoặc đó là tệp, hoặc không đọc được.",
        "{name}: there is no readable folder “{value}”.",
    ),
    "bad_integer": (
        "{name} cần một số nguyên, không phải “{value}”.",
        "{name} needs a whole number, not “{value}”.",
    ),
    "bad_number": (
        "{name} cần một số (dấu thập phân là dấu chấm), không phải “{value}”.",
        "{name} needs a number with a decimal point, not “{value}”.",
    ),
    "bad_value": ("{name} không nhận “{value}”.", "{name} does not take “{value}”."),
    "other": ("không hiểu dòng lệnh.", "the command line is not understood."),
    # ---- options that belong together ----
    "reporter_or_all": ("cần --reporter MÃ hoặc --all, không cả hai.", "--reporter CODE or --all is needed, not both."),
    "list_or_options": (
        "--from TỆP đã có mọi quyết định: chỉ dùng thêm --owner.",
        "--from FILE has all decisions: only --owner may stand beside it.",
    ),
    "decision_incomplete": (
        "cần LOẠI quyết định, --area, --indicator, --source, --period (thiếu: {absent}), hoặc --from TỆP.",
        "KIND, --area, --indicator, --source, --period are needed (missing: {absent}), or --from FILE.",
    ),
    "expected_per_period": (
        "có {n} giá trị --expected cho {n_periods} kỳ: nêu một giá trị cho mọi kỳ, hoặc mỗi kỳ một giá trị.",
        "{n} values of --expected for {n_periods} periods: state one for all, or one for each.",
    ),
    "receipt_period_or_all": (
        "cần đúng một trong: BIÊN_NHẬN, --period KỲ, --all.",
        "exactly one is needed of: RECEIPT, --period PERIOD, --all.",
    ),
    "months_of_sample": (
        "--months: không có {value} tháng từ tháng 8 năm 2026 trong danh mục kỳ.",
        "--months: the codebook does not have {value} months from August 2026 on.",
    ),
    "run_without_period": ("thiếu --period KỲ (hoặc --sample).", "--period PERIOD (or --sample) is missing."),
}
