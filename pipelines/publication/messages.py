"""Sentences of the gate (GATE, GATE_NOTES) and of publishing (PUBLISH): code -> (Vietnamese, English).

Names in braces are filled in by the caller.
"""

from __future__ import annotations

from pipelines.errors import ChisoError, message

GATE: dict[str, tuple[str, str]] = {
    "ledger_broken": ("{vi}", "{en}"),
    "blob_damaged": (
        "Bản gốc của tệp “{original_name}” (biên nhận {receipt_id}) {found_vi}; cần tệp có mã băm {sha256}."
        " Khôi phục tệp từ bản sao lưu của data/raw. Không khôi phục được: chiso dismiss {receipt_id} --reason …"
        " --owner …, rồi xin đơn vị gửi lại tệp.",
        "The original of “{original_name}” (receipt {receipt_id}) {found_en}; expected bytes with hash {sha256}."
        " Restore it from the backup of data/raw. Where it cannot be restored: chiso dismiss {receipt_id} --reason …"
        " --owner …, and ask the office to send the file again.",
    ),
    "reader_broken": (
        "Trình đọc dừng đột ngột ở {n} trong {of} tệp đã nhận: lỗi nằm ở trình đọc, không ở các tệp."
        " Xoá thư mục .venv rồi gõ make run để cài lại môi trường, hoặc báo người phụ trách hệ thống.",
        "The reader died on {n} of {of} received files: the error is in the reader, not in the files."
        " Remove .venv and call make run to install it anew, or inform whoever maintains the system.",
    ),
    "cells_unbalanced": (
        "Tệp “{original_name}” (biên nhận {receipt_id}): {what_vi}: có {n_in} ô, giải trình được {n_out} ô."
        " Đây là lỗi của chương trình đọc; gửi tệp này cho người phụ trách hệ thống.",
        "File “{original_name}” (receipt {receipt_id}): {what_en}: {n_in} cells, {n_out} accounted for."
        " This is an error of the reader; pass the file to whoever maintains the system.",
    ),
    "build_failed": (
        "Kho số liệu không dựng được hoặc không qua phép thử: {failure_vi}."
        " Xem lại data/seeds, rồi dựng lại: chiso build.",
        "The warehouse could not be built or failed a test: {failure_en}."
        " Check data/seeds, then build again: chiso build.",
    ),
    "check_failed": (
        "Kiểm tra cấu trúc không đạt: {description} (bộ {suite}, bảng {table}, cột {column}, {expectation};"
        " thấy: {observed}).",
        "Structural check failed: {expectation} (suite {suite}, table {table}, column {column}; found: {observed})"
        " [{description}].",
    ),
    "check_crashed": (
        "Kiểm tra {expectation} của bộ {suite} trên bảng {table} không chạy được: {observed}.",
        "Check {expectation} of suite {suite} on table {table} could not run: {observed}.",
    ),
    "checks_missing": (
        "Không có kết quả kiểm tra cấu trúc nào; hãy dựng lại: chiso build.",
        "There is no result of any structural check; build again: chiso build.",
    ),
    "stop_violation": (
        "Quy tắc {rule_code} (mức dừng) có {n} vi phạm chưa được miễn áp dụng. Sửa số liệu nguồn hoặc dùng chiso "
        "decide.",
        "Rule {rule_code} (severity stop) has {n} violations not waived. Correct the source or use chiso decide.",
    ),
    "nothing_expected": (
        "Kỳ {period} không có một số liệu nào phải có ở tỉnh {province}: không biểu nào đến kỳ này và chưa nhận số nào."
        " Kiểm tra --period và --province, hoặc bảng obligation_rules.",
        "No figure of province {province} is expected for period {period}: no form is due in it and none was received."
        " Check --period and --province, or table obligation_rules.",
    ),
    "table_empty": (
        "Bảng {table} trống, trong khi phải có số liệu. Xem lại danh mục chỉ tiêu và tệp đã nhận, rồi dựng lại.",
        "Table {table} is empty where rows are due. Look at the codebook and the files received, then build again.",
    ),
    "record_changed": (
        "Tệp built.json không còn như sổ cái đã ghi khi dựng; khác ở: {names}. Dựng lại: chiso build.",
        "File built.json is not what the ledger recorded of the build; it differs in: {names}. Build again: chiso"
        " build.",
    ),
    "csv_apart": (
        "Bảng CSV không khớp bảng Parquet cùng tên: {names}. Dựng lại: chiso build; nếu lặp lại thì báo người phụ trách"
        " hệ thống.",
        "CSV files are not those of the Parquet files of their name: {names}. Build again: chiso build; where it"
        " happens"
        " again, inform whoever maintains the system.",
    ),
    "tree_changed": (
        "Bản dựng đã bị thay đổi sau khi dựng (mã băm {found}, khi dựng là {expected}). Dựng lại: chiso build.",
        "The candidate was changed after it was built (hash {found}, when built {expected}). Build again: chiso build.",
    ),
}

