"""Every fact of the municipality, from ``municipality.toml``, checked at start.

No such fact stands in code, templates or translations.
"""

from portal.municipality.facts import (
    LANGUAGES,
    Address,
    Adviser,
    AdviserKind,
    Area,
    DigitalFuldmagt,
    DirectoryGroup,
    Dukh,
    Interpreter,
    LocalText,
    Look,
    Municipality,
    Offer,
    Phone,
    PublishedDeadline,
    Retention,
    Security,
    Source,
    Unit,
    UsualTime,
    in_language,
)
from portal.municipality.file import MunicipalityError, load

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
