"""Help of every command and option in Vietnamese and English, and the names of their values in lines of usage.

Commands are named by their words after `chiso` ("form blank"), options by their name, or by command and name where an
option means something else in one command ("index score --data"). The first paragraph of a command's help is its
summary in lists of commands.
"""

from __future__ import annotations

Texts = dict[str, tuple[str, str]]

COMMANDS: Texts = {
    "": (
        "Kho chỉ số đổi mới sáng tạo cấp tỉnh: nhận biểu, kiểm tra, tính chỉ số, công bố.\n\n"
        "Mã thoát: 0 đã xong, 1 có lỗi, 2 khâu kiểm soát từ chối công bố, 3 (receive) có tệp chưa đọc được.",
        "Warehouse of a province's innovation indicators: receives forms, checks them, computes indices, publishes.\n\n"
        "Exit codes: 0 done, 1 error, 2 the gate refused publication, 3 (receive) some file was not read.",
    ),
    "run": (
        "Cả tháng: nhận, dựng, kiểm soát, công bố.",
        "The whole month: receive, build, run the gate, publish.",
    ),
    "receive": (
        "Nhận tệp hoặc thư mục: giữ bản gốc, ghi biên nhận vào sổ cái, cho biết đọc được gì.\n\n"
        "Tệp .zip và thư (.eml, .msg) được mở, mỗi tệp bên trong có biên nhận riêng. Mã thoát 3: có tệp chưa đọc được"
        " (chờ, từ chối, không mở được, bỏ qua mà có thể là báo cáo).",
        "Receive files or folders: keep the originals, write receipts into the ledger, show what was read.\n\n"
        "A .zip and a message (.eml, .msg) are opened, each file in them gets a receipt. Exit code 3: some file was not"
        " read (waiting, refused, unreadable, or skipped although it may be a report).",
    ),
    "build": (
        "Dựng một bản để kiểm soát, từ mọi thứ đã nhận.",
        "Build a candidate release from everything received.",
    ),
    "gate": ("Kiểm soát một bản dựng và ghi kết luận.", "Check a candidate and record the verdict."),
    "publish": ("Công bố bản dựng đã qua kiểm soát.", "Publish the candidate that passed the gate."),
    "waiting": (
        "Tệp đang chờ người quyết định: vì sao, đề xuất đọc thế nào, khác biểu mẫu ở đâu.",
        "Files that wait for a person: the reason, the proposed reading, the differences from the form.",
    ),
    "accept": (
        "Đồng ý đọc một tệp đang chờ theo đề xuất; ghi vào sổ cái.",
        "Agree to read a waiting file as proposed; recorded in the ledger.",
    ),
    "dismiss": (
        "Ghi vào sổ cái: tệp chưa đọc được này không cần xử lý nữa (không ai gửi lại).\n\n"
        "BIÊN_NHẬN là mã trong danh sách “Tệp cần người xử lý” của chiso status.",
        "Record in the ledger that a file which was not read needs nobody any more (it will not be sent again).\n\n"
        "RECEIPT is the id in the list “Files that need a person” of chiso status.",
    ),
    "form": (
        "Biểu mẫu: cấp biểu trống, xem biểu nào thu chỉ tiêu nào, so bố cục mới với biểu đã khai báo.",
        "Forms: write blank ones, show which form collects which indicator, compare a new layout with declared forms.",
    ),
    "form blank": (
        "Cấp biểu trống: điền sẵn đơn vị và kỳ, gợi ý số đã công bố kỳ trước, tự kiểm tra khi nhập.\n\n"
        "BIỂU là mã biểu, ví dụ XA-01.",
        "Write blank forms: reporter and period filled in, last published figures as hints, checks while typing.\n\n"
        "FORM is the form's code, for example XA-01.",
    ),
    "form coverage": (
        "Chỉ tiêu văn bản nêu: biểu nào thu, chỉ tiêu nào không thu và vì sao, số nào hỏi hai nơi và đối chiếu ra sao.",
        "Indicators that documents name: which form collects them, which none does and why, which are asked twice.",
    ),
    "form diff": (
        "So một tệp với biểu đã khai báo gần nhất; in các dòng danh mục khai báo bố cục mới.\n\n"
        "Không nhận tệp, không sửa danh mục: người phụ trách xem lại, chọn mã ở các chỗ trong < >, rồi chép vào"
        " data/seeds.",
        "Compare a file with the nearest declared form; print the seed rows that declare the new layout.\n\n"
        "Nothing is received and no seed is changed: review the rows, choose the codes in < >, copy them into"
        " data/seeds.",
    ),
    "form declare": (
        "Kiểm tra tệp khai báo biểu, đọc thử tệp số liệu với nó, ghi vào danh mục.\n\n"
        "TỆP do chiso form diff --out TÊN.xlsx lập và người phụ trách đã điền. Mọi lỗi được nêu cùng lúc, theo từng ô.",
        "Check a declaration workbook, try it on the file it was made from, write the seeds.\n\n"
        "FILE was written by chiso form diff --out NAME.xlsx and filled in. All faults are named at once, by cell.",
    ),
    "province": ("Tỉnh: khai báo một tỉnh mới.", "Provinces: declare a further one."),
    "province new": (
        "Ghi mọi dòng danh mục một tỉnh mới cần: đơn vị, nơi chuyển tiếp, nghĩa vụ chung, phạm vi xếp hạng.\n\n"
        "TỈNH là mã tỉnh, ví dụ 15, hoặc tên tỉnh.",
        "Write every seed row that a further province needs: offices, forwarders, common duties, index field.\n\n"
        "PROVINCE is the province's code, for example 15, or its name.",
    ),
    "country": (
        "Cả nước trên một máy: chạy tháng của nhiều tỉnh, ghép các bản công bố đã kiểm tra.",
        "The country on one machine: run the month of many provinces, join their verified releases.",
    ),
    "country run": (
        "Cả tháng của mọi tỉnh đã khai báo, mỗi tỉnh một tiến trình, một sổ cái, một khoá; tỉnh lỗi không chặn tỉnh"
        " khác.\n\nMã thoát 1: có tỉnh lỗi hoặc bị từ chối công bố; tỉnh nào thì nêu tên.",
        "The month of every declared province, each with a process, a ledger and a lock; one that fails stops no"
        " other.\n\nExit code 1: some province failed or was refused; it is named.",
    ),
    "country build": (
        "Kiểm tra bản công bố hiện hành của từng tỉnh rồi ghép thành số liệu cả nước.\n\n"
        "Tỉnh không qua kiểm tra bị bỏ ra và được nêu tên. THƯ_MỤC mặc định là data/country/<kỳ>.",
        "Verify the current release of each province and join them into the marts of the country.\n\n"
        "A province whose release fails is left out and named. FOLDER is data/country/<period> by default.",
    ),
    "reply": (
        "Trả lời bên gửi bằng chính tệp của họ: ô cần xem được tô màu và ghi chú, trang đầu liệt kê mọi câu hỏi.",
        "Answer senders with their own workbook: cells in question coloured and commented, all questions on sheet one.",
    ),
    "sample": (
        "Viết biểu mô phỏng ba tháng và cuối năm của mọi xã, mọi sở, ghi rõ SỐ LIỆU MÔ PHỎNG.",
        "Write simulated forms of three months and a year's end for all communes and departments, marked as simulated.",
    ),
    "review": (
        "Danh sách soát xét của một kỳ: mỗi đơn vị một dòng, xếp theo ảnh hưởng tới số công bố; ghi kèm tệp Excel"
        " để quyết định.",
        "The review list of a period: one line a reporter, ordered by the effect on what is published; with a workbook"
        " to decide in.",
    ),
    "decide": (
        "Ghi quyết định về số liệu: một số, một số qua nhiều kỳ, hoặc cả danh sách soát xét (--from).\n\n"
        "waive: miễn áp dụng một quy tắc; correct: sửa; accept: nhận số bị nghi; ask: hỏi lại đơn vị.",
        "Record decisions about figures: one, one in several periods, or a whole review list (--from).\n\n"
        "waive: allow a violation of a rule; correct: replace the figure; accept: keep a doubted figure; ask: ask its"
        " sender.",
    ),
    "codebook": ("Danh mục chỉ tiêu, biểu, địa bàn, quy tắc.", "The codebook: indicators, forms, areas, rules."),
    "codebook check": (
        "Kiểm tra toàn bộ danh mục: mọi lỗi một lượt, cả dấu vết của phần mềm bảng tính và câu trích sai dòng, kèm cách"
        " sửa; rồi những điều nên biết.",
        "Check the whole codebook: every error at once, with traces of spreadsheet programs, misplaced quotes and"
        " repairs; then what is worth knowing.",
    ),
    "ledger": (
        "Sổ cái: biên nhận, quyết định, kết luận, công bố.",
        "The ledger: receipts, decisions, verdicts, releases.",
    ),
    "ledger check": ("Kiểm tra có sổ cái và chuỗi băm của nó.", "Check that there is a ledger, and its hash chain."),
    "ledger repair": (
        "Cất dòng cuối ghi dở (sau khi mất điện) sang tệp riêng.",
        "Move an unfinished last line (after a power cut) into a file of its own.",
    ),
    "ledger clock": (
        "Xác nhận đồng hồ máy đang đúng, sau khi nó nhảy ngày; các mục ghi ngày muộn hơn không còn được tin theo.",
        "Confirm that the machine's clock is right after it jumped; later days of earlier entries no longer count.",
    ),
    "rebuild": (
        "Dựng lại một bản đã công bố từ bản gốc và so từng byte.",
        "Build a past release again from the originals and compare byte by byte.",
    ),
    "backup": (
        "Sao lưu tệp gốc, sổ cái và mọi bản công bố của tỉnh vào THƯ_MỤC (ổ đĩa khác); lần sau chỉ chép tệp mới.\n\n"
        "Mã thoát 1: có tệp hỏng ở nguồn, hoặc sổ cái hỏng, bị cắt (khi đó không ghi gì).",
        "Back up the originals, the ledger and all releases of the province into FOLDER (on another disk); later runs"
        " copy new files only.\n\n"
        "Exit code 1: files are damaged at the source, or the ledger is broken or cut (then nothing is written).",
    ),
    "restore": (
        "Khôi phục bản sao lưu trong THƯ_MỤC vào thư mục dữ liệu còn trống, kiểm mã băm từng tệp.",
        "Restore the backup in FOLDER into the data folder, which must be empty; the hash of every file is checked.",
    ),
    "health": (
        "Hệ thống có hoạt động tốt không: đĩa, sổ cái, hạn công bố, dịch vụ nền, hộp nhận tệp, đồng hồ, quyền, sao"
        " lưu.\n\nMã thoát: 0 tốt, 1 lưu ý, 2 hỏng.",
        "Whether the installation works: disk, ledger, release deadlines, daemon, inbox, clock, permissions, backup."
        "\n\nExit codes: 0 good, 1 warning, 2 failure.",
    ),
    "dagster": ("Dagster: cài đặt của thư mục riêng của nó.", "Dagster: the settings in its folder."),
    "dagster home": (
        "Ghi dagster.yaml vào thư mục của Dagster (mặc định: DAGSTER_HOME, rồi dagster trong thư mục dữ liệu).",
        "Write dagster.yaml into Dagster's folder (default: DAGSTER_HOME, then dagster in the data folder).",
    ),
    "trace": (
        "Từ một số đã công bố về các ô gốc: tệp, trang, ô, nội dung; quy tắc và quyết định liên quan.\n\n"
        "ĐỊA_BÀN là mã hoặc tên; KỲ như 2026-10; năm 2014 không có trong lịch hành chính được hiểu là S2014.",
        "From a published figure back to its cells: file, sheet, cell, text; the rules and decisions about it.\n\n"
        "AREA is a code or a name; PERIOD as 2026-10; 2014, which the administrative calendar lacks, means S2014.",
    ),
    "query": (
        "Hỏi bản công bố hiện hành bằng SQL (chỉ đọc); “describe BẢNG” cho biết nghĩa của từng cột.",
        "Query the current release with SQL (read-only); “describe TABLE” says what each column means.",
    ),
    "tables": (
        "Bản công bố có những bảng nào, bảng nào trả lời câu hỏi gì; tìm theo TỪ, không cần dấu.",
        "Which tables the release has and what each answers; search by WORD, without diacritics.",
    ),
    "verify": (
        "Kiểm tra mọi thứ đang giữ có đúng như sổ cái ghi; nêu tên tệp sai.\n\n"
        "Bình thường chỉ đọc sổ cái, manifest, kết luận, tệp chứng minh và kích thước tệp; --deep đọc từng byte. Mã"
        " thoát:"
        " 0 nguyên vẹn, 1 có tệp sai.",
        "Check that everything kept is as the ledger says; name each file that is not.\n\n"
        "By default ledger, manifests, verdicts, proofs and sizes of files are read; --deep reads every byte. Exit"
        " codes:"
        " 0 whole, 1 some file is wrong.",
    ),
    "release": (
        "Bản đã công bố: so hai bản, ghi chú, quay lại bản trước, xoá thư mục cũ.",
        "Published releases: compare two, notes, go back to an earlier one, delete old folders.",
    ),
    "release diff": (
        "So hai bản công bố: đếm trước, rồi tên, số cũ và số mới, đơn vị.",
        "Compare two releases: numbers of changes first, then names, values before and after, units.",
    ),
    "release notes": (
        "Ghi chú của một bản công bố: thay đổi, đính chính, ai làm.",
        "Notes of a release: what changed, corrections, who.",
    ),
    "release rollback": (
        "Đưa một bản trước về làm bản hiện hành; ghi vào sổ cái, không xoá gì.\n\n"
        "Lần công bố sau lại dựng từ mọi thứ đã biết. Số sai phải sửa bằng chiso decide, không phải bằng lệnh này.",
        "Make an earlier release the current one again; recorded in the ledger, nothing is deleted.\n\n"
        "The next publication is built from everything known again. A wrong figure is corrected by chiso decide.",
    ),
    "release retire": (
        "Xem thư mục bản cũ nào xoá được; --delete mới xoá và ghi vào sổ cái.\n\n"
        "Luôn giữ: các bản cuối (--keep), bản hiện hành, bản cuối mỗi năm, bản không dựng lại được.",
        "Show which folders of old releases may be deleted; only --delete deletes them and records it.\n\n"
        "Always kept: the last ones (--keep), the current one, the last of each year, what cannot be built again.",
    ),
    "release prove": (
        "Viết tệp chứng minh cho các bản do phiên bản chiso cũ công bố.",
        "Write the proofs that releases published by an earlier version of chiso lack.",
    ),
    "changes": (
        "Bản công bố này khác bản trước ở đâu: số liệu, xếp loại mục tiêu, thứ hạng, số giữ lại, câu hỏi.",
        "What differs from the release before: figures, classes of targets, places, held figures, questions.",
    ),
    "export": (
        "Viết mọi dòng của mọi bảng một bản công bố ra tệp CSV (trong bản công bố chỉ có các dòng của kỳ).",
        "Write every row of every table of a release as CSV (a release itself holds the rows of its period).",
    ),
    "files": (
        "Làm lại các tệp cho người đọc từ một bản công bố: tệp Excel, trang cho Chủ tịch, báo cáo tháng và năm,"
        " phiếu từng xã, CSV cho Excel.\n\nTệp nằm ở data/files/TỈNH/BẢN; run và publish tự làm sau khi công bố.",
        "Make the files for readers of a release again: workbook, chairman's page, reports, communes' sheets, CSV.\n\n"
        "They lie in data/files/PROVINCE/RELEASE; run and publish make them after publishing.",
    ),
    "site": (
        "Làm lại trang tĩnh của một bản công bố, mở được từ thư mục, không cần mạng.\n\nTrang nằm ở"
        " data/site/TỈNH/BẢN; run và publish tự làm sau khi công bố.",
        "Make the static site of a release again; it opens from a folder, without a network.\n\n"
        "It lies in data/site/PROVINCE/RELEASE; run and publish make it after publishing.",
    ),
    "status": (
        "Bản hiện hành, sổ cái, những gì còn chờ, ai chưa nộp, ai nộp muộn.",
        "The current release, the ledger, what waits, who has not reported, who was late.",
    ),
    "remind": (
        "Danh sách nhắc báo cáo: quá hạn, sắp đến hạn, phải gửi lại, chờ quyết định, phải thay số ước.",
        "Whom to remind: overdue, due soon, to be sent again, waiting for a decision, estimates to be replaced.",
    ),
    "digest": (
        "Bản tin của một kỳ: ai chưa gửi, trễ bao lâu; điều gì đang chặn hoặc chờ người xử lý; đã công bố gì.\n\n"
        "Nơi nhận đặt trong tệp cài đặt chiso.toml; không đặt thì không gửi đi đâu. Bản tin không có tên người.",
        "The digest of a period: who has not reported and how late; what blocks or needs a person; what was published."
        "\n\nThe settings file chiso.toml names where it goes; without it nothing is sent. It names no person.",
    ),
    "explain": (
        "Ô nào có khả năng sai nhất trong các biểu có số mâu thuẫn, và đề xuất sửa (không tự sửa).\n\n"
        "Xét bản dựng gần nhất chưa công bố; nếu không có thì xét bản công bố hiện hành.",
        "The cells most likely wrong in reports that contradict themselves, and proposed repairs (none is made).\n\n"
        "Looks at the latest candidate that is not published, else at the current release.",
    ),
    "index": ("Chỉ số tổng hợp.", "Composite indices."),
    "index score": (
        "Tính chỉ số cho bảng số liệu riêng, theo đúng các bước của gói COINr.",
        "Score a table of your own through the steps of the package COINr.",
    ),
    "index evidence": (
        "Hồ sơ minh chứng từng thành phần PII, DTI để gửi Bộ: số liệu, tệp đã nhận, ngày, mã băm.",
        "The evidence of each component of PII and DTI for the ministry: figures, received files, days, hashes.",
    ),
    "index analyse": (
        "Tính các bảng phân tích chỉ số của bản công bố: độ chắc chắn của hạng, kiểm định thống kê.",
        "Compute the analysis tables of a release: uncertainty of ranks, statistical audit.",
    ),
    "index uncertainty": (
        "Hạng chắc đến đâu: tính lại chỉ số nhiều lần với lựa chọn phương pháp, trọng số và số liệu thay đổi.\n\n"
        "THƯ_MỤC có iData, iMeta và METHOD.yml; hoặc --index: chỉ số trong bản công bố.",
        "How sure ranks are: score an index many times while choices of method, weights and figures vary.\n\n"
        "FOLDER has iData, iMeta and METHOD.yml; or --index: an index of a release.",
    ),
    "index what-if": (
        "Nếu số liệu của một địa bàn khác đi thì điểm, hạng ra sao, vượt ai.\n\n"
        "THƯ_MỤC có iData, iMeta và METHOD.yml; hoặc --index: chỉ số trong bản công bố.",
        "Scores, ranks and who is overtaken, if figures of an area were others.\n\n"
        "FOLDER has iData, iMeta and METHOD.yml; or --index: an index of a release.",
    ),
    "index path": (
        "Những thay đổi ít công sức nhất để đạt một hạng, trong giới hạn mỗi năm; kết quả được tính lại bằng SQL.\n\n"
        "THƯ_MỤC có iData, iMeta và METHOD.yml; hoặc --index: chỉ số trong bản công bố.",
        "The least changes that reach a rank within yearly limits; the answer is scored again by the SQL models.\n\n"
        "FOLDER has iData, iMeta and METHOD.yml; or --index: an index of a release.",
    ),
    "index audit": (
        "Kiểm định thống kê một chỉ số: tương quan, thành phần chính, alpha, mức quan trọng thực.\n\n"
        "THƯ_MỤC có iData, iMeta và METHOD.yml; hoặc --index: chỉ số trong bản công bố.",
        "Statistical audit of an index: correlations, principal components, alpha, importance.\n\n"
        "FOLDER has iData, iMeta and METHOD.yml; or --index: an index of a release.",
    ),
    "index changes": (
        "Vì sao điểm và hạng thay đổi giữa hai lần tính gần nhất: phần của từng nguyên nhân (giá trị Shapley).\n\n"
        "Có --unit: từng nguyên nhân của địa bàn ấy và một đoạn văn.",
        "What moved scores and ranks between the last two editions: the part of each cause (Shapley value).\n\n"
        "With --unit: each cause of that area, and a paragraph.",
    ),
    "targets": (
        "Mục tiêu trong các văn bản, mỗi mục tiêu một dòng, việc gấp trước.",
        "Targets of the documents, one line each, the urgent first.",
    ),
    "conflicts": (
        "Mục tiêu nói cùng một việc mà khác nhau: hai trích dẫn, lý do, đề xuất.",
        "Targets about one thing that differ: both quotes, the reason, a proposal.",
    ),
    "tasks": (
        "Nhiệm vụ theo cơ quan chủ trì: cơ quan phối hợp, thời gian, tình trạng, quá hạn, chưa báo cáo.",
        "Tasks by leading agency: supporting agencies, time, status, overdue, not reported.",
    ),
    "bind": (
        "Quyết định mục tiêu của văn bản trước khi sắp xếp tỉnh: áp dụng, viết lại hay thôi áp dụng.",
        "Decide about targets from before the merger of provinces: adopt, restate or drop them.",
    ),
    "settle": (
        "Chấp nhận hoặc bác bỏ mục tiêu làm việc được đề xuất khi đối chiếu.",
        "Accept or reject the working target proposed for a conflict.",
    ),
}

