"""The hearing of the party, and decisions: shown, and held back until they may be shown."""

from portal.core.vocabulary import (
    Awaited,
    Channel,
    CloseReason,
    Decider,
    HearingNotNeeded,
    Item,
    Outcome,
    Promised,
    Step,
    TalkResult,
    Why,
)
from portal.core.vocabulary import EventType as T
from portal.sources.embedded import people as p
from portal.sources.embedded.people import Citizen
from portal.sources.embedded.script import CaseScript, case
from portal.sources.embedded.workdays import Day

HEARING_EXTENDED = (
    case("62-130", "adult_extra_costs", shows="Partshøring med længere tid til at svare")
    .ago(41)
    .starts(p.ANNE, p.ADULTS, p.LISE)
    .ago(36)
    .step(Step.INFORMATION)
    .ago(27)
    .complete()
    .step(Step.CASEWORK)
    .ago(15)
    .hearing(Day(-1))
    .ago(4)
    .says(T.HEARING_EXTENDED, hearing="62-130-hoering-1", due_on=Day(10))
    .promises(Promised.CONTACT, Day(14), p.LISE)
)

HEARING_ANSWERED = (
    case("62-131", "support_at_home", shows="Partshøringen er besvaret, svaret bliver læst")
    .ago(45)
    .starts(p.MARIAM, p.ADULTS, p.METTE)
    .ago(40)
    .step(Step.INFORMATION)
    .ago(30)
    .complete()
    .step(Step.CASEWORK)
    .ago(20)
    .hearing(Day(-5))
    .ago(8)
    .hearing_answered()
    .promises(Promised.ANSWER, Day(8), p.METTE)
)

NO_HEARING = (
    case(
        "62-132", "assistive_aids", shows="Partshøring er ikke nødvendig, et møde skal afgøre sagen"
    )
    .ago(28)
    .starts(p.ERIK, p.AIDS, p.YUSUF)
    .ago(24)
    .step(Step.INFORMATION)
    .ago(17)
    .complete()
    .step(Step.CASEWORK)
    .ago(6)
    .no_hearing(HearingNotNeeded.NOTHING_NEW)
    .says(T.DECIDER_NAMED, decider=Decider.BOARD, name="Visitationsudvalget", meets_on=Day(6))
    .waits(Awaited.MUNICIPALITY, Item.BOARD_MEETING, Day(6))
    .promises(Promised.ANSWER, Day(10), p.YUSUF)
)


def _decided(reference: str, citizen: Citizen, outcome: Outcome, shows: str) -> CaseScript:
    """Tell a case up to its decision. Every outcome is told alike."""
    return (
        case(reference, "adult_extra_costs", shows=shows)
        .ago(50)
        .starts(citizen, p.ADULTS, p.LISE)
        .ago(45)
        .step(Step.INFORMATION)
        .asks(Awaited.CITIZEN, Item.RECEIPTS, Day(-33), why=Why.COUNT_COSTS)
        .ago(36)
        .gets(Awaited.CITIZEN, Item.RECEIPTS)
        .complete()
        .step(Step.CASEWORK)
        .ago(24)
        .hearing(Day(-12))
        .ago(14)
        .hearing_answered()
        .ago(6)
        .step(Step.DECISION)
        .decides(outcome, Day(12))
    )


HELD_REFUSED = (
    _decided("62-133", p.VERA, Outcome.REFUSED, "Afgørelse truffet, men ikke frigivet (1 af 2)")
    .promises(Promised.CALL, Day(3), p.LISE)
    .says(T.TALK_NOTED, decision="62-133-afgoerelse-1", result=TalkResult.TRIED, on=Day(-1))
)

HELD_GRANTED = _decided(
    "62-134", p.VIGGO, Outcome.GRANTED, "Afgørelse truffet, men endnu ikke frigivet (2 af 2)"
).promises(Promised.CALL, Day(3), p.LISE)

PARTLY = (
    _decided("62-135", p.LAILA, Outcome.PARTLY, "Afgjort: delvist bevilget")
    .ago(4)
    .releases()
    .available()
)

REFUSED = (
    _decided("62-136", p.SOREN, Outcome.REFUSED, "Afgjort: afslag, brevet er kommet frem")
    .ago(5)
    .says(T.CONTACT_MADE, channel=Channel.PHONE)
    .says(T.TALK_NOTED, decision="62-136-afgoerelse-1", result=TalkResult.HELD, on=Day(-5))
    .ago(4)
    .available()
)

DISMISSED = (
    case("62-137", "car", shows="Afgjort: afvist, kommunen kan ikke behandle ansøgningen")
    .ago(26)
    .starts(p.JASMINA, p.AIDS, p.JOHN)
    .ago(12)
    .no_hearing(HearingNotNeeded.EXCEPTION)
    .step(Step.DECISION)
    .decides(Outcome.DISMISSED)
    .ago(10)
    .releases()
    .available(channel=Channel.PAPER)
)

DISCONTINUED = (
    case("62-138", "escort", shows="Sagen er stoppet og afsluttet, borgeren trak ansøgningen")
    .ago(34)
    .starts(p.PER, p.ADULTS, p.SHIRIN)
    .ago(29)
    .step(Step.INFORMATION)
    .ago(15)
    .step(Step.DECISION)
    .decides(Outcome.DISCONTINUED)
    .releases()
    .available(complain_weeks=None)
    .ago(12)
    .says(T.CASE_CLOSED, reason=CloseReason.WITHDRAWN_BY_CITIZEN)
)

CASES = (
    HEARING_EXTENDED,
    HEARING_ANSWERED,
    NO_HEARING,
    HELD_REFUSED,
    HELD_GRANTED,
    PARTLY,
    REFUSED,
    DISMISSED,
    DISCONTINUED,
)
