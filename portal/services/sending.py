"""What every service that sends needs to know of this installation."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from portal.core.parties import Party
from portal.identity.identifiers import Identifiers
from portal.municipality import LANGUAGES
from portal.notifications import SMS_LIMIT, Channels
from portal.notifications.set_up import channels_of
from portal.services.office import Office
from portal.settings import Settings
from portal.wording.catalogue import EASY, NORMAL, Catalogue, Words


@dataclass(frozen=True, slots=True)
class Sending:
    """The ways out, the words, and what hides people.

    ``address`` is where citizens and staff get in, as ``https://...``.
    """

    channels: Channels
    identifiers: Identifiers
    office: Office
    catalogue: Catalogue
    address: str

    def seal(self, payload: Mapping[str, str]) -> bytes:
        """Return a payload for the outbox, encrypted."""
        return self.identifiers.encrypt(json.dumps(payload, sort_keys=True))

    def open(self, payload: bytes) -> dict[str, str]:
        """Return what was sealed.

        Raises:
            UnreadableError: It was sealed with another key.
        """
        found: dict[str, str] = json.loads(self.identifiers.decrypt(payload))
        return found

    def words(self, language: str, register: str = NORMAL) -> Words:
        """Return the words of a reader; Danish when there are none in the language."""
        found = self.catalogue.get((language, register)) or self.catalogue.get((language, NORMAL))
        return found or self.catalogue["da", register]

    @property
    def site(self) -> str:
        """The address as one types it: without https, so that nothing makes a link of it."""
        return urlsplit(self.address).netloc


def open_sending(settings: Settings, office: Office, catalogue: Catalogue) -> Sending:
    """Return what this installation sends with.

    Raises:
        SettingsError: A channel is set up, and what it needs is missing.
    """
    return Sending(
        channels_of(settings, office.municipality),
        Identifiers(settings.identifier_key),
        office,
        catalogue,
        settings.address or office.municipality.website,
    )


def reader(party: Party, *, easy: bool) -> dict[str, str]:
    """Return in which language and register somebody is written to."""
    language = party.language if party.language in LANGUAGES else LANGUAGES[0]
    return {"language": str(language), "register": EASY if easy else NORMAL}


def notice_heading(words: Words, municipality: str) -> str:
    """Return what stands above a notice."""
    return words.text("notice.heading").format(municipality=municipality)


def notice_text(words: Words, municipality: str, site: str, phone: str) -> str:
    """Return a notice. It can hold nothing else than this: nobody can put a case into it."""
    return words.text("notice.body").format(municipality=municipality, site=site, phone=phone)


def sms_text(words: Words, municipality: str, site: str) -> str:
    """Return a notice of at most `SMS_LIMIT` characters, however long the names are."""
    full = words.text("notice.sms").format(municipality=municipality, site=site)
    return full if len(full) <= SMS_LIMIT else words.text("notice.sms_short")
