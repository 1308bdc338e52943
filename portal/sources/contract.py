"""The case-status contract: what a case system may say, and in which form.

One model per event type, all of them CloudEvents 1.0 in JSON. The models are the
contract: ``openapi.py`` writes the OpenAPI document from them, and everything that
arrives, pulled, pushed or read from a file, is read by :func:`read_event`.

Unknown fields in ``data`` are refused, so that a reason for a change of caseworker,
or a second identifier, cannot slip in. Unknown attributes of the envelope are not read
and not kept, as CloudEvents asks. Unknown *types* are kept and shown neutrally: what a
case system says today must not be lost because this portal is older than it.

``null`` says the same as leaving a field out. The rules across several fields are few:

* a review says what it is about, and only a review does (``review_reason``);
* ``complete_on`` goes with ``complete: true``;
* a period does not end before it begins, an answer is not due before the question;
* a letter's last day to complain is not before the day it was available.
"""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal, Self, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from portal.core import vocabulary as v
from portal.sources.fields import (
    AreaKey,
    Day,
    EventId,
    Flag,
    Identifier,
    Line,
    Moment,
    Name,
    Note,
    Phone,
    Reference,
    TypeName,
    refuse_in_values,
)
from portal.sources.problems import Problem, problems

__all__ = ["ENVELOPE", "PAYLOADS", "Data", "Envelope", "Problem", "problems", "read_event"]

MAX_AHEAD = timedelta(hours=24)
"""How far ahead of now an event may say that it happened: clocks differ, days do not."""

CLOCKS_DIFFER = timedelta(minutes=10)
"""How far ahead of now a letter may be available. It shows its decision at once, so a letter
that comes tomorrow must be told tomorrow."""


