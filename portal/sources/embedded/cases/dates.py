"""Late and extended deadlines, and every state a promise can have."""

from portal.core.vocabulary import (
    Awaited,
    Channel,
    ExtensionReason,
    HearingNotNeeded,
    Item,
    LetterKind,
    MessageKind,
    Promised,
    Step,
    UpdateKind,
    Why,
)
from portal.core.vocabulary import EventType as T
from portal.sources.embedded import people as p
from portal.sources.embedded.script import case
from portal.sources.embedded.workdays import Day

LATE = (
    case("62-120", "adult_extra_costs", shows="Over fristen, uden at fristen er forlænget")
    .ago(92)
    .starts(p.AHMED, p.ADULTS, p.LISE)
    .ago(86)
    .step(Step.INFORMATION)
    .asks(Awaited.CITIZEN, Item.RECEIPTS, Day(-70), why=Why.COUNT_COSTS)
    .ago(73)
    .gets(Awaited.CITIZEN, Item.RECEIPTS)
    .complete()
    .ago(44)
    .step(Step.CASEWORK)
    .waits(Awaited.MUNICIPALITY, Item.ASSESSMENT)
)

LATE_EXTENDED = (
    case("62-121", "escort", shows="Fristen er forlænget i et brev, ny dato er ikke nået")
    .ago(70)
    .starts(p.KIRSTEN, p.ADULTS, p.SHIRIN)
    .ago(64)
    .step(Step.INFORMATION)
    .asks(Awaited.HOSPITAL, Item.HOSPITAL_RECORD, Day(-45), why=Why.UNDERSTAND_NEEDS)
    .ago(31)
    .extends(Day(11), ExtensionReason.WAITING_FOR_PAPERS)
    .ago(12)
    .gets(Awaited.HOSPITAL, Item.HOSPITAL_RECORD)
    .complete()
    .step(Step.CASEWORK)
    .no_hearing(HearingNotNeeded.NOTHING_NEW)
    .promises(Promised.ANSWER, Day(11), p.SHIRIN)
)

LATE_AGAIN = (
    case("62-122", "assistive_aids", shows="Fristen er forlænget, men den nye dato er passeret")
    .ago(110)
    .starts(p.RASMUS, p.AIDS, p.YUSUF)
    .deadline(8)
    .ago(100)
    .step(Step.INFORMATION)
    .ago(62)
    .complete()
    .step(Step.CASEWORK)
    .ago(58)
    .extends(Day(-9), ExtensionReason.BUSY)
    .ago(20)
    .promises(Promised.ANSWER, Day(-9), p.YUSUF)
)

INCOMPLETE = (
    case(
        "62-123",
        "personal_assistance",
        shows="Fristen er ikke begyndt, papirer mangler",
    )
    .ago(29)
    .starts(p.DIANA, p.ADULTS, p.LISE, complete=False)
    .ago(24)
    .step(Step.INFORMATION)
    .asks(Awaited.CITIZEN, Item.APPLICATION_FORM, Day(4), why=Why.LAW_REQUIRES)
    .promises(Promised.CONTACT, Day(6), p.LISE)
)

PROMISE_CHANGED = (
    case("62-124", "assistive_aids", shows="Aftalen er flyttet, med grund og den gamle dato")
    .ago(26)
    .starts(p.GITTE, p.AIDS, p.YUSUF)
    .ago(22)
    .step(Step.INFORMATION)
    .asks(Awaited.SUPPLIER, Item.PRICE_OFFER, Day(3), why=Why.COUNT_COSTS)
    .promises(Promised.CALL, Day(2), p.YUSUF)
    .ago(3)
    .moves_promise(Promised.CALL, Day(13), ExtensionReason.WAITING_FOR_PAPERS, p.YUSUF)
)

