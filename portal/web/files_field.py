"""Files in a form. Each is checked by its content before anybody keeps it."""

from typing import Any

from werkzeug.datastructures import FileStorage

from portal.core.files import FileProblem
from portal.core.say import Say, say
from portal.files import ACCEPTED_ENDINGS, Accepted, Refused, check
from portal.web.fields import AskedField, Stopped, Text
from portal.web.portal import portal
from portal.web.uploads import MOST_FILES

_MEGABYTE = 1024 * 1024


class FilesField(AskedField):
    """Files to send, any number up to ``most``. ``data`` is a list of :class:`Accepted`.

    A browser never fills in a file by itself: when anything in the form must be corrected, the
    field says that the files have to be chosen again.
    """

    control = "file"
    said_when_missing = "form.error.missing_file"

    def __init__(
        self, label: Text, hint: Text | None = None, *, most: int = MOST_FILES, **more: Any
    ) -> None:
        super().__init__(label, hint, **more)
        self.most = most
        self.data: list[Accepted] = []

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the files; an input without any sends one without a name."""
        self.raw_data = [
            one
            for one in valuelist
            if isinstance(one, FileStorage) and (one.filename or one.stream.read(1))
        ]
        self.data = []

    def is_empty(self) -> bool:
        """Tell whether no file was chosen."""
        return not self.raw_data

    def nothing(self) -> list[Accepted]:
        """Return no files."""
        return []

    def read(self) -> None:
        """Check each file."""
        chosen = self.raw_data or []
        if len(chosen) > self.most:
            raise Stopped(say("form.error.file.too_many", number=self.most))
        most_bytes = portal().settings.file_megabytes * _MEGABYTE
        checked = [_checked(one, most_bytes) for one in chosen]
        self.data = [one for one in checked if isinstance(one, Accepted)]
        self.errors = [_said(one) for one in checked if isinstance(one, Refused)]

    def choose_again(self) -> None:
        """Say that good files were not kept, because something else must be corrected."""
        if self.data:
            self.errors = [*self.errors, say("form.error.file.choose_again")]
            self.data = []

    def part(self) -> dict[str, Any]:
        """Return the field, and what may be chosen."""
        return {**super().part(), "accept": ",".join(f".{ending}" for ending in ACCEPTED_ENDINGS)}

    def shown(self) -> None:
        """Return nothing: no page can fill in a file."""
        return


def _checked(one: FileStorage, most_bytes: int) -> Accepted | Refused:
    one.stream.seek(0)
    return check(one.filename or "", one.stream.read(most_bytes + 1), most_bytes)


def _said(refused: Refused) -> Say:
    values: dict[str, Any] = {"name": refused.name}
    if refused.problem is FileProblem.TOO_BIG:
        values["number"] = portal().settings.file_megabytes
    return say(f"form.error.file.{refused.problem}", **values)
