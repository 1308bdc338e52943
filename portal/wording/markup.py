"""Wording is plain text. Markup in it is refused, never repaired. The only import of bleach."""

import html

import bleach


class UnsafeWordingError(Exception):
    """A text holds markup."""

    def __init__(self, key: str) -> None:
        super().__init__(f"The text “{key}” holds markup; wording is plain text.")
        self.key = key


def refuse_markup(key: str, text: str) -> None:
    """Check that a text is plain.

    Raises:
        UnsafeWordingError: Cleaning would change it.
    """
    if html.unescape(bleach.clean(text, tags=set(), strip=True)) != html.unescape(text):
        raise UnsafeWordingError(key)
