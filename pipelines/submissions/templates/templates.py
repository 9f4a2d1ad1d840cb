"""The templates that one process has learnt, and the two steps of their use.

What a file gives does not depend on them: a template fills only files that the full way would read in the same way.
"""

from __future__ import annotations

from pipelines.submissions.book.book import Book
from pipelines.submissions.book.read import Opened
from pipelines.submissions.extract.records import SheetRow
from pipelines.submissions.extract.submissions import SentFile, Submission
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.privacy.masks import masks_of
from pipelines.submissions.templates.fill import Filled, fill
from pipelines.submissions.templates.learn import learn
from pipelines.submissions.templates.packed import joined
from pipelines.submissions.templates.template import Template

MOST = 4  # templates of workbooks with the same sheets: a form of two months, or with another line in its guide
MOST_KINDS = 64  # sets of sheets

Key = tuple[tuple[str, str], ...]


class Templates:
    """The templates by names and visibility of their sheets, the newest first."""

    def __init__(self, layouts: Layouts) -> None:
        self._layouts = layouts
        self._known: dict[Key, list[Template]] = {}

    def fill(self, opened: Opened, sent: SentFile) -> Filled | None:
        """The file by one of the templates; None where it fits none."""
        known = self._known.get(_key(opened), ())
        masks = masks_of(self._layouts)
        return next((found for template in known if (found := fill(template, opened, sent, masks))), None)

    def learn(self, opened: Opened, book: Book, sent: SentFile, read: tuple[list[SheetRow], list[Submission]]) -> None:
        """Learn from a file that was read in the full way; kept if it gives that file's own account again."""
        template = learn(opened, book, read[1], self._layouts)
        if template is None:
            return
        again = fill(template, opened, sent, masks_of(self._layouts))
        if again is None or again.sheets != read[0] or not _is_same(again.part, read[1][0]):
            return
        known = self._known.setdefault(_key(opened), [])
        known.insert(0, template)
        del known[MOST:]
        if len(self._known) > MOST_KINDS:
            self._known.pop(next(iter(self._known)))


def _is_same(found: Submission, expected: Submission) -> bool:
    tables = ("cells", "observations", "personal", "records", "matches")
    return found.row == expected.row and all(
        list(map(_plain, getattr(found, name))) == list(map(_plain, getattr(expected, name))) for name in tables
    )


def _plain(column: object) -> object:
    """A column in one shape, packed or not."""
    packed = joined(column)  # pyright: ignore[reportArgumentType]
    return str(packed) if isinstance(packed, str) else list(packed)


def _key(opened: Opened) -> Key:
    return tuple((grid.name, grid.visibility) for grid in opened.grids or ())
