"""Cases the municipality itself began: the most feared kind."""

from portal.core.vocabulary import (
    Awaited,
    CaseKind,
    Decider,
    Item,
    LetterKind,
    Promised,
    ReviewReason,
    Step,
    Why,
)
from portal.core.vocabulary import EventType as T
from portal.sources.embedded import people as p
from portal.sources.embedded.people import Citizen, Worker
from portal.sources.embedded.script import CaseScript, case
from portal.sources.embedded.workdays import Day


def _review(reference: str, area: str, reason: ReviewReason, shows: str) -> CaseScript:
    script = case(reference, area, shows=shows)
    return script.ago(_BEGAN).opened(CaseKind.REVIEW, review_reason=reason)


_BEGAN = 32


def _who(script: CaseScript, citizen: Citizen, worker: Worker) -> CaseScript:
    script.person(citizen).team(p.ADULTS).worker(worker)
    return script.step(Step.RECEIVED).sends(LetterKind.UPDATE)


FOLLOW_UP = (
    _who(
        _review(
            "62-150",
            "support_at_home",
            ReviewReason.FOLLOW_UP,
            "Opfølgning, som kommunen har begyndt",
        ),
        p.HELLE,
        p.METTE,
    )
    .ago(20)
    .step(Step.INFORMATION)
    .asks(
        Awaited.CITIZEN,
        Item.CONVERSATION,
        Day(9),
        why=Why.NEWER_INFORMATION,
        note="Vi vil gerne tale med dig om, hvordan støtten virker. Du må tage en med.",
    )
    .promises(Promised.MEETING, Day(9), p.METTE)
)

REASSESSMENT = (
    _who(
        _review(
            "62-151",
            "personal_assistance",
            ReviewReason.REASSESSMENT,
            "Ny vurdering af hjælp, der gives nu",
        ),
        p.AGNES,
        p.LISE,
    )
    .ago(25)
    .step(Step.INFORMATION)
    .ago(13)
    .complete()
    .step(Step.CASEWORK)
    .promises(Promised.CONTACT, Day(5), p.LISE)
)

REDUCTION = (
    _who(
        _review(
            "62-152",
            "support_at_home",
            ReviewReason.REDUCTION,
            "Kommunen overvejer mindre hjælp, partshøring er i gang",
        ),
        p.IBRAHIM,
        p.METTE,
    )
    .ago(27)
    .step(Step.INFORMATION)
    .ago(16)
    .complete()
    .step(Step.CASEWORK)
    .ago(6)
    .hearing(Day(12))
    .promises(Promised.CALL, Day(14), p.METTE)
)

END_OF_HELP = (
    _who(
        _review(
            "62-153",
            "escort",
            ReviewReason.END_OF_HELP,
            "Kommunen overvejer at stoppe hjælp, et udvalg skal afgøre det",
        ),
        p.STINE,
        p.SHIRIN,
    )
    .ago(26)
    .step(Step.INFORMATION)
    .ago(14)
    .step(Step.CASEWORK)
    .says(T.DECIDER_NAMED, decider=Decider.POLITICAL_COMMITTEE, meets_on=Day(15))
    .waits(Awaited.MUNICIPALITY, Item.BOARD_MEETING, Day(15))
    .promises(Promised.CALL, Day(16), p.SHIRIN)
)

CASES = (FOLLOW_UP, REASSESSMENT, REDUCTION, END_OF_HELP)