# Notes of a verdict, which do not stop the publication.
GATE_NOTES: dict[str, tuple[str, str]] = {
    "blob_lost": (
        "Bản gốc của tệp “{original_name}” (biên nhận {receipt_id}) {found_vi}; đã có quyết định bỏ qua nên bản này"
        " không có số liệu của tệp. Xin đơn vị gửi lại tệp.",
        "The original of “{original_name}” (receipt {receipt_id}) {found_en}; it was dismissed, and its figures are not"
        " in this build. Ask the office to send the file again.",
    ),
}

# What GATE's sentences say of a damaged original, and of two counts that differ.
BLOB_STATES: dict[str, tuple[str, str]] = {
    "gone": ("không còn trên đĩa", "is gone from the disk"),
    "changed": ("đã bị thay đổi", "was changed"),
}
# The same in the lists of files that need a person.
LOST_FILE: dict[str, tuple[str, str]] = {
    "lost": (
        "Bản gốc {found_vi}; khôi phục data/raw từ bản sao lưu, hoặc bỏ qua tệp này rồi xin đơn vị gửi lại",
        "The original {found_en}; restore data/raw from the backup, or dismiss the file and ask for it again",
    ),
}
BALANCES: dict[str, tuple[str, str]] = {
    "sheets": ("số ô đọc được và số ô đã phân loại", "cells read and cells classified"),
    "second": ("số ô đếm bằng trình đọc thứ hai", "cells by the second reader's count"),
    "rows": ("số ô đã phân loại và số dòng ghi lại", "cells classified and rows kept"),
}

