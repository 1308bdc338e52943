"""What a feed can do: corrections, types from the future, silence, a long case, two cases."""

from portal.core.vocabulary import (
    Awaited,
    CaseKind,
    Channel,
    CountsFrom,
    CountsTo,
    DeadlineKind,
    ExtensionReason,
    HandoverReading,
    HandoverWait,
    HearingNotNeeded,
    Item,
    LetterKind,
    Promised,
    Step,
    Why,
    WithdrawalReason,
)
from portal.core.vocabulary import EventType as T
from portal.sources.embedded import people as p
from portal.sources.embedded.script import CaseScript, case
from portal.sources.embedded.workdays import Day

SILENT_SOURCE = "demo-tavs"

NEW_WORKER = (
    case(
        "62-170",
        "personal_assistance",
        shows="Ny sagsbehandler, aftalen står fast",
    )
    .ago(40)
    .starts(p.GERDA, p.ADULTS, p.OLE)
    .ago(35)
    .step(Step.INFORMATION)
    .asks(Awaited.DOCTOR, Item.MEDICAL_STATEMENT, Day(-18), why=Why.UNDERSTAND_NEEDS)
    .promises(Promised.MEETING, Day(7), p.OLE)
    .ago(22)
    .gets(Awaited.DOCTOR, Item.MEDICAL_STATEMENT)
    .ago(5)
    .new_worker(p.METTE, Day(4))
    .says(T.HANDOVER_CHOSEN, reading=HandoverReading.READ_FIRST, wait=HandoverWait.WAIT)
    .takes_over(Promised.MEETING, Day(7), p.METTE)
    .sends(LetterKind.CASEWORKER)
    .says(T.DEPUTY_ASSIGNED, **p.LISE.fields(), valid_to=Day(30))
)

CORRECTED = (
    case("62-171", "assistive_aids", shows="En dato er rettet, og en oplysning er fjernet")
    .ago(25)
    .starts(p.VIKTOR, p.AIDS, p.YUSUF)
    .ago(20)
    .step(Step.INFORMATION)
    .asks(Awaited.CITIZEN, Item.OWN_DESCRIPTION, Day(4), why=Why.UNDERSTAND_NEEDS)
    .called("forkert dato")
    .ago(17)
    .note("Denne note hører til i en anden sag.")
    .called("forkert sag")
    .ago(16)
    .withdraws("forkert sag", WithdrawalReason.WRONG_CASE)
    .ago(15)
    .corrects("forkert dato", due_on=Day(11))
    .promises(Promised.CONTACT, Day(13), p.YUSUF)
)

FUTURE_TYPE = (
    case("62-172", "assistive_aids", shows="En hændelse af en type, portalen ikke kender endnu")
    .ago(19)
    .starts(p.TROELS, p.AIDS, p.JOHN)
    .ago(14)
    .step(Step.INFORMATION)
    .ago(8)
    .says("sagsvej.aid.ordered", order="62-172-ordre-1", delivery_expected=Day(14))
    .promises(Promised.CONTACT, Day(6), p.JOHN)
)

SECOND = (
    case("62-173", "home_adaptation", shows="Samme borger har to sager, på hvert sit trin")
    .ago(7)
    .starts(p.MADS, p.AIDS, p.JOHN)
    .promises(Promised.CONTACT, Day(5), p.JOHN)
)

SILENT = (
    case(
        "S-2201",
        "support_at_home",
        shows="Systemet har ikke meldt noget i ni dage",
        source=SILENT_SOURCE,
    )
    .ago(30)
    .starts(p.LISBETH, p.ADULTS, p.SHIRIN)
    .ago(24)
    .step(Step.INFORMATION)
    .asks(Awaited.DOCTOR, Item.MEDICAL_STATEMENT, Day(5), why=Why.UNDERSTAND_NEEDS)
    .ago(9)
    .promises(Promised.CONTACT, Day(6), p.SHIRIN)
)

