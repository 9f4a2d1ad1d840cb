"""Sentences of the package: code -> (Vietnamese, English). Names in braces are filled in by the caller."""

from __future__ import annotations

from pipelines.errors import ChisoError, message

BOUND: dict[str, tuple[str, str]] = {
    "bad_reference": (
        "Mẫu câu viết chưa đúng ở “{text}”. Viết: bảng.cột where khoá=giá trị, hoặc count bảng where khoá=giá trị.",
        "The template is wrong at “{text}”. Write: table.column where key=value, or count table where key=value.",
    ),
    "no_column": (
        "Bản công bố không có bảng hoặc cột mà “{text}” nêu. Xem tên bảng, cột trong docs/tables.md rồi sửa mẫu câu.",
        "The release has no table or column that “{text}” names. See docs/tables.md and correct the template.",
    ),
    "not_one_row": (
        "“{text}” ứng với {n} dòng của bản công bố, cần đúng một dòng. Thêm khoá vào mẫu câu cho đủ.",
        "“{text}” fits {n} rows of the release, exactly one is needed. Add keys to the template.",
    ),
    "no_value": (
        "Ô “{text}” của bản công bố để trống nên câu không có số. Bỏ câu này hoặc chờ số liệu.",
        "The cell “{text}” of the release is empty, so the sentence has no number. Leave it out or await the figure.",
    ),
    "typed_number": (
        "Mẫu câu có số gõ tay “{number}”: “{text}”. Số phải lấy từ bản công bố: thay bằng {{{{bảng.cột where …}}}}.",
        "The template holds the typed number “{number}”: “{text}”. Numbers come from the release: write"
        " {{{{table.column where …}}}} instead.",
    ),
    "claim_fails": (
        "Câu không còn đúng: “{claim}” — hai vế là {left} và {right}. Viết lại câu.",
        "The sentence does not hold any more: “{claim}” compares {left} and {right}. Write it anew.",
    ),
    "number_changed": (
        "Câu ghi “{printed}” nhưng ô “{text}” của bản công bố là “{value}”. Làm lại tệp: chiso files.",
        "The sentence says “{printed}”, but the cell “{text}” of the release is “{value}”. Make the file again: chiso"
        " files.",
    ),
    "number_removed": (
        "Câu “{text}” thiếu số đã gắn với bản công bố. Khôi phục câu hoặc xoá cả câu.",
        "The sentence “{text}” lacks a number that was bound to the release. Restore the sentence or delete all of it.",
    ),
    "words_changed": (
        "Câu “{text}” đã đổi từ so sánh; theo bản công bố phải là: {words}. Sửa lại từ, hoặc xoá cả câu.",
        "The words of comparison in “{text}” were changed; by the release they are: {words}. Correct them or delete the"
        " sentence.",
    ),
    "no_sentences": (
        "Tệp {path} không có câu nào gắn với bản công bố. Chỉ kiểm tra được tệp do chiso files làm ra.",
        "{path} has no sentence bound to a release. Only files made by chiso files can be compared.",
    ),
}

FILES: dict[str, tuple[str, str]] = {
    "file_fault": (
        "Chưa làm được {part} của bản {release_id}: {reason}. Bản công bố không bị ảnh hưởng. Làm lại: chiso files"
        " --release {release_id}.",
        "{part} of release {release_id} could not be made: {reason}. The release is not affected. Make it again: chiso"
        " files --release {release_id}.",
    ),
    "analysis_fault": (
        "Chưa tính được {part} của bản {release_id}: {reason}. Bản công bố không bị ảnh hưởng. Làm lại: chiso index"
        " analyse --release {release_id}.",
        "{part} of release {release_id} could not be computed: {reason}. The release is not affected. Make it again:"
        " chiso index analyse --release {release_id}.",
    ),
    "part_all": ("các phân tích chỉ số", "The analyses of indices"),
    "part_uncertainty": ("độ chắc chắn của hạng", "The uncertainty of ranks"),
    "part_audit": ("kiểm định thống kê chỉ số", "The audit of indices"),
    "part_workbook": ("tệp Excel", "The workbook"),
    "part_page": ("trang cho Chủ tịch", "The chairman's page"),
    "part_pdf": ("bản PDF của trang cho Chủ tịch", "The PDF of the chairman's page"),
    "part_bulletins": ("báo cáo tháng, báo cáo năm", "The monthly and yearly reports"),
    "part_communes": ("phiếu từng xã", "The communes' sheets"),
    "part_csv": ("bản CSV cho Excel", "The CSV copies for Excel"),
    "part_notes": ("ghi chú công bố", "The release notes"),
    "part_source": ("các tệp", "The files"),
    "no_soffice": (
        "không chạy được LibreOffice trong {seconds} giây",
        "LibreOffice did not run within {seconds} seconds",
    ),
}


