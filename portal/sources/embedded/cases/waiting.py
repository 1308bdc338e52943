"""Cases that wait: for the citizen and for every kind of third party."""

from portal.core.vocabulary import Awaited, Item, LetterKind, Promised, Step, Why
from portal.core.vocabulary import EventType as T
from portal.sources.embedded import people as p
from portal.sources.embedded.script import case
from portal.sources.embedded.workdays import Day

ON_CITIZEN = (
    case("62-110", "adult_extra_costs", shows="Venter på borgeren: kvitteringer mangler")
    .ago(21)
    .starts(p.TOMASZ, p.ADULTS, p.LISE, complete=False)
    .ago(16)
    .step(Step.INFORMATION)
    .sends(LetterKind.REQUEST)
    .asks(
        Awaited.CITIZEN,
        Item.RECEIPTS,
        Day(5),
        why=Why.COUNT_COSTS,
        note="Vi mangler kvitteringer for medicin og kørsel fra de sidste tre måneder.",
    )
    .promises(Promised.CONTACT, Day(12), p.LISE)
)

ON_HOSPITAL = (
    case("62-111", "personal_assistance", shows="Venter på hospitalet")
    .ago(27)
    .starts(p.INGRID, p.ADULTS, p.LISE)
    .ago(22)
    .step(Step.INFORMATION)
    .asks(Awaited.HOSPITAL, Item.HOSPITAL_RECORD, Day(7), why=Why.UNDERSTAND_NEEDS)
    .promises(Promised.CONTACT, Day(8), p.LISE)
)

ON_EMPLOYER = (
    case("62-112", "lost_earnings", shows="Venter på arbejdsgiveren om timer og løn")
    .ago(18)
    .starts(p.HODAN, p.FAMILIES, p.PERNILLE)
    .ago(14)
    .step(Step.INFORMATION)
    .asks(Awaited.EMPLOYER, Item.EMPLOYER_STATEMENT, Day(6), why=Why.COUNT_COSTS)
    .promises(Promised.CALL, Day(8), p.PERNILLE)
)

ON_SUPPLIER = (
    case("62-113", "car", shows="Venter på leverandøren: tilbud på ombygning af bil")
    .ago(44)
    .starts(p.JENS, p.AIDS, p.JOHN)
    .ago(39)
    .step(Step.INFORMATION)
    .asks(Awaited.DOCTOR, Item.MEDICAL_STATEMENT, Day(-22), why=Why.UNDERSTAND_NEEDS)
    .ago(25)
    .gets(Awaited.DOCTOR, Item.MEDICAL_STATEMENT)
    .ago(13)
    .waits(Awaited.SUPPLIER, Item.PRICE_OFFER, Day(13))
    .promises(Promised.CONTACT, Day(15), p.JOHN)
)

ON_OTHER_MUNICIPALITY = (
    case("62-114", "supported_housing", shows="Venter på den kommune, borgeren er flyttet fra")
    .ago(19)
    .starts(p.PIPALUK, p.ADULTS, p.METTE)
    .ago(15)
    .step(Step.INFORMATION)
    .asks(
        Awaited.OTHER_MUNICIPALITY,
        Item.ASSESSMENT,
        Day(4),
        why=Why.UNDERSTAND_NEEDS,
        note="Vi har bedt om papirerne fra din gamle kommune. Du skal ikke hente dem selv.",
    )
    .promises(Promised.MEETING, Day(13), p.METTE)
)

ON_SPECIALIST = (
    case("62-115", "supported_housing", shows="Venter på en specialist")
    .ago(31)
    .starts(p.ARNE, p.ADULTS, p.METTE)
    .ago(26)
    .step(Step.INFORMATION)
    .asks(Awaited.SPECIALIST, Item.SPECIALIST_VIEW, Day(18), why=Why.UNDERSTAND_NEEDS)
    .promises(Promised.CONTACT, Day(10), p.METTE)
)

ON_DOCTOR_OVERDUE = (
    case("62-116", "assistive_aids", shows="Venter på lægen, og lægens svar er over tiden")
    .ago(36)
    .starts(p.SUNNIVA, p.AIDS, p.YUSUF)
    .ago(32)
    .step(Step.INFORMATION)
    .asks(Awaited.DOCTOR, Item.MEDICAL_STATEMENT, Day(-8), why=Why.UNDERSTAND_NEEDS)
    .ago(3)
    .note("Vi har ringet til din læge og mindet om svaret.")
    .promises(Promised.CALL, Day(5), p.YUSUF)
)

ON_REPRESENTATIVE = (
    case("62-117", "home_adaptation", shows="Venter på en partsrepræsentant og på boligselskabet")
    .ago(23)
    .starts(p.TROELS, p.AIDS, p.JOHN)
    .ago(19)
    .step(Step.INFORMATION)
    .asks(Awaited.REPRESENTATIVE, Item.CONSENT, Day(3), why=Why.PERMISSION)
    .ago(12)
    .says(
        T.WAITING_STARTED,
        waiting="62-117-vent-1",
        on=Awaited.OTHER,
        item=Item.OTHER,
        since=Day(-12),
        due_on=Day(10),
        note="Boligselskabet skal sige ja, før døren kan gøres bredere.",
    )
    .promises(Promised.CONTACT, Day(11), p.JOHN)
)

CASES = (
    ON_CITIZEN,
    ON_HOSPITAL,
    ON_EMPLOYER,
    ON_SUPPLIER,
    ON_OTHER_MUNICIPALITY,
    ON_SPECIALIST,
    ON_DOCTOR_OVERDUE,
    ON_REPRESENTATIVE,
)