class Data(BaseModel):
    """The payload of an event."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _in_order(first: date | None, then: date | None, field: str, after: str) -> None:
    if first is not None and then is not None and then < first:
        raise PydanticCustomError(
            "dates_reversed", f"Must not be before {after}.", {"field": field}
        )


# --- the case ------------------------------------------------------------------------


class LegalBasis(Data):
    """A law as data. Never shown in the first layer of a page."""

    law: Line = Field(description="The law's short name.", examples=["serviceloven"])
    paragraph: Line = Field(description="Where in the law.", examples=["§ 100"])
    valid_from: Day | None = Field(
        None, description="The day from which this wording applied.", examples=["2024-01-01"]
    )


class CaseOpened(Data):
    """A case exists. Everything the source leaves out is shown as unknown."""

    kind: v.CaseKind = Field(
        description="An application, a complaint, or a review the municipality started.",
        examples=["application"],
    )
    area: AreaKey = Field(
        description="What the case is about: a key of an area in municipality.toml. A key the "
        "municipality has not described is kept, and the page says less.",
        examples=["adult_extra_costs"],
    )
    received_on: Day | None = Field(
        None,
        description="The day the application or complaint arrived. The published deadline "
        "counts from it unless the municipality counts from when everything was there.",
        examples=["2026-03-02"],
    )
    review_reason: v.ReviewReason | None = Field(
        None,
        description="What a review is about. Must be there when `kind` is `review`, and only then.",
        examples=["follow_up"],
    )
    legal_basis: list[LegalBasis] = Field(
        default=[],
        max_length=20,
        description="The rules the case is decided by.",
        examples=[[{"law": "serviceloven", "paragraph": "§ 100"}]],
    )
    complete: Flag | None = Field(
        None,
        description="Is everything there that is needed to decide? Missing means not known.",
        examples=[False],
    )
    complete_on: Day | None = Field(
        None, description="The day the last of it came in.", examples=["2026-03-20"]
    )
    about_case: Reference | None = Field(
        None,
        description="The reference of the case a complaint or a review is about.",
        examples=["SAG-2025-0311"],
    )

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if (self.kind is v.CaseKind.REVIEW) != (self.review_reason is not None):
            raise PydanticCustomError(
                "review_reason",
                "Must be there when kind is review, and only then.",
                {"field": "review_reason"},
            )
        if self.complete_on is not None and self.complete is not True:
            raise PydanticCustomError(
                "not_complete", "Goes with complete: true only.", {"field": "complete_on"}
            )
        return self


class CaseCompleteness(Data):
    """Whether everything needed to decide is there."""

    complete: Flag = Field(
        description="True when nothing more is needed; false when something turned out to be "
        "missing after all.",
        examples=[True],
    )
    on: Day = Field(description="The day this became so.", examples=["2026-03-20"])


class CasePaused(Data):
    """Nothing happens for a while. Never moves a deadline: only `deadline.extended` does."""

    reason: v.PauseReason = Field(description="Why.", examples=["citizen_asked"])
    until: Day | None = Field(
        None, description="The day the pause is expected to end.", examples=["2026-05-01"]
    )
    note: Note | None = Field(None, examples=["Du har bedt os vente til efter din operation."])


class CaseResumed(Data):
    """The pause is over."""


class CaseClosed(Data):
    """The case has ended. Says nothing of what was decided."""

    reason: v.CloseReason = Field(description="Why it ended.", examples=["decided"])


# --- people in the case --------------------------------------------------------------


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

    @model_validator(mode="after")
    def _period(self) -> Self:
        _in_order(self.valid_from, self.valid_to, "valid_to", "valid_from")
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
    on: Day = Field(description="The last day of access.", examples=["2026-06-30"])
    reason: v.PartyEndReason = Field(
        v.PartyEndReason.ENDED, description="Why.", examples=["withdrawn"]
    )


class PartyDied(Data):
    """The person died: every letter, notice and reminder stops at once."""

    party: PartyReference


class PartyWrong(Data):
    """The wrong person was linked: access ends with the next request."""

    party: PartyReference


# --- where the case is ---------------------------------------------------------------


class StepEntered(Data):
    """The case moved on to a step. Say it only when the source knows it."""

    step: v.Step = Field(description="One of the five steps.", examples=["information"])


class StepReturned(Data):
    """The case went back to an earlier step."""

    step: v.Step = Field(description="The step it is in again.", examples=["information"])
    reason: v.ReturnReason = Field(description="Why.", examples=["new_information"])
    note: Note | None = Field(None, examples=["Din læge har sendt en ny udtalelse."])


class WaitingStarted(Data):
    """The case waits for somebody."""

    waiting: Reference = Field(
        description="The wait's own reference, so that it can be ended.", examples=["v-1"]
    )
    on: v.Awaited = Field(description="Whom it waits for.", examples=["hospital"])
    item: v.Item = Field(description="What is waited for.", examples=["hospital_record"])
    since: Day = Field(description="The day the wait began.", examples=["2026-03-10"])
    due_on: Day | None = Field(
        None, description="The day an answer is expected at the latest.", examples=["2026-04-07"]
    )
    note: Note | None = Field(None, examples=["Vi har bedt om din journal fra i år."])

    @model_validator(mode="after")
    def _period(self) -> Self:
        _in_order(self.since, self.due_on, "due_on", "since")
        return self


class WaitingEnded(Data):
    """The wait is over."""

    waiting: Reference = Field(description="The wait that ended.", examples=["v-1"])


class InformationRequested(Data):
    """Information was asked for."""

    request: Reference = Field(
        description="The request's own reference, so that it can be answered.", examples=["a-1"]
    )
    source: Annotated[
        v.Awaited, Field(alias="from", description="Whom it was asked of.", examples=["citizen"])
    ]
    item: v.Item = Field(description="What was asked for.", examples=["receipts"])
    why: v.Why | None = Field(
        None, description="Why it is needed. The page explains it.", examples=["count_costs"]
    )
    due_on: Day | None = Field(
        None, description="The last day to send it.", examples=["2026-03-24"]
    )
    note: Note | None = Field(None, examples=["Send kvitteringer for de sidste tre måneder."])


class InformationReceived(Data):
    """Information came in."""

    source: Annotated[
        v.Awaited, Field(alias="from", description="Whom it came from.", examples=["citizen"])
    ]
    item: v.Item = Field(description="What came.", examples=["receipts"])
    request: Reference | None = Field(
        None,
        description="The request it answers. Missing: the oldest open one for the same thing "
        "from the same party.",
        examples=["a-1"],
    )


# --- who has the case ----------------------------------------------------------------


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
        _in_order(self.valid_from, self.first_contact_by, "first_contact_by", "valid_from")
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


# --- promises and deadlines ----------------------------------------------------------


class ContactPromised(Data):
    """A date was promised. The same promise again, with a reason, moves it."""

    promise: Reference = Field(description="The promise's own reference.", examples=["l-1"])
    what: v.Promised = Field(description="What was promised.", examples=["call"])
    by: Day = Field(description="The last day that keeps the promise.", examples=["2026-03-27"])
    owner: Name | None = Field(None, description="Who promised it.", examples=["Karen Eksempel"])
    owner_unit: Name | None = Field(
        None, description="Their part of the municipality.", examples=["Handicapteamet"]
    )
    channel: v.Channel | None = Field(
        None, description="How the promise was made.", examples=["phone"]
    )
    reason: v.ExtensionReason | None = Field(
        None, description="Why the date was moved.", examples=["waiting_for_papers"]
    )
    note: Note | None = Field(
        None,
        description="What was promised, word for word as the citizen was told. Must be there "
        "when `what` is `other`.",
        examples=["Jeg spørger lægen, om journalen kan komme før jul."],
    )
    citizen_words: Note | None = Field(
        None,
        description="The citizen's own words of what was agreed. They stand beside ours.",
        examples=["Karen sagde, at hun skynder på lægen."],
    )
    party: Reference | None = Field(
        None,
        description="Whose words `citizen_words` are: nobody else in the case is shown them. "
        "Without it they are shown to the person the case is about.",
        examples=["p-1"],
    )

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if self.what is v.Promised.OTHER and self.note is None:
            raise PydanticCustomError(
                "missing", "Must be there when what is other.", {"field": "note"}
            )
        return self


class ContactMade(Data):
    """The municipality got in touch."""

    channel: v.Channel = Field(description="How.", examples=["phone"])
    promise: Reference | None = Field(None, description="The promise it keeps.", examples=["l-1"])


class DeadlineSet(Data):
    """A deadline for the municipality's answer."""

    kind: v.DeadlineKind = Field(
        description="Published by the council, set by law, or this case's own.",
        examples=["published"],
    )
    due_on: Day = Field(description="The last day that keeps it.", examples=["2026-05-11"])
    counts_from: v.CountsFrom | None = Field(
        None,
        description="What it counts from: the case was received, or everything was there.",
        examples=["received"],
    )
    counts_to: v.CountsTo | None = Field(
        None,
        description="What ends it: the decision was made, or its letter was sent.",
        examples=["sent"],
    )


