"""Who gets in, whom to tell what is wrong, and how long things stay."""

import re
from typing import Annotated, Literal

from pydantic import Field

from portal.municipality.values import (
    Count,
    Day,
    Email,
    Facts,
    Line,
    Number,
    Url,
    shaped,
)


class DataProtection(Facts):
    """Whom to ask about one's personal data."""

    name: Line
    phone: Number
    email: Email


class Security(Facts):
    """Whom to tell about a hole in the portal, as ``/.well-known/security.txt`` says it."""

    contact: Annotated[
        str,
        shaped(re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|https://[^\s/]+(/\S*)?")),
        Field(description="an e-mail address, or an address that begins with https://"),
    ]
    policy: Url | None = None


StaffRole = Literal[
    "caseworker",
    "coordinator",
    "leader",
    "adviser",
    "council",
    "editor",
    "administrator",
    "data_protection",
]


class DirectoryGroup(Facts):
    """What it means here to be in a group of the municipality's directory.

    ``group`` is what the directory sends, often an id. ``unit`` is the part of the municipality
    its members belong to; without it, it is what the directory says.
    """

    group: Line
    role: Annotated[StaffRole, Field(description=f"one of {', '.join(StaffRole.__args__)}")]
    unit: Line | None = None


class DigitalFuldmagt(Facts):
    """What the privileges are called that the municipality has made in NemLog-in.

    Each is what somebody may do for whoever gave it: see where a case is, read its letters, send
    and answer.
    """

    see_status: Line | None = None
    read_letters: Line | None = None
    act: Line | None = None


class Retention(Facts):
    """How long things stay here, from a day on. The originals lie in the case system."""

    valid_from: Day
    case_months: Annotated[
        int, Field(ge=3, le=120, description="a whole number of months from 3 to 120")
    ] = 12
    look_months: Annotated[
        int, Field(ge=6, le=120, description="a whole number of months from 6 to 120")
    ] = 24
    draft_days: Count = 90
    kept_form_days: Count = 14
    invitation_days: Count = 30
    sent_days: Count = 30
    set_aside_days: Count = 180
    word_months: Annotated[
        int, Field(ge=1, le=24, description="a whole number of months from 1 to 24")
    ] = 3
    passed_word_months: Annotated[
        int, Field(ge=1, le=120, description="a whole number of months from 1 to 120")
    ] = 24
