"""Who is in the case, and who has it."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from portal.core import vocabulary as v
from portal.sources.fields import Day, Flag, Identifier, Line, Name, Phone, Reference
from portal.sources.payloads.base import Data, in_order


class PartyFields(Data):
    """What may be known of a party. Every field may be missing."""

    birth_date: Day | None = Field(
        None,
        description="For knowing a child from an adult. Never read out of the identifier.",
        examples=["1961-01-19"],
    )
    name: Name | None = Field(
        None,
        description="The party's name, so that somebody with several cases can tell them apart.",
        examples=["Test Testesen"],
    )
    protected: Flag | None = Field(
        None,
        description="Name and address protection: the name is not shown to others in the case. "
        "Missing means that there is none.",
        examples=[False],
    )
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] | None = Field(
        None,
        description="The language the party reads best, ISO 639 code.",
        examples=["da"],
    )
    exempt_from_digital_post: Flag | None = Field(
        None, description="Gets letters on paper. Missing means not known.", examples=[True]
    )
    scope: list[v.Scope] | None = Field(
        None,
        max_length=10,
        description="What a guardian or representative may do. Without any they do not see the "
        "case; a later list replaces the earlier one.",
        examples=[["see_status"]],
    )
    valid_from: Day | None = Field(
        None, description="First day of access.", examples=["2026-03-02"]
    )
    valid_to: Day | None = Field(None, description="Last day of access.", examples=["2027-03-01"])
    custody: v.Custody | None = Field(
        None,
        description="A parent's custody of the child. With `none` they do not see the case.",
        examples=["joint"],
    )
    basis: v.Basis | None = Field(
        None,
        description="What the right of a guardian or representative rests on.",
        examples=["guardianship"],
    )
    proof: Line | None = Field(
        None,
        description="The paper somebody has seen: what it is, from whom, of which day.",
        examples=["Beskikkelse fra Familieretshuset, 3. maj 2026"],
    )
    given_by: Reference | None = Field(
        None,
        description="The party who gave a representative their right. It ends with theirs: when "
        "they were linked by mistake, are out of the case, or have died.",
        examples=["part-1"],
    )

    @model_validator(mode="after")
    def _period(self) -> Self:
        in_order(self.valid_from, self.valid_to, "valid_to", "valid_from")
        return self


PartyReference = Annotated[
    Reference,
    Field(
        description="The source's own reference of this party in this case. Never a CPR number.",
        examples=["part-1"],
    ),
]


class PartyAdded(PartyFields):
    """Somebody is party to the case, or may act in it."""

    party: PartyReference
    role: v.Role = Field(description="The party's place in the case.", examples=["person"])
    identifier: Identifier = Field(
        description="CPR number, with a hyphen or without. The only field of the contract that "
        "may hold one. Only its shape is looked at: no checksum, no calendar.",
        examples=["610161-1234"],
    )


class PartyChanged(PartyFields):
    """Custody, protection, language or representation changed. Only what is sent changes."""

    party: PartyReference
    role: v.Role | None = Field(
        None, description="The party's new place in the case.", examples=["representative"]
    )


class PartyEnded(Data):
    """Somebody is no longer party to the case."""

    party: PartyReference
    on: Day = Field(
        description="The last day of access. With the reason `withdrawn` access ends at once on "
        "that day.",
        examples=["2026-06-30"],
    )
    reason: v.PartyEndReason = Field(
        v.PartyEndReason.ENDED, description="Why.", examples=["withdrawn"]
    )


class PartyDied(Data):
    """The person died: every letter, notice and reminder stops at once."""

    party: PartyReference


class PartyWrong(Data):
    """The wrong person was linked: access ends with the next request."""

    party: PartyReference


class UnitAssigned(Data):
    """The part of the municipality that has the case."""

    unit: Name = Field(description="Its name as citizens know it.", examples=["Handicapteamet"])
    phone: Phone | None = Field(None, description="Its phone.", examples=["79 75 50 00"])
    phone_hours: Line | None = Field(
        None,
        description="When it is answered, in Danish words.",
        examples=["mandag til torsdag kl. 9-12"],
    )


class CaseworkerAssigned(Data):
    """Who has the case."""

    name: Name = Field(
        description="The caseworker's name, or the team's where names are not shown.",
        examples=["Karen Eksempel"],
    )
    phone: Phone | None = Field(None, description="Direct phone.", examples=["79 75 50 01"])
    phone_hours: Line | None = Field(
        None,
        description="When it is answered, in Danish words.",
        examples=["mandag til torsdag kl. 9-12"],
    )


class CaseworkerChanged(CaseworkerAssigned):
    """Somebody else has the case. There is no field for the reason, on purpose."""

    valid_from: Day = Field(
        description="The first day with the new caseworker.", examples=["2026-04-01"]
    )
    first_contact_by: Day | None = Field(
        None,
        description="The day by which the new caseworker gets in touch.",
        examples=["2026-04-10"],
    )

    @model_validator(mode="after")
    def _period(self) -> Self:
        in_order(self.valid_from, self.first_contact_by, "first_contact_by", "valid_from")
        return self


class DeputyAssigned(CaseworkerAssigned):
    """Who answers when the caseworker is away."""

    valid_to: Day | None = Field(
        None, description="The last day the deputy answers.", examples=["2026-04-30"]
    )


class CoordinatorAssigned(CaseworkerAssigned):
    """Who holds several cases together."""

    unit: Name | None = Field(None, description="Where they sit.", examples=["Handicapteamet"])


class DeciderNamed(Data):
    """Who decides, and when."""

    decider: v.Decider = Field(description="Who decides.", examples=["board"])
    name: Name | None = Field(
        None, description="The board's or committee's name.", examples=["Visitationsudvalget"]
    )
    meets_on: Day | None = Field(
        None, description="The day of the meeting.", examples=["2026-04-15"]
    )