class DeadlineExtended(Data):
    """The only event that moves a deadline."""

    due_on: Day = Field(description="The new last day.", examples=["2026-06-08"])
    reason: v.ExtensionReason = Field(description="Why.", examples=["waiting_for_specialist"])
    letter: Reference | None = Field(
        None, description="The letter that told the citizen.", examples=["b-4"]
    )


# --- hearing, decision, letters ------------------------------------------------------


class HearingOpened(Data):
    """The citizen is asked to comment."""

    hearing: Reference = Field(description="The hearing's own reference.", examples=["h-1"])
    due_on: Day | None = Field(None, description="The last day to answer.", examples=["2026-05-04"])
    letter: Reference | None = Field(
        None, description="The letter with what is heard about.", examples=["b-5"]
    )


class HearingExtended(Data):
    """The citizen has more time."""

    hearing: Reference = Field(description="The hearing.", examples=["h-1"])
    due_on: Day = Field(description="The new last day to answer.", examples=["2026-05-11"])


class HearingAnswered(Data):
    """The citizen answered."""

    hearing: Reference = Field(description="The hearing.", examples=["h-1"])
    on: Day = Field(description="The day the answer came.", examples=["2026-05-08"])


class HearingNotNeeded(Data):
    """The step is gone round, and why."""

    reason: v.HearingNotNeeded = Field(description="Why.", examples=["nothing_against"])