RECORDED_LATE = (
    case("62-174", "lost_earnings", shows="Noget blev først skrevet ned dage efter")
    .ago(28)
    .starts(p.CAMILLA, p.FAMILIES, p.PERNILLE)
    .ago(20)
    .says(T.CONTACT_MADE, channel=Channel.PHONE)
    .recorded(10)
    .ago(16)
    .step(Step.INFORMATION)
    .says(
        T.DEADLINE_SET,
        kind=DeadlineKind.OWN,
        due_on=Day(18),
        counts_from=CountsFrom.COMPLETE,
        counts_to=CountsTo.SENT,
    )
    .promises(Promised.CONTACT, Day(9), p.PERNILLE)
)


_EARLY_NOTES = (
    "Vi har talt med din hjælper om vagterne i ugen.",
    "Vi har været på besøg hjemme hos dig.",
    None,
    "Vi har regnet på, hvor mange timer du har brug for.",
    "Vi har fået et skema over nætterne.",
    "Vi har set på, hvordan du kommer til og fra arbejde.",
    "Vi har talt med en fra din arbejdsplads.",
    None,
    "Vi har set på hjælpen i ferier.",
    "Vi har talt om, hvem der skal lave vagtplanen.",
    "Vi har fået et nyt skema over ugen.",
    "Vi har set på, hvad hjælperne skal lære.",
    "Vi har talt med dig om besøg hos din familie.",
    "Vi har lagt et brev fra dig i sagen.",
    None,
)
_LATE_NOTES = (
    "Vi har regnet timerne om en gang til.",
    "Vi har talt med den, der laver lønnen.",
    "Vi har set på udgifter til handsker og andet udstyr.",
    "Vi har spurgt en kollega til råds om nætterne.",
    None,
    "Vi har læst specialistens vurdering igen.",
    "Vi har skrevet et udkast.",
    "En leder har læst udkastet.",
    "Vi har rettet tallene i udkastet.",
)


def _long() -> CaseScript:
    """Tell a case of 60 events: back and forth over most of a year."""
    script = (
        case("62-175", "personal_assistance", shows="En lang sag med 60 hændelser")
        .ago(330)
        .starts(p.INGRID, p.ADULTS, p.OLE, kind=CaseKind.APPLICATION)
        .sends(LetterKind.RECEIPT)
        .ago(320)
        .step(Step.INFORMATION)
    )
    asked = (
        (Awaited.DOCTOR, Item.MEDICAL_STATEMENT),
        (Awaited.CITIZEN, Item.OWN_DESCRIPTION),
        (Awaited.HOSPITAL, Item.HOSPITAL_RECORD),
        (Awaited.SUPPLIER, Item.PRICE_OFFER),
        (Awaited.SPECIALIST, Item.SPECIALIST_VIEW),
    )
    for round_, (whom, item) in enumerate(asked):
        start = 310 - round_ * 36
        script.ago(start).asks(whom, item, Day(-start + 20), why=Why.UNDERSTAND_NEEDS)
        script.promises(Promised.CONTACT, Day(-start + 24), p.OLE)
        script.ago(start - 15).gets(whom, item)
        script.ago(start - 23).keeps(Channel.PHONE)
        for turn in range(3):
            script.ago(start - 26 - turn * 3).note(_EARLY_NOTES[round_ * 3 + turn])
    script.ago(130).complete().step(Step.CASEWORK).ago(108)
    script.extends(Day(20), ExtensionReason.WAITING_FOR_SPECIALIST)
    script.ago(90).new_worker(p.LISE, Day(-80))
    script.ago(80).says(T.CONTACT_MADE, channel=Channel.MEETING)
    script.ago(60).no_hearing(HearingNotNeeded.NOTHING_AGAINST)
    script.waits(Awaited.MUNICIPALITY, Item.DECISION, Day(18))
    for day, note in zip((55, 50, 43, 36, 29, 22, 19, 17, 15), _LATE_NOTES, strict=True):
        script.ago(day).note(note)
    return script.ago(6).promises(Promised.ANSWER, Day(18), p.LISE)


LONG = _long()

CASES = (
    NEW_WORKER,
    CORRECTED,
    FUTURE_TYPE,
    SECOND,
    SILENT,
    RECORDED_LATE,
    LONG,
)
