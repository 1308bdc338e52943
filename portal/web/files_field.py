"""Files in a form. Each is checked by its content before anybody keeps it.

A browser never fills in a file by itself. So that nobody has to find them again because of a
mistake elsewhere, good files are kept, encrypted, while the form is corrected: the page holds a
sealed mark for each, which can be unticked. What is never sent is removed after a day.
"""

import json
from collections.abc import Iterable
from typing import Any

from werkzeug.datastructures import FileStorage

from portal.core.files import FileProblem
from portal.core.say import Say, say
from portal.files import ACCEPTED_ENDINGS, Accepted, FileMissingError, Refused, Vault, check
from portal.identity.identifiers import UnreadableError
from portal.pages.fields import AskedField, Stopped, Text
from portal.pages.uploads import MOST_FILES
from portal.web.portal import portal

_MEGABYTE = 1024 * 1024


class FilesField(AskedField):
    """Files to send, up to ``most``. ``data`` is a list of :class:`Accepted`."""

    control = "file"
    said_when_missing = "form.error.missing_file"

    def __init__(
        self, label: Text, hint: Text | None = None, *, most: int = MOST_FILES, **more: Any
    ) -> None:
        super().__init__(label, hint, **more)
        self.most = most
        self.data: list[Accepted] = []
        self._kept: list[str] = []
        self._marks: dict[int, str] = {}

    def process(self, formdata: Any, *args: Any, **more: Any) -> None:
        """Take the marks of files chosen before, and then the files."""
        self._kept = list(dict.fromkeys(formdata.getlist(self._kept_name))) if formdata else []
        super().process(formdata, *args, **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the files; an input without any sends one without a name."""
        files = [one for one in valuelist if isinstance(one, FileStorage)]
        self.raw_data = [one for one in files if one.filename or one.stream.read(1)]
        self.data = []

    def is_empty(self) -> bool:
        """Tell whether no file was chosen, now or before."""
        return not self.raw_data and not self._kept

    def nothing(self) -> list[Accepted]:
        """Return no files."""
        return []

    def read(self) -> None:
        """Check each file."""
        chosen = self.raw_data or []
        self._take_kept()
        if len(chosen) + len(self.data) > self.most:
            raise Stopped(say("form.error.file.too_many", number=self.most))
        most_bytes = portal().settings.file_megabytes * _MEGABYTE
        checked = [_checked(one, most_bytes) for one in chosen]
        self.data += [one for one in checked if isinstance(one, Accepted)]
        self.errors = [*self.errors, *_said(checked)]

    def part(self) -> dict[str, Any]:
        """Return the field: what may be chosen, and what was chosen and is kept."""
        kept = [{"value": self._mark(file), "name": file.name} for file in self.data or ()]
        accept = ",".join(f".{ending}" for ending in ACCEPTED_ENDINGS)
        return {**super().part(), "accept": accept, "kept": kept, "kept_name": self._kept_name}

    def shown(self) -> None:
        """Return nothing: no page can fill in a file."""
        return

    @property
    def _kept_name(self) -> str:
        return f"{self.name}-kept"

    def _take_kept(self) -> None:
        for mark in self._kept:
            try:
                sealed = portal().identifiers.unseal(mark.encode())
                public_id, name, media_type = json.loads(sealed)
                file = Accepted(name, media_type, _vault().get(public_id))
            except (FileMissingError, UnreadableError):
                self.errors = [*self.errors, say("form.error.file.choose_again")]
            else:
                self._marks[id(file)] = mark
                self.data.append(file)

    def _mark(self, file: Accepted) -> str:
        """Return the sealed mark of a file, keeping the file the first time."""
        if id(file) not in self._marks:
            about = [_vault().put(file.content), file.name, file.media_type]
            self._marks[id(file)] = portal().identifiers.seal(json.dumps(about).encode()).decode()
        return self._marks[id(file)]


def _vault() -> Vault:
    return Vault(portal().settings.files, portal().identifiers)


def _checked(one: FileStorage, most_bytes: int) -> Accepted | Refused:
    one.stream.seek(0)
    return check(one.filename or "", one.stream.read(most_bytes + 1), most_bytes)


def _said(checked: Iterable[Accepted | Refused]) -> list[Say]:
    """Return what is said of the files that are not received."""
    said = []
    for one in checked:
        if isinstance(one, Refused):
            values: dict[str, Any] = {"name": one.name}
            if one.problem is FileProblem.TOO_BIG:
                values["number"] = portal().settings.file_megabytes
            said.append(say(f"form.error.file.{one.problem}", **values))
    return said