class DecisionMade(Data):
    """A decision exists. Not shown before it is released or its letter is available."""

    decision: Reference = Field(description="The decision's own reference.", examples=["d-1"])
    outcome: v.Outcome = Field(description="What was decided.", examples=["partly"])
    effective_from: Day | None = Field(
        None, description="The first day it applies.", examples=["2026-06-01"]
    )


class DecisionReleased(Data):
    """The citizen may see the decision."""

    decision: Reference = Field(
        description="The decision; for what came of a complaint, the complaint.",
        examples=["d-1"],
    )


class LetterSent(Data):
    """A letter was sent."""

    letter: Reference = Field(description="The letter's own reference.", examples=["b-6"])
    kind: v.LetterKind = Field(description="What the letter is about.", examples=["decision"])
    channel: v.Channel = Field(description="How it was sent.", examples=["digital_post"])
    decision: Reference | None = Field(
        None, description="The decision or complaint it is about.", examples=["d-1"]
    )


class LetterAvailable(LetterSent):
    """A letter reached the citizen. This starts the time to complain."""

    available_at: Moment = Field(
        description="When it lay in the citizen's post box, or was delivered on paper.",
        examples=["2026-05-20T08:15:00+02:00"],
    )
    complain_by: Day | None = Field(
        None,
        description="The last day to complain as the letter itself says it. It wins over ours.",
        examples=["2026-06-17"],
    )

    @model_validator(mode="after")
    def _period(self) -> Self:
        _in_order(self.available_at.date(), self.complain_by, "complain_by", "available_at")
        return self


# --- the complaint track -------------------------------------------------------------

ComplaintReference = Annotated[
    Reference, Field(description="The complaint's own reference.", examples=["k-1"])
]


class ComplaintReceived(Data):
    """The citizen complains over a decision."""

    complaint: ComplaintReference
    received_on: Day = Field(
        description="The day it arrived. Four weeks to look again count from it.",
        examples=["2026-06-10"],
    )
    decision: Reference | None = Field(
        None, description="The decision complained over.", examples=["d-1"]
    )


class ComplaintReassessed(Data):
    """The municipality has looked again. Held like a decision."""

    complaint: ComplaintReference
    outcome: v.Reassessment = Field(description="What it said.", examples=["upheld"])


class ComplaintForwarded(Data):
    """The complaint is with Ankestyrelsen."""

    complaint: ComplaintReference
    on: Day = Field(description="The day it was sent on.", examples=["2026-07-06"])


class ComplaintDecided(Data):
    """Ankestyrelsen has decided. Held like a decision."""

    complaint: ComplaintReference
    outcome: v.AppealOutcome = Field(
        description="Upheld, changed, or sent back: a new round begins.", examples=["sent_back"]
    )


class ActivityNoted(Data):
    """Something was done that is none of the others."""

    note: Note | None = Field(None, examples=["Vi har talt med din kommune om dine hjælpemidler."])


# --- what is said at the portal itself ------------------------------------------------
#
# The portal writes these when a caseworker posts or a citizen acts. A case system may
# write them too, when they happened there.

MessageReference = Annotated[
    Reference, Field(description="The message's own reference.", examples=["m-1"])
]


class UpdatePosted(Data):
    """A caseworker told how things stand. Never moves a step."""

    update: Reference = Field(description="The update's own reference.", examples=["o-1"])
    kind: v.UpdateKind = Field(
        description="News; we do not know yet and are looking into it; or nothing new.",
        examples=["news"],
    )
    note: Note = Field(examples=["Vi har fået journalen. Jeg læser den i denne uge."])
    by: Name | None = Field(None, description="Who wrote it.", examples=["Karen Eksempel"])
    unit: Name | None = Field(
        None, description="Their part of the municipality.", examples=["Handicapteamet"]
    )
    answers: Reference | None = Field(
        None, description="The citizen's message it answers.", examples=["m-1"]
    )


