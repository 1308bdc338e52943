"""Complaints in each stage: as a track on the case, and as a case of their own."""

from portal.core.vocabulary import (
    AppealOutcome,
    Awaited,
    CaseKind,
    CloseReason,
    HearingNotNeeded,
    Item,
    LetterKind,
    Outcome,
    Promised,
    Reassessment,
    ReturnReason,
    Step,
)
from portal.core.vocabulary import EventType as T
from portal.sources.embedded import people as p
from portal.sources.embedded.people import Citizen, Team, Worker
from portal.sources.embedded.script import CaseScript, case
from portal.sources.embedded.workdays import Day

_EXTRA_COSTS = ("adult_extra_costs", p.ADULTS, p.LISE)
_AIDS = ("assistive_aids", p.AIDS, p.YUSUF)
_SUPPORT = ("support_at_home", p.ADULTS, p.METTE)


def _refused(
    reference: str,
    citizen: Citizen,
    decided: int,
    shows: str,
    where: tuple[str, Team, Worker] = _EXTRA_COSTS,
) -> CaseScript:
    """Tell a case up to a refusal whose letter arrived ``decided`` days ago."""
    area, team, worker = where
    return (
        case(reference, area, shows=shows)
        .ago(decided + 45)
        .starts(citizen, team, worker)
        .ago(decided + 38)
        .step(Step.INFORMATION)
        .ago(decided + 28)
        .complete()
        .step(Step.CASEWORK)
        .ago(decided + 20)
        .hearing(Day(-decided - 8))
        .ago(decided + 9)
        .hearing_answered()
        .ago(decided + 1)
        .step(Step.DECISION)
        .decides(Outcome.REFUSED)
        .ago(decided)
        .releases()
        .available()
    )


RECEIVED = (
    _refused("62-140", p.RIKKE, 24, "Klage modtaget: kommunen ser på sagen igen")
    .ago(8)
    .complains()
    .sends(LetterKind.RECEIPT)
    .promises(Promised.ANSWER, Day(18), p.LISE)
)

REASSESSED_HELD = (
    _refused("62-141", p.HASSAN, 40, "Klage genvurderet, men svaret er ikke nået frem endnu", _AIDS)
    .ago(19)
    .complains()
    .ago(3)
    .reassesses(Reassessment.PARTLY_CHANGED)
    .promises(Promised.LETTER, Day(4), p.YUSUF)
)

REASSESSED = (
    _refused("62-142", p.BIRGIT, 48, "Klage genvurderet: kommunen har ændret afgørelsen")
    .ago(27)
    .complains()
    .ago(9)
    .reassesses(Reassessment.CHANGED)
    .ago(7)
    .available(LetterKind.REASSESSMENT)
)

WITH_BOARD = (
    _refused(
        "62-143", p.MIKKEL, 80, "Klagen er hos Ankestyrelsen, intet trin er hos kommunen", _SUPPORT
    )
    .ago(58)
    .complains()
    .ago(38)
    .reassesses(Reassessment.UPHELD)
    .ago(36)
    .available(LetterKind.REASSESSMENT, complain_weeks=None)
    .forwards()
    .waits(Awaited.APPEALS_BOARD, Item.DECISION)
)

UPHELD = (
    _refused("62-144", p.CONNIE, 240, "Ankestyrelsen er enig med kommunen", _AIDS)
    .ago(219)
    .complains()
    .ago(199)
    .reassesses(Reassessment.UPHELD)
    .ago(198)
    .available(LetterKind.REASSESSMENT, complain_weeks=None)
    .forwards()
    .ago(14)
    .appeal_decided(AppealOutcome.UPHELD)
    .ago(12)
    .available(LetterKind.APPEAL_DECISION, complain_weeks=None)
    .says(T.CASE_CLOSED, reason=CloseReason.DECIDED)
)

CHANGED = (
    _refused("62-145", p.OLGA, 230, "Ankestyrelsen har ændret kommunens afgørelse")
    .ago(208)
    .complains()
    .ago(190)
    .reassesses(Reassessment.UPHELD)
    .ago(189)
    .available(LetterKind.REASSESSMENT, complain_weeks=None)
    .forwards()
    .ago(13)
    .appeal_decided(AppealOutcome.CHANGED)
    .ago(11)
    .available(LetterKind.APPEAL_DECISION, complain_weeks=None)
    .promises(Promised.LETTER, Day(6), p.LISE)
)

SENT_BACK = (
    _refused("62-146", p.NIELS, 250, "Ankestyrelsen har sendt sagen tilbage: en ny runde", _SUPPORT)
    .ago(230)
    .complains()
    .ago(211)
    .reassesses(Reassessment.UPHELD)
    .ago(210)
    .available(LetterKind.REASSESSMENT, complain_weeks=None)
    .forwards()
    .ago(24)
    .appeal_decided(AppealOutcome.SENT_BACK)
    .ago(22)
    .available(LetterKind.APPEAL_DECISION, complain_weeks=None)
    .ago(18)
    .back_to(
        Step.INFORMATION,
        ReturnReason.SENT_BACK,
        "Ankestyrelsen siger, at vi mangler oplysninger om din hverdag. Dem henter vi nu.",
    )
    .ago(10)
    .asks(Awaited.SPECIALIST, Item.ASSESSMENT, Day(14))
    .promises(Promised.CONTACT, Day(9), p.METTE)
)

COMPLAINED_ABOUT = (
    _refused("62-139", p.ZAHRA, 21, "Klagen over dette afslag er sin egen sag (62-147)")
    .ago(9)
    .complains()
)

OWN_CASE = (
    case("62-147", "adult_extra_costs", shows="Klagen er sin egen sag: lige modtaget")
    .ago(9)
    .starts(p.ZAHRA, p.APPEALS, p.OLE, kind=CaseKind.COMPLAINT, about_case="62-139")
    .sends(LetterKind.RECEIPT)
    .promises(Promised.ANSWER, Day(17), p.OLE)
)

OWN_CASE_AT_BOARD = (
    case("62-148", "home_adaptation", shows="Klagen er sin egen sag, og den er hos Ankestyrelsen")
    .ago(66)
    .starts(p.ROBERT, p.APPEALS, p.OLE, kind=CaseKind.COMPLAINT)
    .ago(60)
    .step(Step.CASEWORK)
    .ago(44)
    .no_hearing(HearingNotNeeded.NOTHING_NEW)
    .reassesses(Reassessment.UPHELD)
    .ago(43)
    .available(LetterKind.REASSESSMENT, complain_weeks=None)
    .forwards()
)

CASES = (
    RECEIVED,
    REASSESSED_HELD,
    REASSESSED,
    WITH_BOARD,
    UPHELD,
    CHANGED,
    SENT_BACK,
    COMPLAINED_ABOUT,
    OWN_CASE,
    OWN_CASE_AT_BOARD,
)
