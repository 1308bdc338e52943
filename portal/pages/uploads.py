"""Requests that bring files: how much may come, and nothing of it touches the disk unsealed."""

from collections.abc import Callable
from io import BytesIO
from typing import IO, TypeVar

from flask import Request, current_app

View = TypeVar("View", bound=Callable[..., object])

MOST_FILES = 5
_MOST_BESIDE = 1024 * 1024
_MEGABYTE = 1024 * 1024
_MARK = "portal_receives_files"


def receives_files(view: View) -> View:
    """Let a view receive files. Every other one is closed to so much at once."""
    setattr(view, _MARK, True)
    return view


class PortalRequest(Request):
    """A request whose files stay in memory: they are sealed before they are written anywhere."""

    @property
    def max_content_length(self) -> int | None:
        """Return how many bytes may come.

        More than the files allowed, so that the one too many can be named; far more is
        refused before it is read.
        """
        view = current_app.view_functions.get(self.endpoint or "")
        if not getattr(view, _MARK, False):
            return super().max_content_length
        each = current_app.extensions["portal"].settings.file_megabytes
        return (MOST_FILES + 1) * int(each) * _MEGABYTE + _MOST_BESIDE

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        Request.max_content_length.fset(self, value)  # type: ignore[attr-defined]

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()