class PromiseDisputed(Data):
    """The citizen remembers an agreement in another way. Stands beside ours."""

    promise: Reference = Field(description="The promise it is about.", examples=["l-1"])
    note: Note = Field(
        description="The citizen's own words.", examples=["Du sagde, at det ville ske før jul."]
    )
    party: Reference | None = Field(None, description="The party who did it.", examples=["p-1"])


class MessageReceived(Data):
    """The citizen sent something. The words and files are kept apart, never in the event."""

    message: MessageReference
    kind: v.MessageKind = Field(description="What it is.", examples=["question"])
    files: int = Field(0, ge=0, le=50, description="How many files came along.", examples=[0])
    promise: Reference | None = Field(
        None, description="The reply that was promised.", examples=["l-7"]
    )
    party: Reference | None = Field(None, description="The party who did it.", examples=["p-1"])


class MessageAnswered(Data):
    """What became of what the citizen sent, and what it changed."""

    message: MessageReference
    note: Note | None = Field(
        None, examples=["Vi har skrevet dine ord ind i sagen og spurgt lægen igen."]
    )


class TalkNoted(Data):
    """The talk before a decision letter: held, declined, or tried."""

    decision: Reference = Field(description="The decision it is about.", examples=["d-1"])
    result: v.TalkResult = Field(description="What came of it.", examples=["held"])
    on: Day = Field(description="The day.", examples=["2026-05-18"])


class ContactAgreed(Data):
    """How the citizen wants to hear from us. The newest one stands whole."""

    way: v.ContactWay = Field(description="How.", examples=["phone"])
    every_days: int | None = Field(
        None, ge=1, le=365, description="At least every so many days.", examples=[14]
    )
    time_of_day: v.TimeOfDay = Field(
        v.TimeOfDay.ANY, description="When on the day to call.", examples=["morning"]
    )
    less_contact: Flag = Field(
        False, description="Only decisions, deadlines and answers to questions.", examples=[False]
    )
    phone_first: Flag = Field(False, description="Call before a letter comes.", examples=[True])
    no_phone: Flag = Field(
        False, description="Cannot use a phone: nobody waits for a call.", examples=[False]
    )
    copy_to: Reference | None = Field(
        None, description="A party who gets the same notices.", examples=["p-2"]
    )
    interpreter: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] | None = Field(
        None, description="The language of an interpreter.", examples=["ar"]
    )
    large_print: Flag = Field(False, description="Letters in large print.", examples=[False])
    easy_read: Flag = Field(False, description="Letters in easy Danish.", examples=[False])
    note: Note | None = Field(None, examples=["Ring ikke om onsdagen."])
    party: Reference | None = Field(None, description="The party who did it.", examples=["p-1"])


class HandoverChosen(Data):
    """What the citizen chose when the caseworker changed."""

    reading: v.HandoverReading = Field(
        description="Shall the new one read the file first?", examples=["read_first"]
    )
    wait: v.HandoverWait = Field(
        description="Wait for the new one, or have a stand-in?", examples=["wait"]
    )
    party: Reference | None = Field(None, description="The party who did it.", examples=["p-1"])


# --- corrections ---------------------------------------------------------------------


class EventCorrected(Data):
    """An earlier event said something wrong; `data` is what it should have said.

    The newest correction of an event wins. The event keeps its own time.
    """

    event: EventId = Field(description="The id of the event corrected.", examples=["e-007"])
    type: v.EventType = Field(
        description="The type of the event corrected: `data` is read as that type's. A "
        "correction of an event of another type changes nothing.",
        examples=["sagsvej.waiting.started"],
    )
    data: dict[str, Any] = Field(
        description="The whole payload as it should have been, not only what changed.",
        examples=[
            {"waiting": "v-1", "on": "doctor", "item": "medical_statement", "since": "2026-03-10"}
        ],
    )


class EventWithdrawn(Data):
    """An earlier event should not have been there. Its content disappears."""

    event: EventId = Field(description="The id of the event withdrawn.", examples=["e-009"])
    reason: v.WithdrawalReason = Field(
        v.WithdrawalReason.OTHER, description="Why.", examples=["wrong_case"]
    )


