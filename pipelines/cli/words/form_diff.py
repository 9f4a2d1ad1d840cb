"""Sentences of `chiso form diff`."""

from __future__ import annotations

DIFF: dict[str, tuple[str, str]] = {
    "diff_near": (
        "{file}: gần nhất là biểu {form}, phiên bản {version} (khớp {score}).{others}",
        "{file}: nearest is form {form}, version {version} ({score} alike).{others}",
    ),
    "diff_others": (" Kế đó: {others}.", " Next: {others}."),
    "diff_not_near": (
        "{file}: không gần biểu nào đã khai báo; bảng trên trang {sheets} được coi là biểu mới.",
        "{file}: near to no declared form; the table on sheet {sheets} is taken for a new form.",
    ),
    "diff_today_read": ("Hiện nay: đọc được.{message}", "Today: it is read.{message}"),
    "diff_today_waiting": ("Hiện nay: chờ người quyết định.{message}", "Today: it waits for a person.{message}"),
    "diff_today_refused": ("Hiện nay: bị từ chối.{message}", "Today: it is refused.{message}"),
    "diff_sheet": (
        "Trang “{sheet}” ({place}, khớp {score}): {matched} khớp, {similar} gần giống, {moved} đổi chỗ,"
        " {missing} thiếu,"
        " {extra} thừa, {conflict} mâu thuẫn.",
        "Sheet “{sheet}” ({place}, {score} alike): {matched} matched, {similar} similar, {moved} moved,"
        " {missing} missing,"
        " {extra} extra, {conflict} conflicting.",
    ),
    "diff_block": ("khối {block}", "block {block}"),
    "diff_block_new": ("bảng chưa khai báo", "not declared"),
    "diff_same": (
        "Bố cục đúng như biểu đã khai báo; không cần thêm dòng nào.",
        "Laid out as declared; no row is needed.",
    ),
    "diff_same_not_read": (
        "Bố cục đúng như biểu đã khai báo, nhưng tệp chưa được nhận vì lý do nêu ở dòng “Hiện nay”; không dòng danh mục"
        " nào sửa được điều đó: làm theo lời hướng dẫn ấy (thường là --period KỲ hoặc --sender MÃ).",
        "Laid out as declared, but the file is not received for the reason in the line “Today”; no seed row changes"
        " that: follow its advice (mostly --period PERIOD or --sender CODE).",
    ),
    "diff_only_names": (
        "Bố cục đúng như biểu đã khai báo; chỉ cần thêm tên gọi khác.",
        "Laid out as declared; only aliases are needed.",
    ),
    "diff_new_version": (
        "Dòng danh mục khai báo bố cục này là biểu {form}, phiên bản {version}, từ {start}:",
        "Seed rows that declare this layout as form {form}, version {version}, from {start}:",
    ),
    "diff_closes": (
        "Sửa một ô trong {path}: biểu {form}, phiên bản {version}, valid_to = {day}.",
        "One cell changes in {path}: form {form}, version {version}, valid_to = {day}.",
    ),
    "diff_written": ("Đã ghi {n} tệp vào {folder}:", "{n} files written to {folder}:"),
    "diff_read_then": (
        "Đọc thử với các dòng này: biểu {form}, phiên bản {version}: {n_observation} quan sát, {n_reject} ô không đọc"
        " được.{message}",
        "Tried out with these rows: form {form}, version {version}: {n_observation} observations, {n_reject} cells"
        " rejected.{message}",
    ),
    "diff_refused_then": (
        "Đọc thử với các dòng này: chưa được nhận.{message}",
        "Tried out with these rows: still not read.{message}",
    ),
    "diff_open": (
        "Còn {n} lựa chọn ở {places} chỗ; chiso codebook check sẽ nêu đúng các chỗ này:",
        "{n} choices are left, at {places} places; chiso codebook check names exactly these:",
    ),
    "diff_untried": (
        "Chưa đọc thử được: dù mọi lựa chọn đã được điền tạm, danh mục vẫn có {n} lỗi; lỗi đầu tiên: {first}",
        "Not tried out: with stand-ins for every choice the codebook still has {n} problems; the first: {first}",
    ),
    "diff_waits": (" Tệp sẽ chờ người quyết định.", " The file would wait for a person."),
    "diff_figures": (
        "Số liệu trong các bảng của tệp: {n} trên {of} ô số đọc được.",
        "Figures in the tables of the file: {n} of {of} cells are read.",
    ),
    "diff_lost": (
        "mất {n} ô trên trang “{sheet}” ({cells}): {reason}",
        "{n} cells lost on sheet “{sheet}” ({cells}): {reason}",
    ),
    "diff_mark": ("{mark}: {n} chỗ ({where})", "{mark}: {n} places ({where})"),
    "diff_next": (
        "Xem lại từng dòng, thay các chỗ trong < >, chép vào data/seeds, rồi: chiso codebook check; chiso"
        " receive --preview"
        " TỆP.",
        "Review each row, replace what stands in < >, copy into data/seeds, then: chiso codebook check;"
        " chiso receive --preview FILE.",
    ),
    "diff_next_out": (
        "Xem lại từng dòng, thay các chỗ trong < >, chép {folder} đè lên data/seeds, rồi: chiso codebook check;"
        " chiso receive --preview TỆP.",
        "Review each row, replace what stands in < >, copy {folder} over data/seeds, then: chiso codebook check;"
        " chiso receive --preview FILE.",
    ),
    # ---- what to know about the rows ----
    "diff_note_new": (
        "{table}: “{text}” chưa được khai báo; người phụ trách chọn mã. Gần nhất: {near}.",
        "{table}: “{text}” is not declared; its codes are to be chosen. Nearest: {near}.",
    ),
    "diff_note_confirm": (
        "{table}: “{row}” chỉ gần giống dòng hay cột đã khai báo; nếu đúng là {mark}, bỏ dấu < ? >.",
        "{table}: “{row}” is only like what is declared; if it is {mark}, take the marks < ? > away.",
    ),
    "diff_note_unit": (
        "Dòng {row} “{label}”: đơn vị tính in là “{found}”, bản trước là {expected}; hãy xác nhận.",
        "Row {row} “{label}”: the printed unit is “{found}”, it was {expected}; confirm it.",
    ),
    "diff_note_alias": (
        "Trang “{sheet}”, ô {cell}: “{text}” không có trong tập địa bàn {scope}; gần nhất: {near}{left}."
        " Nếu là dòng tổng thì xoá dòng aliases này.",
        "Sheet “{sheet}”, cell {cell}: “{text}” is no area of {scope}; nearest: {near}{left}."
        " Delete this row of aliases where it is a total.",
    ),
    "diff_left": ("; bảng còn thiếu: {left}", "; the table lacks: {left}"),
    "diff_note_anchor": (
        "Ô nhận dạng “{text}” (trang {sheet}) không còn; đã bỏ khỏi phiên bản mới.",
        "The anchor “{text}” (sheet {sheet}) stands no more; the new version goes without it.",
    ),
    "diff_note_earlier": (
        "Các trang của kỳ trước ({sheets}) vẫn thuộc phiên bản cũ; khi nhận tệp này hãy nêu --period.",
        "Sheets of earlier periods ({sheets}) stay with the older version; receive this file with --period.",
    ),
    "diff_note_number": (
        "Số biểu “{number}” chưa khai báo: các dòng khai báo nó thành biểu riêng, giữ chỉ tiêu của {form}. Nếu nó thay"
        " {form}, đặt valid_to cho {form} và thêm obligation_rules; nếu chỉ là bản mới, chạy lại với --form {form}.",
        "Form number “{number}” is not declared: the rows make it a form of its own with the indicators of"
        " {form}. Where"
        " it replaces {form}, set valid_to there and add obligation_rules; for a further version run with"
        " --form {form}.",
    ),
    "diff_note_source": (
        "Trang in giai đoạn (dự toán, ước thực hiện, quyết toán) hoặc đơn vị gửi khác biểu {form} “{name}”: các dòng"
        " khai báo một biểu riêng với mã và nguồn mới, giữ ý nghĩa của dòng và cột cùng tên.",
        "The sheet prints another stage (estimate, forecast, final accounts) or sender than form {form} “{name}”: the"
        " rows declare a form of its own with a new code and source, and keep the meaning of equal lines and columns.",
    ),
    "diff_note_no_period": (
        "Tệp không cho biết kỳ nên chưa rõ phiên bản mới của {form} có hiệu lực từ ngày nào; chạy lại với --period KỲ.",
        "The file tells no period, so from which day the new version of {form} holds is open; run with"
        " --period PERIOD.",
    ),
    "diff_note_same_day": (
        "Phiên bản {version} của {form} cũng bắt đầu ngày {day} nên không thể kết thúc trước đó; chọn"
        " --period muộn hơn,"
        " hoặc sửa chính phiên bản {version}.",
        "Version {version} of {form} begins on {day} too and cannot end before; choose a later --period,"
        " or change version {version} itself.",
    ),
    "diff_note_signs": (
        "Trang “{sheet}”: {n} ô số ghi “{text}” ({cells}); ký hiệu này không đọc được và ô sẽ bị loại. Ghi “...” khi"
        " không thu thập được, “-” khi không phát sinh.",
        "Sheet “{sheet}”: {n} cells of figures hold “{text}” ({cells}); this sign is not read and the cell is rejected."
        " Write “...” for not collected, “-” for none.",
    ),
    "diff_note_years": (
        "Mỗi năm một cột: mỗi năm thành một khối có kỳ riêng ({n} khối, {first} … {last}).",
        "A column for each year: each year is a block with a period of its own ({n} blocks, {first} … {last}).",
    ),
    "diff_note_one_year": (
        "Trang “{sheet}”: biểu theo dòng chỉ có một kỳ, nên chỉ khai báo cột của năm mới nhất; {n} cột năm"
        " khác để ngoài.",
        "Sheet “{sheet}”: a form of lines has one period, so the column of the latest year is declared; {n} columns of"
        " other years are left out.",
    ),
    "diff_note_new_form": (
        "Biểu mới: mã, nguồn, đơn vị báo cáo và chỉ tiêu do người phụ trách chọn; nếu có đơn vị phải gửi, thêm"
        " obligation_rules.",
        "A new form: its code, source, reporter and indicators are to be chosen; where somebody owes it, add"
        " obligation_rules.",
    ),
    "near_none": ("không có", "none"),
}