OPTIONS: Texts = {
    # ---- every command ----
    "--province": ("Mã tỉnh.", "Code of the province."),
    "--data": ("Thư mục dữ liệu (CHISO_DATA).", "Data folder (CHISO_DATA)."),
    "--documents": (
        "Thư mục các văn bản, để tìm câu trích ở đúng dòng (CHISO_DOCUMENTS).",
        "Folder of the policy documents, in which quotes are looked up (CHISO_DOCUMENTS).",
    ),
    "--seeds": ("Thư mục danh mục (CHISO_SEEDS).", "Codebook folder (CHISO_SEEDS)."),
    "--lang": ("Ngôn ngữ thông báo.", "Language of messages."),
    "--help": ("In trang này.", "Print this page."),
    # ---- several commands ----
    "--reason": ("Lý do, viết cho người đọc sau này.", "The reason, for later readers."),
    "--owner": ("Người chịu trách nhiệm.", "Who is responsible."),
    "--expires": ("Ngày cuối còn hiệu lực, dạng 2026-12-31.", "Last day of validity, as 2026-12-31."),
    "--build": ("Mã bản dựng; mặc định là bản dựng gần nhất.", "Candidate's id; by default the latest."),
    "--period": ("Kỳ làm nên bản công bố, ví dụ 2026-10.", "Period that occasions the release, for example 2026-10."),
    # ---- one command ----
    "query --timeout": (
        "Số giây tối đa của câu lệnh; quá thì dừng.",
        "Seconds that the statement may take before it is stopped.",
    ),
    "ledger clock --today": (
        "Ngày hôm nay trên lịch, ví dụ 30/11/2026; phải trùng với đồng hồ máy.",
        "Today's date by a calendar, for example 30/11/2026; it must be that of the clock.",
    ),
    "country run --jobs": ("Số tỉnh chạy cùng lúc.", "Provinces that run at a time."),
    "country run --province": (
        "Chỉ tỉnh này; dùng được nhiều lần. Mặc định mọi tỉnh đã khai báo.",
        "This province only; may be repeated. By default every declared one.",
    ),
    "country run --inbox": (
        "Thư mục cần nhận trước, mỗi tỉnh một thư mục con mang mã tỉnh (trong đó có thể chia theo kỳ).",
        "Folder to receive first: a folder named by its code for each province, with folders of periods in it or not.",
    ),
    "country run --no-files": (
        "Không lập tệp cho người đọc và bộ trang.",
        "Make neither the files for readers nor the site.",
    ),
    "country build --period": (
        "Kỳ của số liệu cả nước; mặc định là kỳ mới nhất của các bản công bố.",
        "Period of the marts; by default the latest of the releases.",
    ),
    "run --inbox": ("Tệp hoặc thư mục cần nhận trước khi dựng.", "File or folder to receive before building."),
    "run --sample": ("Chạy với biểu mô phỏng của ba tháng.", "Run on simulated forms of three months."),
    "receive --new": (
        "Nhận tệp mới, đã ghi xong, trong thư mục chung của tỉnh (như cảm biến của Dagster).",
        "Receive what is new and complete in the province's inbox, as Dagster's sensor does.",
    ),
    "receive --sender": ("Mã đơn vị gửi, khi tệp không tự nói.", "Sender's code, where the file does not name it."),
    "receive --form": ("Mã biểu, khi tệp không tự nói.", "Form's code, where the file does not name it."),
    "receive --period": ("Kỳ báo cáo, khi tệp không tự nói.", "Reporting period, where the file does not name it."),
    "receive --mode": (
        "Đầy đủ, bổ sung/điều chỉnh (chỉ các ô được điền), hay rút báo cáo; mặc định theo ô “Loại báo cáo” của tệp.",
        "Full report, correction of the filled cells only, or withdrawal; by default as the file states.",
    ),
    "receive --preview": (
        "Chỉ xem tệp sẽ làm đổi số liệu nào; không nhận.",
        "Only show which figures would change; receive nothing.",
    ),
    "form blank --reporter": ("Mã đơn vị báo cáo, ví dụ C00700.", "Reporter's code, for example C00700."),
    "form blank --all": (
        "Mọi đơn vị phải gửi biểu này trong kỳ.",
        "Every reporter that owes this form for the period.",
    ),
    "form blank --period": ("Kỳ báo cáo, ví dụ 2026-11.", "Reporting period, for example 2026-11."),
    "form blank --out": (
        "Thư mục ghi biểu; mặc định là thư mục hiện tại.",
        "Folder to write to; by default the current one.",
    ),
    "form coverage --lines": (
        "In cả chuỗi: dòng biểu, chỉ tiêu, mục tiêu, dòng văn bản.",
        "Print the whole chain: form line, indicator, target, document line.",
    ),
    "form diff --form": (
        "So với biểu này, thay vì tự tìm biểu gần nhất.",
        "Compare with this form instead of the nearest one.",
    ),
    "form diff --period": (
        "Kỳ đầu tiên dùng bố cục mới, khi tệp không tự nói.",
        "First period of the new layout, where the file does not name it.",
    ),
    "form diff --out": (
        "Ghi tệp khai báo (tên có đuôi .xlsx), hoặc ghi các dòng danh mục vào thư mục này, xếp như data/seeds.",
        "Write a declaration workbook (a name ending in .xlsx), or the seed rows into this folder.",
    ),
    "form declare --file": (
        "Tệp để đọc thử, nếu không còn ở chỗ cũ.",
        "File to try the rows on, where it has moved.",
    ),
    "form declare --yes": ("Ghi mà không hỏi lại.", "Write without asking."),
    "--dry-run": (
        "Chỉ in những gì sẽ ghi.",
        "Only print what would be written.",
    ),
    "reply --period": ("Mọi tệp của một kỳ, ví dụ 2026-10.", "Every file of a period, for example 2026-10."),
    "reply --all": ("Mọi tệp đã nhận.", "Every file received."),
    "reply --out": (
        "Thư mục ghi trả lời; mặc định là data/reply/<tỉnh>.",
        "Folder to write to; by default data/reply/<province>.",
    ),
    "sample --months": (
        "Viết từng ấy tháng từ tháng 8 năm 2026, không có lỗi cài sẵn (để đo tốc độ).",
        "Write so many months from August 2026 on, without planted mistakes (for measurements).",
    ),
    "sample --out": ("Thư mục ghi biểu.", "Folder to write to."),
    "review --period": ("Kỳ cần soát xét.", "The period to review."),
    "review --figures": ("Mỗi số liệu một dòng.", "One line a figure."),
    "review --notes": ("Kể cả số liệu chỉ có lưu ý.", "With figures that have a mere note."),
    "review --out": (
        "Tệp Excel ghi ra; mặc định: data/review/TỈNH/KỲ.xlsx.",
        "The workbook; default: data/review/PROVINCE/PERIOD.xlsx.",
    ),
    "decide --from": (
        "Danh sách soát xét đã ghi quyết định; chỉ dùng kèm --owner.",
        "A review list with decisions; only --owner stands beside it.",
    ),
    "decide --area": ("Địa bàn: mã, mã đầy đủ hoặc tên.", "Area: code, id or name."),
    "decide --indicator": ("Mã chỉ tiêu.", "Indicator's code."),
    "decide --breakdown": ("Mã phân tổ.", "Breakdown's code."),
    "decide --measure": ("in_period, ytd, level, rank.", "in_period, ytd, level, rank."),
    "decide --source": ("Mã nguồn số liệu.", "Code of the figure's source."),
    "decide --period": ("Kỳ của số liệu; nêu được nhiều lần.", "The figure's period; may be repeated."),
    "decide --rule": ("Quy tắc được miễn áp dụng (waive).", "The rule whose violation is allowed (waive)."),
    "decide --expected": (
        "Giá trị hiện có, phải khớp với tệp đã gửi; đổi khác thì quyết định hết hiệu lực. Một giá trị cho mọi kỳ, hoặc"
        " mỗi kỳ một giá trị.",
        "The value that stands, as sent; the decision ends when it changes. One for all periods, or one for each.",
    ),
    "decide --new": ("Giá trị mới (correct).", "The new value (correct)."),
    "trace --ids": (
        "In đủ mã số, mã băm và mọi cột, cho chương trình khác.",
        "Print ids, hashes and every column, for another program.",
    ),
    "changes --against": (
        "Mã bản công bố để so; mặc định: bản trước đó.",
        "Release to compare with; default: the one before.",
    ),
    "changes --all": ("Mọi dòng, không chỉ vài dòng đầu của mỗi phần.", "Every line, not only the first of each part."),
    "--release": ("Mã bản công bố; mặc định: bản hiện hành.", "Release; default: the current one."),
    "files --check": (
        "Không làm tệp mà so một báo cáo .docx đã sửa với bản công bố: số, câu so sánh, từ “tăng”, “đã đạt” …",
        "Make nothing; compare an edited .docx with the release: numbers, claims and the words that claim something.",
    ),
    "export --out": ("Thư mục ghi tệp CSV.", "Folder for the CSV files."),
    "verify --deep": ("Đọc và so từng byte của mọi tệp.", "Read and compare every byte of every file."),
    "verify --rebuild": (
        "Dựng lại cả bản hiện hành và so từng byte (vài phút).",
        "Also build the current release again and compare it (minutes).",
    ),
    "release diff --all": ("In mọi dòng, không chỉ vài dòng đầu.", "Print every line, not only the first ones."),
    "release retire --keep": (
        "Số bản cuối luôn giữ; mặc định là khoá keep trong mục [releases] của chiso.toml, không có thì 24.",
        "Number of last releases that are always kept; by default keep of section [releases] of chiso.toml, else 24.",
    ),
    "release retire --delete": ("Xoá thật, và ghi vào sổ cái.", "Delete them, and record it in the ledger."),
    "backup --check": (
        "Không chép; đọc lại toàn bộ bản sao lưu và so mã băm.",
        "Copy nothing; read the whole backup and compare the hashes.",
    ),
    "health --json": ("In dạng JSON cho chương trình giám sát.", "Print JSON for a monitoring program."),
    "rebuild --out": ("Thư mục kết quả.", "Folder for the result."),
    "status --as-known": (
        "Như đã biết tại mục sổ cái hoặc ngày đó, ví dụ 18/10/2026.",
        "As it was known at that ledger entry or on that day, for example 18/10/2026.",
    ),
    "remind --on": (
        "Ngày nhắc, ví dụ 16/10/2026; mặc định là hôm nay.",
        "Day of the reminder, for example 16/10/2026; by default today.",
    ),
    "remind --out": (
        "Thư mục ghi tin nhắn soạn sẵn (Zalo, thư): mỗi đơn vị một tệp .txt, kèm câu hỏi về số liệu.",
        "Folder for texts ready to be sent: one .txt for each unit, with the questions about its figures.",
    ),
    "remind --within": ("Nhắc trước bao nhiêu ngày làm việc.", "How many working days ahead to remind."),
    "digest --period": (
        "Kỳ của bản tin; mặc định là kỳ được kiểm soát gần nhất.",
        "Period of the digest; by default the one judged last.",
    ),
    "digest --send": (
        "Gửi qua các nơi mà tệp cài đặt nêu; bản tin đã gửi không gửi lại.",
        "Send it through the channels of the settings file; the same digest is not sent twice.",
    ),
    "explain --period": ("Chỉ một kỳ, ví dụ 2026-10.", "Only this period, for example 2026-10."),
    "explain --area": ("Chỉ một địa bàn: mã, mã đầy đủ hoặc tên.", "Only this area: code, id or name."),
    "index score --data": (
        "iData.csv: uCode, mỗi chỉ tiêu một cột; trống là thiếu.",
        "iData.csv: uCode, a column for each indicator; empty means missing.",
    ),
    "index score --meta": (
        "iMeta.csv: cây chỉ số, các cột như của COINr.",
        "iMeta.csv: the tree of the index, with COINr's columns.",
    ),
    "index score --denominators": (
        "Mẫu số theo uCode; không có thì lấy từ iData.",
        "Denominators by uCode; without it they are taken from iData.",
    ),
    "index score --method": (
        "METHOD.yml: các bước tính (docs/method.md).",
        "METHOD.yml: the steps (docs/method.md).",
    ),
    "index score --decimal": (
        "Dấu thập phân trong tệp khi không rõ: comma (1.230 là 1230), point (1.230 là 1,23).",
        "Decimal separator where the files do not show it: comma (1.230 is 1230), point (1.230 is 1.23).",
    ),
    "index evidence --component": (
        "Chỉ một thành phần, ví dụ PII_C35; không có: mọi thành phần có số của tỉnh.",
        "Only this component, for example PII_C35; without it: all that have a figure of the province.",
    ),
    "index score --out": ("Thư mục ghi kết quả của từng bước.", "Folder for the results of each step."),
    "--index": ("Mã chỉ số trong bản công bố, như CXI.", "Code of an index of the release, such as CXI."),
    "index uncertainty --replicates": ("Số lần tính.", "Number of replicates."),
    "index uncertainty --seed": ("Hạt giống số ngẫu nhiên.", "Seed of the random numbers."),
    "index uncertainty --weights": (
        "Trọng số thay đổi: noise (±nhiễu như COINr), dirichlet.",
        "How weights vary: noise (as COINr's), dirichlet.",
    ),
    "index uncertainty --noise": (
        "Trọng số lệch nhiều nhất phần này của nó; 0: giữ nguyên.",
        "A weight moves by at most this share of itself; 0: not at all.",
    ),
    "index uncertainty --error": (
        "Độ lệch chuẩn của sai số, theo phần của số liệu; 0: không có.",
        "Standard deviation of a figure's error, as a share of it; 0: none.",
    ),
    "index uncertainty --reach": ("In xác suất đạt hạng này trở lên.", "Print the probability of this rank or better."),
    "index uncertainty --out": ("Thư mục ghi các bảng CSV.", "Folder for the tables as CSV."),
    "index what-if --unit": ("Địa bàn: tên hoặc mã.", "The area: name or code."),
    "index what-if --set": (
        "Số liệu mới của một thành phần, như R_FIRM=30; nêu được nhiều lần.",
        "New figure of a leaf, such as R_FIRM=30; may be repeated.",
    ),
    "index path --unit": ("Địa bàn: tên hoặc mã.", "The area: name or code."),
    "index path --rank": ("Hạng muốn đạt.", "The wanted rank."),
    "index path --years": ("Số năm; giới hạn là của một năm.", "Years; the limits are those of one year."),
    "index path --effort": (
        "Giới hạn và chi phí do cơ quan nêu: iCode, yearly_limit, cost, low, high, step (CSV hoặc bảng tính).",
        "Limits and costs that the office states: iCode, yearly_limit, cost, low, high, step (CSV or workbook).",
    ),
    "index path --cost": (
        "Không nêu chi phí thì 1 là: points (một điểm thành phần), sd (một độ lệch chuẩn).",
        "Where no cost is stated, 1 is: points (one point of the leaf), sd (one standard deviation).",
    ),
    "index path --peers": (
        "Các địa bàn khác: frozen (giữ nguyên), trend (theo xu hướng), worst (đều tăng hết giới hạn).",
        "The other areas: frozen (stay), trend (go on as before), worst (all gain their limits).",
    ),
    "index changes --unit": (
        "Mã hoặc tên địa bàn; có thể nêu nhiều lần.",
        "Code or name of an area; may be repeated.",
    ),
    "index changes --before": (
        "So với lần cuối của bản công bố này, số như khi ấy: có phần do sửa số.",
        "Compare with the last edition of this release, as it was: with the part of revisions.",
    ),
    "index changes --out": ("Thư mục ghi bảng CSV.", "Folder for the table as CSV."),
    "index audit --out": ("Thư mục ghi các bảng CSV.", "Folder for the tables as CSV."),
    "targets --target": ("In đầy đủ một mục tiêu, như T000-04.", "Print one target in full, as T000-04."),
    "targets --all": (
        "In đầy đủ mọi mục tiêu theo văn bản: trích dẫn, số, nhịp, số khác.",
        "Print every target in full, by document: quotes, figures, paces, other figures.",
    ),
    "targets --commitments": (
        "In các cam kết không ghi con số thay cho mục tiêu.",
        "Print the commitments without a number instead of the targets.",
    ),
    "bind --target": ("Mã mục tiêu, như T004-14.", "The target's id, as T004-14."),
    "bind --document": ("Tệp văn bản: mọi mục tiêu của nó.", "The document's file: all of its targets."),
    "bind --period": ("Kỳ đầu tiên theo quyết định.", "First period that follows the decision."),
    "bind --new": ("Con số mới (restated).", "The new number (restated)."),
    "bind --new-high": ("Mức trên mới (restated).", "The new upper end (restated)."),
    "settle --working": ("Mục tiêu làm việc, nếu khác đề xuất.", "The working target, if another than proposed."),
    "settle --period": ("Kỳ đầu tiên theo quyết định.", "First period that follows the decision."),
}

