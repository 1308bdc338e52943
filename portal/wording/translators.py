"""Texts as translators' programs know them: gettext files, by Babel.

A message's ``msgid`` is the Danish text as it stands and its ``msgstr`` the text of the file's
language and register, so that a translator sees one beside the other and her program checks the
places in braces. Its ``msgctxt`` names the text for us: ``<register>:<key>``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from portal.wording.catalogue import LANGUAGES, NORMAL, Catalogue, registers_of


class TranslationsError(Exception):
    """The file is none a translator got from us; its text says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A text a translator has given back.

    Attributes:
        key: Which text.
        register: normal or easy.
        danish: The Danish text she had before her.
        text: What she wrote.
    """

    key: str
    register: str
    danish: str
    text: str


@dataclass(frozen=True, slots=True)
class Translations:
    """A file: its language, its texts, and how many messages it has no finished text for."""

    language: str
    texts: tuple[Translation, ...]
    unfinished: int


def gettext_of(stands: Catalogue, language: str, register: str, now: datetime) -> bytes:
    """Return every text of a language and register as a gettext file.

    Args:
        stands: The words as they stand.
        language: The file's language.
        register: The file's register.
        now: The moment, for its head.
    """
    danish = stands["da", NORMAL].all_texts() if ("da", NORMAL) in stands else {}
    book = Catalog(
        locale=language,
        charset="utf-8",
        project="Sagsvej",
        version=register,
        creation_date=now,
        revision_date=now,
        fuzzy=False,
    )
    for key, text in sorted(stands[language, register].all_texts().items()):
        book.add(danish.get(key, text), text, context=f"{register}:{key}")
    written = BytesIO()
    write_po(written, book, width=0)
    return written.getvalue()


def read_gettext(content: bytes) -> Translations:
    """Return the texts of a file a translator has given back.

    Raises:
        TranslationsError: It is no gettext file, or none of ours.
    """
    try:
        book = read_po(BytesIO(content), abort_invalid=True)
    except PoFileError as error:
        raise TranslationsError(f"Line {error.lineno + 1} is no gettext: {error.line}") from None
    except (UnicodeDecodeError, LookupError, ValueError, TypeError):
        raise TranslationsError("The file is no gettext file in UTF-8.") from None
    language = book.locale_identifier or ""
    if language not in LANGUAGES:
        raise TranslationsError(
            f"The file's head says “Language: {language}”; it must be one of "
            f"{', '.join(LANGUAGES)}."
        )
    found = list(_texts(book, language))
    return Translations(
        language,
        tuple(one for one in found if one is not None),
        sum(one is None for one in found),
    )


def _texts(book: Catalog, language: str) -> Iterator[Translation | None]:
    """Yield each text, None for one that is not finished: it is empty, or marked as unsure."""
    for message in book:
        if not message.id:
            continue
        register, _, key = (message.context or "").partition(":")
        if not key or register not in registers_of(language):
            raise TranslationsError(
                f"Line {_line(message)}: msgctxt is “{message.context or ''}”; it must stay as it "
                "was exported."
            )
        if not isinstance(message.id, str) or not isinstance(message.string, str):
            raise TranslationsError(f"“{key}” has plural forms; our texts have none.")
        done = message.string.strip() and not message.fuzzy
        yield Translation(key, register, message.id, message.string) if done else None


def _line(message: Message) -> int:
    return int(message.lineno or 0) + 1
