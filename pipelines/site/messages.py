"""Sentences of the package: code -> (Vietnamese, English). Names in braces are filled in by the caller."""

from __future__ import annotations

SITE: dict[str, tuple[str, str]] = {
    "page_fault": (
        "Chưa làm được trang {part} của bản {release_id}: {reason}. Bản công bố không bị ảnh hưởng. Làm lại: chiso site"
        " --release {release_id}.",
        "The page {part} of release {release_id} could not be made: {reason}. The release is not affected. Make it"
        " again: chiso site --release {release_id}.",
    ),
}