# Names of values: of arguments by command and name, of options by name, else by the kind of value.
METAVARS: Texts = {
    "receive paths": ("TỆP", "FILE"),
    "release diff earlier_id": ("BẢN_TRƯỚC", "EARLIER"),
    "release diff later_id": ("BẢN_SAU", "LATER"),
    "release notes release_id": ("BẢN_CÔNG_BỐ", "RELEASE"),
    "release rollback release_id": ("BẢN_CÔNG_BỐ", "RELEASE"),
    "accept receipt_id": ("BIÊN_NHẬN", "RECEIPT"),
    "dismiss receipt_id": ("BIÊN_NHẬN", "RECEIPT"),
    "form blank form_code": ("BIỂU", "FORM"),
    "form diff path": ("TỆP", "FILE"),
    "form declare path": ("TỆP", "FILE"),
    "province new code": ("TỈNH", "PROVINCE"),
    "reply receipt": ("BIÊN_NHẬN", "RECEIPT"),
    "rebuild release_id": ("BẢN_CÔNG_BỐ", "RELEASE"),
    "country build out": ("THƯ_MỤC", "FOLDER"),
    "backup folder": ("THƯ_MỤC", "FOLDER"),
    "restore folder": ("THƯ_MỤC", "FOLDER"),
    "dagster home folder": ("THƯ_MỤC", "FOLDER"),
    "trace indicator": ("CHỈ_TIÊU", "INDICATOR"),
    "trace area": ("ĐỊA_BÀN", "AREA"),
    "trace period": ("KỲ", "PERIOD"),
    "query sql": ("SQL", "SQL"),
    "tables word": ("TỪ", "WORD"),
    "--against": ("BẢN_CÔNG_BỐ", "RELEASE"),
    "index uncertainty folder": ("THƯ_MỤC", "FOLDER"),
    "--unit": ("ĐỊA_BÀN", "AREA"),
    "--before": ("BẢN_CÔNG_BỐ", "RELEASE"),
    "index audit folder": ("THƯ_MỤC", "FOLDER"),
    "index what-if folder": ("THƯ_MỤC", "FOLDER"),
    "index path folder": ("THƯ_MỤC", "FOLDER"),
    "--set": ("THÀNH_PHẦN=SỐ", "LEAF=NUMBER"),
    "index evidence out": ("THƯ_MỤC", "FOLDER"),
    "--index": ("CHỈ_SỐ", "INDEX"),
    "settle conflict_id": ("PHÁT_HIỆN", "CONFLICT"),
    "--period": ("KỲ", "PERIOD"),
    "--as-known": ("MỤC|NGÀY", "ENTRY|DAY"),
    "--on": ("NGÀY", "DAY"),
    "--expires": ("NGÀY", "DAY"),
    "path": ("ĐƯỜNG_DẪN", "PATH"),
    "file": ("TỆP", "FILE"),
    "folder": ("THƯ_MỤC", "FOLDER"),
    "integer": ("SỐ", "NUMBER"),
    "number": ("SỐ", "NUMBER"),
    "value": ("MÃ", "CODE"),
    "--reason": ("CHỮ", "TEXT"),
    "--owner": ("CHỮ", "TEXT"),
}


def command_text(path: str, lang: str) -> str:
    """Help of the command `path`. Raises KeyError for one that is not in the list."""
    return _in_lang(COMMANDS[path], lang)


def option_text(path: str, name: str, lang: str) -> str:
    """Help of the option `name` of the command `path`. Raises KeyError for one that is not in the list."""
    return _in_lang(OPTIONS.get(f"{path} {name}") or OPTIONS[name], lang)


def metavar(path: str, name: str, kind: str, lang: str) -> str:
    """Name of the value of an option or argument in the line of usage; `kind` is a key of METAVARS."""
    return _in_lang(METAVARS.get(f"{path} {name}") or METAVARS.get(name) or METAVARS[kind], lang)


def _in_lang(texts: tuple[str, str], lang: str) -> str:
    return texts[0 if lang == "vi" else 1]
