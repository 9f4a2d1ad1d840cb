"""Patterns of texts that may name a person: labels of signatures, headers of columns, contacts, common surnames.

Patterns match folded texts (`codebook.text.name_fold`) unless said. What becomes of a text is decided in masks.py and
restrict.py.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# ---- not folded: telephone numbers, numbers of identity cards, e-mail addresses, pages of a person ----
# A number begins with 0 or +84 and has 9 to 12 digits; `0.123456789` and `05.12.2026` are none.
PHONE = re.compile(
    r"(?<![0-9a-fA-F])(?<!\d[.,])(?:\(?\+\s?84\)?[\s.\-]?(?:\(0\)\s?)?|\(?0)(?:[1-9]\)?)(?:[\s.\-–)]{0,2}\d){7,10}(?![0-9a-fA-F])"
)
IDENTITY_NUMBER = re.compile(r"(?<![0-9a-fA-F])(?<!\d[.,])0\d{11}(?![0-9a-fA-F])")
EMAIL = re.compile(r"[^\s@<>“”\"'(),;:]+\s?(?:@|\[at\]|\(at\))\s?[^\s@<>“”\"'(),;:]+\.[^\s@<>“”\"'(),;:]+")
LINK = re.compile(r"(?:https?://|www\.|zalo\.me/|facebook\.com/)[^\s“”\"']+", re.IGNORECASE)
CONTACTS = (EMAIL, LINK, IDENTITY_NUMBER, PHONE)
SIGNS_OF_CONTACT = re.compile(
    r"@|\[at\]|\(at\)|://|www\.|zalo\.|facebook\.|\d[\s.\-–)]{0,2}\d[\s.\-–)]{0,2}\d", re.IGNORECASE
)

# ---- labels behind which a person is named: `Người lập: …`, `Người liên hệ: … ĐT: …` ----
_PERSON = (
    r"người (?:lập|ký|liên hệ|báo cáo|tổng hợp|kiểm tra|duyệt|phụ trách|nhập|gửi|nộp|đại diện|đứng đầu|thực hiện"
    r"|cung cấp)|(?:cán bộ|công chức|chuyên viên|đồng chí|đ c|đ/c)|đầu mối|liên hệ|lh|lập (?:biểu|bảng)|nộp bởi"
    r"|gửi bởi|thủ trưởng|kế toán(?: trưởng)?"
    r"|(?:(?:kt|tm|tl|tuq) )?(?:phó )?(?:tổng )?(?:chủ tịch|giám đốc|trưởng phòng|trưởng ban"
    r"|chánh văn phòng|hiệu trưởng|cục trưởng)|chủ nhiệm|chủ hộ|chủ cơ sở|tác giả|họ[, ] ?(?:và )?tên"
    r"|(?:số )?(?:điện thoại|đt|sđt|di động|hotline|tel|phone|mobile|zalo)|e[ -]?mail|thư điện tử"
    r"|nguoi (?:lap|ky|lien he|bao cao|tong hop|gui|nop)|nop boi|gui boi|lien he|prepared by|contact(?: person)?"
    r"|reported by|signed by"
)
PERSON_LABEL = re.compile(rf"(?:{_PERSON})\b.*")
# not folded: the label, its colon and what is behind it, up to a semicolon or the end of the line
LABELLED = re.compile(rf"(?:(?<=\W)|^)(?:{_PERSON})\b[^:;\n]{{0,40}}:[ \t]*(?P<answer>[^;\n”]+)", re.IGNORECASE)

# ---- headers of columns that may name persons ----
PERSON_HEADER = re.compile(
    r"(?:họ (?:và )?(?:chữ đệm )?(?:và )?tên|(?:tên )?(?:chủ nhiệm|người đại diện|người liên hệ|đầu mối liên hệ|chủ hộ"
    r"|chủ cơ sở|đồng tác giả|tác giả|giám đốc|người phụ trách|người đứng đầu|người thực hiện|người lập|người nộp"
    r"|người hưởng|cán bộ (?:phụ trách|theo dõi|đầu mối)|kế toán trưởng|thành viên|cá nhân)"
    r"|(?:số )?(?:điện thoại|đt|sđt|di động|cccd|cmnd|căn cước|định danh|hộ chiếu|chứng minh)"
    r"|(?:địa chỉ )?(?:e ?mail|thư điện tử)|full name|name of (?:the )?(?:person|head|director|contact).*"
    r"|contact(?: person)?|phone(?: number)?|representative|legal representative|principal investigator|director)"
    r"(?: .*)?"
)

# ---- within a text ----
HONORIFICS = _words("ông bà anh chị cô chú bác em đc ths ts pgs gs bs ks cn thầy mr mrs ms dr ong ba")
# an honorific and the words behind it; not folded
NAMED = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|đồng chí|đ/c|đ\.c|mr|mrs|ms|(?-i:ong|ba))\.?[ \t]+"
    r"(?P<name>[^\W\d_]+(?:[ \t]+[^\W\d_]+){0,4})",
    re.IGNORECASE,
)
SURNAMES = _words(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh lương trịnh hà mai lâm cao tạ chu ma "
    "triệu nông bế lù vàng giàng sùng thào lò quàng cầm đào đoàn tô trương châu thái hứa lục mông nguyen tran le pham "
    "hoang huynh vu vo dang bui do ho ngo duong ly dinh luong trinh"
)
# a name in small letters is known by its middle word: `vo thi …`, `nguyễn văn …`
SMALL_LETTERS = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(SURNAMES))}) (?:thị|văn|thi|van) [^\W\d_]+(?: [^\W\d_]+)?")
# words before or at the beginning of a name that make it the name of an office, a firm or a place
PLACES = re.compile(
    r"(?:.* )?(?:công ty|tnhh|cổ phần|cp|doanh nghiệp|dntn|htx|hợp tác xã|tập đoàn|trường|trung tâm|viện|bệnh viện"
    r"|ngân hàng|sở|ban|phòng|ubnd|ủy ban nhân dân|hđnd|xã|phường|thị trấn|thị xã|huyện|quận|tỉnh|thành phố|tp|đặc khu"
    r"|thôn|bản|tổ|khu|vùng|miền|chợ|dự án|quỹ|hội|cục|chi cục|bộ|đại học|cao đẳng|thpt|thcs|tiểu học|mầm non)"
)