PUBLISH: dict[str, tuple[str, str]] = {
    "no_candidate": (
        "Không có bản dựng {build_id}. Chạy chiso build trước.",
        "There is no candidate {build_id}. Run chiso build first.",
    ),
    "several_candidates": (
        "Có {n} bản dựng chưa công bố từ cùng những gì đã nhận: {found}. Nêu rõ bản nào: --build MÃ.",
        "{n} candidates of the same position of the ledger are not published: {found}. Name one: --build ID.",
    ),
    "candidate_outdated": (
        "Bản dựng {build_id} do một phiên bản chiso khác dựng, hoặc tệp built.json đã hỏng. Dựng lại: chiso build.",
        "Candidate {build_id} was built by another version of chiso, or its built.json is damaged. Build again: chiso"
        " build.",
    ),
    "build_unrecorded": (
        "Sổ cái không ghi bản dựng {build_id} (phiên bản chiso cũ dựng, hoặc sổ cái đã khác). Dựng lại: chiso build.",
        "The ledger has no record of candidate {build_id} (an earlier version of chiso built it, or the ledger is"
        " another"
        " one). Build again: chiso build.",
    ),
    "period_ahead": (
        "Kỳ {period} đến ngày {begins} mới bắt đầu, chưa thể có số liệu. Xem lại --period và ngày giờ của máy.",
        "Period {period} begins on {begins}: there can be no figures yet. Check --period and the machine's clock.",
    ),
    "no_verdict": (
        "Bản dựng {build_id} chưa có kết luận kiểm soát. Chạy chiso gate trước.",
        "Candidate {build_id} has no verdict. Run chiso gate first.",
    ),
    "verdict_unknown": (
        "Kết luận của bản dựng {build_id} không khớp với sổ cái (tệp verdict.json đã bị sửa hoặc chưa được ghi sổ)."
        " Chạy lại chiso gate.",
        "The verdict of candidate {build_id} is not the one in the ledger (verdict.json was changed or never"
        " recorded). Run chiso gate again.",
    ),
    "refused": (
        "Bản dựng {build_id} đã bị từ chối ở khâu kiểm soát; không được công bố. Xem lý do: chiso gate.",
        "Candidate {build_id} was refused by the gate and cannot be published. For the reasons: chiso gate.",
    ),
    "tree_changed": (
        "Nội dung bản dựng {build_id} không còn giống nội dung đã được kiểm soát (mã băm {found}, cần {expected})."
        " Dựng lại: chiso build, rồi chiso gate.",
        "Candidate {build_id} is no longer what the gate checked (hash {found}, expected {expected})."
        " Build again: chiso build, then chiso gate.",
    ),
    "stale": (
        "Sau bản dựng {build_id} đã có bản công bố {release_id}; dựng lại: chiso build.",
        "Release {release_id} was published after candidate {build_id} was built; build again: chiso build.",
    ),
    "other_ledger": (
        "Kết luận của bản dựng {build_id} thuộc về một sổ cái khác (mục {ledger_seq} có mã băm khác)."
        " Kiểm tra xem sổ cái có bị thay bằng bản sao lưu cũ không, rồi dựng lại.",
        "The verdict of candidate {build_id} belongs to another ledger (entry {ledger_seq} has another hash)."
        " See whether the ledger was replaced by an old backup, then build again.",
    ),
    "already_released": (
        "Bản dựng {build_id} đã được công bố là {release_id}; không kiểm soát lại. Dựng bản mới: chiso build.",
        "Candidate {build_id} was published as {release_id} and is not checked again. Build a new one: chiso build.",
    ),
    "unknown_release": (
        "Trên đĩa có bản công bố {release_id} mà sổ cái không ghi: sổ cái cũ hơn bản công bố."
        " Khôi phục data/raw từ bản sao lưu mới nhất.",
        "The disk holds release {release_id}, which the ledger does not know: the ledger is older than the release."
        " Restore data/raw from the latest backup.",
    ),
    "other_chain": (
        "Bản công bố {release_id} được dựng từ sổ cái có mục {ledger_seq} khác: sổ cái đã bị cắt, viết lại hoặc thay"
        " bằng"
        " bản sao cũ. Khôi phục data/raw từ bản sao lưu mới nhất.",
        "Release {release_id} was built from a ledger whose entry {ledger_seq} is another one: the ledger was cut,"
        " rewritten or replaced by an old copy. Restore data/raw from the latest backup.",
    ),
    "ledger_lost": (
        "Có tệp gốc đã nhận nhưng không có sổ cái {path}. Khôi phục data/raw từ bản sao lưu mới nhất trước khi làm"
        " tiếp.",
        "There are received files, but no ledger {path}. Restore data/raw from the latest backup before going on.",
    ),
    "target_taken": (
        "Thư mục data/release đã có mục tên {release_id} không phải bản công bố, nên chưa công bố được."
        " Chuyển mục đó đi nơi khác, rồi: chiso publish.",
        "The folder data/release has an entry {release_id} that is no release, so nothing was published. Move it"
        " elsewhere, then: chiso publish.",
    ),
    "release_changed": (
        "Bản công bố {release_id} trên đĩa không khớp với sổ cái (mã băm {found}, cần {expected})."
        " Khôi phục thư mục này từ bản sao lưu hoặc dựng lại bằng chiso rebuild {release_id}.",
        "Release {release_id} on the disk is not the one in the ledger (hash {found}, expected {expected})."
        " Restore its folder from the backup, or rebuild it with chiso rebuild {release_id}.",
    ),
    "snapshot_damaged": (
        "Bản lưu danh mục {path} bị thiếu hoặc đã bị sửa, không dựng lại được. Khôi phục data/raw từ bản sao lưu.",
        "The codebook snapshot {path} is missing or changed: nothing can be built from it. Restore data/raw from the"
        " backup.",
    ),
    "no_release": (
        "Không có bản công bố {release_id} trong sổ cái. Xem danh sách: chiso status.",
        "There is no release {release_id} in the ledger. For the list: chiso status.",
    ),
    "current_broken": (
        "Tệp current ghi “{release_id}” nhưng {folder} không phải một bản công bố đọc được. Khôi phục data/release từ"
        " bản sao lưu, hoặc công bố lại: chiso run.",
        "File current names “{release_id}”, but {folder} is no readable release. Restore data/release from the backup,"
        " or publish again: chiso run.",
    ),
    "current_unknown": (
        "Tệp current của data/release ghi “{release_id}”, sổ cái không có bản công bố nào tên như vậy. Lần chiso build,"
        " gate hoặc publish tới sẽ ghi lại tệp này; kiểm tra ai đã sửa nó: chiso verify.",
        "File current of data/release names “{release_id}”, and the ledger has no release of that name. The next chiso"
        " build, gate or publish writes the file anew; find out who changed it: chiso verify.",
    ),
    "nothing_stated": (
        "Phải nêu {option}: người đọc sổ cái sau này cần biết.",
        "State {option}: whoever reads the ledger later needs it.",
    ),
    "stands_already": (
        "{release_id} đang là bản hiện hành.",
        "{release_id} is the current release already. For the list: chiso status.",
    ),
    "release_retired": (
        "Thư mục của bản công bố {release_id} đã được xoá theo quyết định lưu trữ. Dựng lại: chiso rebuild"
        " {release_id}.",
        "The folder of release {release_id} was deleted by a decision about retention. Rebuild it: chiso rebuild"
        " {release_id}.",
    ),
    "release_unknown": (
        "Không có bản công bố {release_id}. Các bản đang có: {known}.",
        "There is no release {release_id}. Releases that are there: {known}.",
    ),
    "codebook_of_other_version": (
        "Danh mục mà bản công bố {release_id} được dựng theo chỉ phiên bản {commit} đọc được, không phải phiên bản đang"
        " chạy ({present}). Kiểm tra từng byte: chiso verify --deep. Dựng lại: theo mục “Building a past release"
        " again” của docs/operation.md.",
        "The codebook that release {release_id} was built with is one that version {commit} reads, and the present one"
        " ({present}) does not. To check every byte: chiso verify --deep. To build it again: see “Building a past"
        " release again” in docs/operation.md.",
    ),
    "other_tables": (
        "Bản công bố {release_id} do một phiên bản chiso trước công bố, có các bảng khác, nên không so được. Số liệu"
        " của bản đó: chiso export --release {release_id} --out THƯ_MỤC.",
        "Release {release_id} was published by an earlier version of chiso and has other tables, so it cannot be"
        " compared. Its figures: chiso export --release {release_id} --out FOLDER.",
    ),
    "no_current": (
        "Tỉnh {province} chưa có bản công bố nào. Chạy chiso run --province {province} --period KỲ.",
        "Province {province} has no release yet. Run chiso run --province {province} --period PERIOD.",
    ),
}


class PublicationError(ChisoError):
    """A build, gate or publication that is refused; `code` is an entry of PUBLISH."""


def refuse(code: str, **values: object) -> PublicationError:
    """The error to raise for the sentence `code` of PUBLISH."""
    return PublicationError(message(PUBLISH, code, **values))