PAYLOADS: dict[v.EventType, type[Data]] = {
    v.EventType.CASE_OPENED: CaseOpened,
    v.EventType.CASE_COMPLETENESS: CaseCompleteness,
    v.EventType.CASE_PAUSED: CasePaused,
    v.EventType.CASE_RESUMED: CaseResumed,
    v.EventType.CASE_CLOSED: CaseClosed,
    v.EventType.PARTY_ADDED: PartyAdded,
    v.EventType.PARTY_CHANGED: PartyChanged,
    v.EventType.PARTY_ENDED: PartyEnded,
    v.EventType.PARTY_DIED: PartyDied,
    v.EventType.PARTY_WRONG: PartyWrong,
    v.EventType.STEP_ENTERED: StepEntered,
    v.EventType.STEP_RETURNED: StepReturned,
    v.EventType.WAITING_STARTED: WaitingStarted,
    v.EventType.WAITING_ENDED: WaitingEnded,
    v.EventType.INFORMATION_REQUESTED: InformationRequested,
    v.EventType.INFORMATION_RECEIVED: InformationReceived,
    v.EventType.UNIT_ASSIGNED: UnitAssigned,
    v.EventType.CASEWORKER_ASSIGNED: CaseworkerAssigned,
    v.EventType.CASEWORKER_CHANGED: CaseworkerChanged,
    v.EventType.DEPUTY_ASSIGNED: DeputyAssigned,
    v.EventType.COORDINATOR_ASSIGNED: CoordinatorAssigned,
    v.EventType.DECIDER_NAMED: DeciderNamed,
    v.EventType.CONTACT_PROMISED: ContactPromised,
    v.EventType.CONTACT_MADE: ContactMade,
    v.EventType.DEADLINE_SET: DeadlineSet,
    v.EventType.DEADLINE_EXTENDED: DeadlineExtended,
    v.EventType.HEARING_OPENED: HearingOpened,
    v.EventType.HEARING_EXTENDED: HearingExtended,
    v.EventType.HEARING_ANSWERED: HearingAnswered,
    v.EventType.HEARING_NOT_NEEDED: HearingNotNeeded,
    v.EventType.DECISION_MADE: DecisionMade,
    v.EventType.DECISION_RELEASED: DecisionReleased,
    v.EventType.LETTER_SENT: LetterSent,
    v.EventType.LETTER_AVAILABLE: LetterAvailable,
    v.EventType.COMPLAINT_RECEIVED: ComplaintReceived,
    v.EventType.COMPLAINT_REASSESSED: ComplaintReassessed,
    v.EventType.COMPLAINT_FORWARDED: ComplaintForwarded,
    v.EventType.COMPLAINT_DECIDED: ComplaintDecided,
    v.EventType.ACTIVITY_NOTED: ActivityNoted,
    v.EventType.UPDATE_POSTED: UpdatePosted,
    v.EventType.PROMISE_DISPUTED: PromiseDisputed,
    v.EventType.MESSAGE_RECEIVED: MessageReceived,
    v.EventType.MESSAGE_ANSWERED: MessageAnswered,
    v.EventType.TALK_NOTED: TalkNoted,
    v.EventType.CONTACT_AGREED: ContactAgreed,
    v.EventType.HANDOVER_CHOSEN: HandoverChosen,
    v.EventType.EVENT_CORRECTED: EventCorrected,
    v.EventType.EVENT_WITHDRAWN: EventWithdrawn,
}

_NOT_CORRECTABLE = frozenset({v.EventType.EVENT_CORRECTED, v.EventType.EVENT_WITHDRAWN})


