"""Each of the five steps on time, an unknown step, a case gone back and one paused."""

from portal.core.vocabulary import (
    Awaited,
    Channel,
    Decider,
    HearingNotNeeded,
    Item,
    LetterKind,
    Outcome,
    PauseReason,
    Promised,
    ReturnReason,
    Step,
    Why,
)
from portal.core.vocabulary import EventType as T
from portal.sources.embedded import people as p
from portal.sources.embedded.script import case
from portal.sources.embedded.workdays import Day

RECEIVED = (
    case("62-101", "adult_extra_costs", shows="Trin 1: ansøgningen er lige modtaget")
    .ago(4)
    .starts(p.FREJA, p.ADULTS, p.LISE, complete=False)
    .sends(LetterKind.RECEIPT)
    .promises(Promised.CONTACT, Day(6), p.LISE)
)

INFORMATION = (
    case("62-102", "assistive_aids", shows="Trin 2: kommunen venter på lægen, aftale om kontakt")
    .ago(20)
    .starts(p.MADS, p.AIDS, p.YUSUF, complete=False)
    .sends(LetterKind.RECEIPT)
    .ago(17)
    .step(Step.INFORMATION)
    .says(T.DEPUTY_ASSIGNED, **p.JOHN.fields())
    .asks(
        Awaited.CITIZEN,
        Item.OWN_DESCRIPTION,
        Day(-9),
        why=Why.UNDERSTAND_NEEDS,
        note="Skriv eller fortæl, hvor i hverdagen kørestolen er svær at bruge.",
    )
    .ago(12)
    .gets(Awaited.CITIZEN, Item.OWN_DESCRIPTION)
    .ago(10)
    .asks(Awaited.DOCTOR, Item.MEDICAL_STATEMENT, Day(8), why=Why.UNDERSTAND_NEEDS)
    .ago(6)
    .says(T.CONTACT_MADE, channel=Channel.PHONE)
    .promises(Promised.CONTACT, Day(9), p.YUSUF)
)

CASEWORK = (
    case("62-103", "escort", shows="Trin 3: sagen bliver vurderet, aftalen er i dag")
    .ago(24)
    .starts(p.NADIA, p.ADULTS, p.SHIRIN)
    .ago(20)
    .step(Step.INFORMATION)
    .asks(Awaited.CITIZEN, Item.CONSENT, Day(-12), why=Why.PERMISSION)
    .ago(15)
    .gets(Awaited.CITIZEN, Item.CONSENT)
    .complete()
    .ago(11)
    .step(Step.CASEWORK)
    .waits(Awaited.MUNICIPALITY, Item.ASSESSMENT, Day(4))
    .says(T.DECIDER_NAMED, decider=Decider.LEADER, name="Pernille Vang")
    .promises(Promised.CALL, Day(0), p.SHIRIN)
)

HEARING = (
    case("62-104", "support_at_home", shows="Trin 4: partshøring er i gang, svar på papir")
    .ago(33)
    .starts(p.BENT, p.ADULTS, p.METTE)
    .sends(LetterKind.RECEIPT, Channel.PAPER)
    .ago(28)
    .step(Step.INFORMATION)
    .waits(Awaited.CITIZEN, Item.HOME_VISIT)
    .ago(21)
    .wait_over()
    .says(T.CONTACT_MADE, channel=Channel.MEETING)
    .ago(18)
    .complete()
    .step(Step.CASEWORK)
    .ago(5)
    .step(Step.HEARING)
    .sends(LetterKind.HEARING, Channel.PAPER)
    .says(T.HEARING_OPENED, hearing="62-104-hoering-1", due_on=Day(9), letter="62-104-brev-2")
    .promises(Promised.ANSWER, Day(16), p.METTE)
)

DECISION = (
    case("62-105", "assistive_aids", shows="Trin 5: afgørelsen er truffet, hjælpen er bevilget")
    .ago(46)
    .starts(p.LENE, p.AIDS, p.YUSUF)
    .ago(41)
    .step(Step.INFORMATION)
    .asks(Awaited.SUPPLIER, Item.PRICE_OFFER, Day(-27), why=Why.COUNT_COSTS)
    .ago(30)
    .gets(Awaited.SUPPLIER, Item.PRICE_OFFER)
    .complete()
    .step(Step.CASEWORK)
    .ago(12)
    .no_hearing(HearingNotNeeded.NOTHING_AGAINST)
    .step(Step.DECISION)
    .decides(Outcome.GRANTED, Day(-1))
    .ago(9)
    .releases()
    .available(complain_weeks=None)
)

UNKNOWN_STEP = (
    case("62-106", "home_adaptation", shows="Ukendt trin: systemet fortæller kun, at sagen er åben")
    .ago(16)
    .opened()
    .person(p.PALLE)
    .team(p.AIDS)
)

GONE_BACK = (
    case("62-107", "personal_assistance", shows="Tilbage til trin 2: der kom nye oplysninger")
    .ago(52)
    .starts(p.THUY, p.ADULTS, p.LISE)
    .ago(47)
    .step(Step.INFORMATION)
    .ago(30)
    .complete()
    .step(Step.CASEWORK)
    .ago(7)
    .back_to(
        Step.INFORMATION,
        ReturnReason.NEW_INFORMATION,
        "Du har fået en ny undersøgelse. Vi vil gerne have den med, før vi vurderer.",
    )
    .asks(Awaited.HOSPITAL, Item.HOSPITAL_RECORD, Day(11), why=Why.NEWER_INFORMATION)
    .promises(Promised.CONTACT, Day(12), p.LISE)
)

PAUSED = (
    case("62-108", "support_at_home", shows="På pause: borgeren har selv bedt om det")
    .ago(38)
    .starts(p.KASPER, p.ADULTS, p.METTE)
    .ago(34)
    .step(Step.INFORMATION)
    .asks(Awaited.DOCTOR, Item.MEDICAL_STATEMENT, Day(-20), why=Why.UNDERSTAND_NEEDS)
    .ago(24)
    .gets(Awaited.DOCTOR, Item.MEDICAL_STATEMENT)
    .ago(10)
    .says(
        T.CASE_PAUSED,
        reason=PauseReason.CITIZEN_ASKED,
        until=Day(20),
        note="Du er startet på et nyt hold. Du vil vente, til du er faldet til.",
    )
    .promises(Promised.CALL, Day(20), p.METTE)
)

RESUMED = (
    case("62-109", "escort", shows="I gang igen efter en pause, fristen er den samme")
    .ago(31)
    .starts(p.DORTHE, p.ADULTS, p.SHIRIN)
    .ago(27)
    .step(Step.INFORMATION)
    .ago(24)
    .says(T.CASE_PAUSED, reason=PauseReason.TREATMENT, until=Day(-9))
    .ago(9)
    .says(T.CASE_RESUMED)
    .step(Step.CASEWORK)
    .promises(Promised.CONTACT, Day(7), p.SHIRIN)
)

CASES = (
    RECEIVED,
    INFORMATION,
    CASEWORK,
    HEARING,
    DECISION,
    UNKNOWN_STEP,
    GONE_BACK,
    PAUSED,
    RESUMED,
)