PROMISE_MISSED = (
    case("62-125", "support_at_home", shows="Aftalen blev ikke holdt")
    .ago(30)
    .starts(p.ELIAS, p.ADULTS, p.METTE)
    .ago(25)
    .step(Step.INFORMATION)
    .asks(Awaited.DOCTOR, Item.MEDICAL_STATEMENT, Day(2), why=Why.UNDERSTAND_NEEDS)
    .promises(Promised.CALL, Day(-6), p.METTE)
)

PROMISE_KEPT = (
    case("62-126", "escort", shows="Aftalen blev holdt, og der er lavet en ny")
    .ago(22)
    .starts(p.VIBEKE, p.ADULTS, p.SHIRIN)
    .ago(18)
    .step(Step.INFORMATION)
    .promises(Promised.MEETING, Day(-5), p.SHIRIN)
    .ago(6)
    .keeps(Channel.MEETING)
    .promises(Promised.LETTER, Day(9), p.SHIRIN)
    .says(
        T.CONTACT_PROMISED,
        promise="62-126-moede",
        what=Promised.OTHER,
        by=Day(14),
        owner=p.SHIRIN.name,
        channel=Channel.MEETING,
        note="Vi undersøger, om du kan få ledsager til svømning om lørdagen.",
        citizen_words="I sagde, at jeg kan komme til svømning om lørdagen.",
    )
    .ago(4)
    .says(
        T.PROMISE_DISPUTED,
        promise="62-126-moede",
        note="Jeg forstod det sådan, at det var aftalt, og ikke kun skulle undersøges.",
    )
)

PROMISE_KEPT_ONLY = (
    case("62-127", "assistive_aids", shows="Aftalen blev holdt, ingen ny aftale endnu")
    .ago(20)
    .starts(p.SAMUEL, p.AIDS, p.YUSUF)
    .ago(15)
    .step(Step.CASEWORK)
    .promises(Promised.CALL, Day(-3), p.YUSUF)
    .ago(4)
    .keeps(Channel.PHONE)
    .ago(1)
    .says(
        T.UPDATE_POSTED,
        update="62-127-ord",
        kind=UpdateKind.NOTHING_NEW,
        note="Vi venter på, at leverandøren har tid til at måle op. Jeg ringer til dem på mandag.",
        by=p.YUSUF.name,
        unit=p.AIDS.name,
    )
)

NO_PROMISE = (
    case("62-128", "adult_extra_costs", shows="Ingen aftale er lavet endnu")
    .ago(14)
    .starts(p.TOVE, p.ADULTS, p.LISE)
    .ago(11)
    .step(Step.INFORMATION)
    .waits(Awaited.MUNICIPALITY, Item.CONVERSATION)
    .ago(2)
    .says(T.MESSAGE_RECEIVED, message="62-128-besked", kind=MessageKind.DISAGREE)
    .ago(1)
    .says(
        T.MESSAGE_ANSWERED,
        message="62-128-besked",
        note="Du har ret: Du bor ikke alene. Vi har rettet det i sagen.",
    )
)

PROMISE_LATE_NOTICE = (
    case("62-129", "home_adaptation", shows="Aftalen er flyttet to gange, nu et brev om ny dato")
    .ago(48)
    .starts(p.HENRIK, p.AIDS, p.JOHN)
    .ago(43)
    .step(Step.INFORMATION)
    .promises(Promised.MEETING, Day(-16), p.JOHN)
    .ago(18)
    .moves_promise(Promised.MEETING, Day(-4), ExtensionReason.BUSY, p.JOHN)
    .ago(5)
    .sends(LetterKind.UPDATE)
    .moves_promise(Promised.MEETING, Day(8), ExtensionReason.CITIZEN_ASKED, p.JOHN)
)

CASES = (
    LATE,
    LATE_EXTENDED,
    LATE_AGAIN,
    INCOMPLETE,
    PROMISE_CHANGED,
    PROMISE_MISSED,
    PROMISE_KEPT,
    PROMISE_KEPT_ONLY,
    NO_PROMISE,
    PROMISE_LATE_NOTICE,
)