class Envelope(BaseModel):
    """The CloudEvents 1.0 attributes every event carries.

    ``subject`` is the case reference, ``time`` when it happened, ``recordedtime`` when
    the source wrote it down, ``sequence`` its number in the source. Further attributes
    are not read and not kept.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    specversion: Literal["1.0"] = Field(description="The version of CloudEvents.", examples=["1.0"])
    id: EventId = Field(
        description="Unique within the source. The same id with the same content changes "
        "nothing; with other content the event is set aside.",
        examples=["e-001"],
    )
    source: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$"),
        Field(
            description="The name of the source as it stands in municipality.toml.",
            examples=["demo-sager"],
        ),
    ]
    type: Annotated[
        TypeName,
        Field(description="What happened.", examples=["sagsvej.step.entered"]),
    ]
    subject: Reference = Field(
        description="The source's reference of the case. Never a CPR number.",
        examples=["SAG-2026-0042"],
    )
    time: Moment = Field(
        description="When it happened, with its offset from UTC. At most 24 hours ahead of now.",
        examples=["2026-03-02T09:30:00+01:00"],
    )
    recordedtime: Moment = Field(
        description="When the source wrote it down, with its offset from UTC.",
        examples=["2026-03-02T09:31:12+01:00"],
    )
    sequence: Annotated[
        str,
        StringConstraints(pattern=r"^[0-9]{1,18}$"),
        Field(
            description="A whole number as text, growing in the order the source wrote. Decides "
            "the order of events with the same time.",
            examples=["1"],
        ),
    ]
    datacontenttype: Literal["application/json"] = Field(
        "application/json", description="The form of `data`.", examples=["application/json"]
    )
    data: dict[str, Any] = Field(
        default={}, description="The payload of the type.", examples=[{"step": "received"}]
    )


ENVELOPE = TypeAdapter(Envelope)


def read_event(payload: object, now: datetime | None = None) -> tuple[Envelope, Data | None]:
    """Return the envelope and its payload; the payload is None for a type from the future.

    Args:
        payload: The event as JSON reads it.
        now: An aware time. An event more than 24 hours ahead of it is refused; without
            it nothing is too far ahead.

    Raises:
        pydantic.ValidationError: A field is missing or wrong. Its title is ``Envelope``
            or the name of the payload's model, whose places count from ``data``;
            :func:`problems` says it in words.
    """
    envelope = ENVELOPE.validate_python(payload)
    if now is not None and envelope.time - now > MAX_AHEAD:
        raise _refusal("Envelope", "time", _ahead())
    data = _read_data(envelope.type, envelope.data)
    if isinstance(data, LetterAvailable) and now is not None:
        if data.available_at - now > CLOCKS_DIFFER:
            raise _refusal("LetterAvailable", "available_at", _not_yet())
    elif isinstance(data, EventCorrected):
        _check_correction(data)
    return envelope, data


def _read_data(event_type: str, data: dict[str, Any]) -> Data | None:
    model = PAYLOADS.get(cast(v.EventType, event_type))
    if model is not None:
        return model.model_validate(data)
    try:
        refuse_in_values(data)
    except PydanticCustomError as error:
        raise _refusal("Data", None, error) from None
    return None


def _check_correction(correction: EventCorrected) -> None:
    """Read what an event should have said as strictly as the event itself."""
    if correction.type in _NOT_CORRECTABLE:
        error = PydanticCustomError(
            "not_correctable", "Correct the event itself again; the newest correction wins."
        )
        raise _refusal("EventCorrected", "type", error)
    try:
        PAYLOADS[correction.type].model_validate(correction.data)
    except ValidationError as error:
        raise ValidationError.from_exception_data(
            "EventCorrected", [_below_data(item) for item in error.errors(include_url=False)]
        ) from None


def _below_data(item: Any) -> InitErrorDetails:
    """Return one error of a corrected payload, placed where it stands in the correction."""
    kind = PydanticCustomError(item["type"], item["msg"].replace("{", "{{"), item.get("ctx"))
    return InitErrorDetails(type=kind, loc=("data", *item["loc"]), input=None)


def _not_yet() -> PydanticCustomError:
    return PydanticCustomError(
        "future_time", "Must not be ahead of now: tell it when the letter is there."
    )


def _ahead() -> PydanticCustomError:
    return PydanticCustomError("future_time", "Must not be more than 24 hours ahead of now.")


def _refusal(title: str, field: str | None, error: PydanticCustomError) -> ValidationError:
    place = (field,) if field else ()
    return ValidationError.from_exception_data(
        title, [InitErrorDetails(type=error, loc=place, input=None)]
    )