NOTES: dict[str, tuple[str, str]] = {
    "notes_title": (
        "GHI CHÚ BẢN CÔNG BỐ {release_id} (kỳ {occasion_period})",
        "NOTES OF RELEASE {release_id} (period {occasion_period})",
    ),
    "notes_made_from": (
        "Bản dựng {build_id}: sổ cái đến mục {ledger_seq}, danh mục {codebook}, chương trình {commit}.",
        "Build {build_id}: ledger up to entry {ledger_seq}, codebook {codebook}, program {commit}.",
    ),
    "notes_first": ("Đây là bản công bố đầu tiên.", "This is the first release."),
    "notes_no_folder": (
        "Bản trước ({earlier}) không còn trên máy hoặc do phiên bản chiso khác công bố, nên không so được.",
        "The release before ({earlier}) is not on this machine, or of another version of chiso; nothing was compared.",
    ),
    "notes_changes": ("Thay đổi so với {earlier}:", "Changes against {earlier}:"),
    "notes_counts": (
        "  {part}: đổi {changed}, mới {new}, không còn {gone}",
        "  {part}: changed {changed}, new {new}, gone {gone}",
    ),
    "notes_figures": ("Số liệu", "Figures"),
    "notes_targets": ("Xếp loại mục tiêu", "Classes of targets"),
    "notes_places": ("Thứ hạng chỉ số tổng hợp", "Places in composite indices"),
    "notes_held": ("Số giữ lại", "Held figures"),
    "notes_questions": ("Câu hỏi cho đơn vị", "Questions to senders"),
    "notes_changed": ("Số liệu đã công bố nay khác ({n}):", "Published figures that differ now ({n}):"),
    "notes_more": (
        "  … và {n} số nữa: chiso release diff {earlier} {later} --all",
        "  … and {n} more: chiso release diff {earlier} {later} --all",
    ),
    "notes_received": ("Tệp nhận thêm từ bản trước: {n}.", "Files received since the release before: {n}."),
    "notes_undecided": ("Không có quyết định nào từ bản trước.", "Nothing was decided since the release before."),
    "notes_decided": ("Đính chính và quyết định từ bản trước ({n}):", "Corrections and decisions since ({n}):"),
    "notes_decision": (
        "  - {kind}: {what}{change}. Lý do: {reason}. Chịu trách nhiệm: {owner} (ghi {at}, tài khoản {actor}).",
        "  - {kind}: {what}{change}. Reason: {reason}. Responsible: {owner} (entered {at}, account {actor}).",
    ),
    "notes_dismissal": ("bỏ qua tệp", "dismiss a file"),
    "notes_by_build": ("Dựng: {actor}, {at}.", "Built by {actor}, {at}."),
    "notes_by_verdict": ("Kiểm soát: {actor}, {at}.", "Checked by {actor}, {at}."),
    "notes_by_release": ("Công bố: {actor}, {at}.", "Published by {actor}, {at}."),
}


class BoundError(ChisoError):
    """A sentence whose numbers or claims are not those of the release; `code` is an entry of BOUND."""


def refuse_sentence(code: str, **values: object) -> BoundError:
    """The error to raise for the sentence `code` of BOUND."""
    return BoundError(message(BOUND, code, **values))


class FileError(ChisoError):
    """A file for people that could not be made; `code` is an entry of FILES."""
