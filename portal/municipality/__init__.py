"""Every fact of the municipality, from ``municipality.toml``, checked at start.

No such fact stands in code, templates or translations.
"""

from portal.municipality.facts import Municipality
from portal.municipality.file import MunicipalityError, load
from portal.municipality.help import Address, Adviser, AdviserKind, Dukh, Interpreter, Offer, Phone
from portal.municipality.look import Look
from portal.municipality.protection import DigitalFuldmagt, DirectoryGroup, Retention, Security
from portal.municipality.values import LANGUAGES, LocalText, Unit, in_language
from portal.municipality.work import Area, PublishedDeadline, Source, UsualTime

__all__ = [
    "LANGUAGES",
    "Address",
    "Adviser",
    "AdviserKind",
    "Area",
    "DigitalFuldmagt",
    "DirectoryGroup",
    "Dukh",
    "Interpreter",
    "LocalText",
    "Look",
    "Municipality",
    "MunicipalityError",
    "Offer",
    "Phone",
    "PublishedDeadline",
    "Retention",
    "Security",
    "Source",
    "Unit",
    "UsualTime",
    "in_language",
    "load",
]
