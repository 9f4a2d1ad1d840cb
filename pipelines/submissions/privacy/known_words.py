"""Words that a text may hold without naming anybody: those of the catalogues of messages and of statistical notes.

The words of the declared forms come from the codebook (`Layouts.words`). All are folded.
"""

from __future__ import annotations

import re

from pipelines.codebook.nil_return import NIL_TEXT
from pipelines.codebook.text import name_fold
from pipelines.submissions.messages import REFUSED, WAITING
from pipelines.submissions.notes import DETAILS, NOTES
from pipelines.submissions.reasons import CATALOGUE
from pipelines.vocabulary import VOCABULARIES

FIELD = re.compile(r"\{[^{}]*\}")

# What people write into a cell instead of a figure or beside it.
NOTES_IN_CELLS = """
ước tính đạt khoảng gần hơn trên dưới tăng giảm so với cùng kỳ năm tháng quý ngày tuần trước sau đầu cuối nay chưa có
không phát sinh thống kê báo cáo số liệu tổng hợp thu thập cập nhật xác minh rà soát bổ sung điều chỉnh đang chờ đã gửi
theo văn bản công quyết định kế hoạch nghị từ đến và hoặc các của cho tại trong ngoài là được do vì thì nên
ko kg k0 ok n/a na nil none not available about approx increase decrease đơn vị lần người hộ cái chiếc con bộ máy cây
triệu tỷ tỉ nghìn ngàn trăm đồng usd vnd vnđ đ km m ha tấn tạ kg lít giờ phút điểm phần cơ sở doanh nghiệp hợp tác xã
thôn bản tổ phường huyện tỉnh trung ương địa phương cả nước nợ thiếu thừa sai đúng xem lại kiểm tra phụ lục ghi chú
true false lũy luỹ kế cộng dồn tổng số nam nữ trẻ em học sinh giáo viên dân không rõ thấy sơ bộ chính thức tạm tròn làm
mô phỏng tình hình kết quả danh sách bảng biểu tháng mẫu
hôm qua nay mai ông bà anh chị đồng chí
một hai ba bốn năm sáu bảy tám chín mười mươi lăm linh lẻ
"""


def words_of(*texts: str) -> set[str]:
    """The folded words of the texts."""
    return {word for text in texts for word in name_fold(text).split()}


def _of_catalogues() -> set[str]:
    catalogues = (REFUSED, WAITING, NOTES, DETAILS, CATALOGUE)
    templates = [FIELD.sub(" ", text) for catalogue in catalogues for texts in catalogue.values() for text in texts]
    labels = [text for vocabulary in VOCABULARIES for pair in vocabulary.labels.values() for text in pair]
    return words_of(*templates, *labels)


KNOWN = frozenset(words_of(NOTES_IN_CELLS, NIL_TEXT) | _of_catalogues())
