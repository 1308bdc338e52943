"""Who is in a case: children, parents, guardians, several cases, protected and wrong people."""

from portal.core.vocabulary import (
    Awaited,
    Basis,
    ContactWay,
    Custody,
    Item,
    LetterKind,
    PartyEndReason,
    Promised,
    Role,
    Scope,
    Step,
    TimeOfDay,
    Why,
)
from portal.core.vocabulary import EventType as T
from portal.sources.embedded import people as p
from portal.sources.embedded.script import case
from portal.sources.embedded.workdays import Day

CHILD = (
    case("62-160", "child_extra_costs", shows="Et barns sag med to forældre, venter på skolen")
    .ago(23)
    .opened(complete=False)
    .person(p.NOAH, Role.CHILD)
    .person(p.SARA, Role.PARENT, custody=Custody.JOINT)
    .person(p.OMAR, Role.PARENT, custody=Custody.JOINT)
    .team(p.FAMILIES)
    .worker(p.PERNILLE)
    .step(Step.RECEIVED)
    .sends(LetterKind.RECEIPT)
    .ago(18)
    .step(Step.INFORMATION)
    .asks(
        Awaited.SCHOOL,
        Item.SCHOOL_STATEMENT,
        Day(7),
        why=Why.UNDERSTAND_NEEDS,
        note="Vi har spurgt skolen om støtte i timerne. Noah skal ikke gøre noget.",
    )
    .promises(Promised.CONTACT, Day(10), p.PERNILLE)
)

PARENTS_OWN = (
    case("62-161", "escort", shows="Forælderens egen sag ved siden af barnets, aldrig blandet")
    .ago(12)
    .starts(p.SARA, p.ADULTS, p.SHIRIN)
    .promises(Promised.CONTACT, Day(5), p.SHIRIN)
)

YOUNG = (
    case("62-162", "escort", shows="En ung på 17 år er selv part, og moren kan se sagen")
    .ago(21)
    .opened()
    .person(p.EMMA, Role.PERSON)
    .person(p.LOTTE, Role.PARENT, custody=Custody.SOLE, scope=[Scope.SEE_STATUS])
    .team(p.FAMILIES)
    .worker(p.PERNILLE)
    .step(Step.RECEIVED)
    .ago(16)
    .step(Step.INFORMATION)
    .asks(Awaited.CITIZEN, Item.CONVERSATION, Day(6), why=Why.UNDERSTAND_NEEDS)
    .promises(Promised.MEETING, Day(6), p.PERNILLE)
)

SMALL_CHILD = (
    case(
        "62-163",
        "lost_earnings",
        shows="Et lille barn, koordinator, og kun moren har forældremyndighed nu",
    )
    .ago(17)
    .opened()
    .person(p.IDA, Role.CHILD)
    .person(p.CAMILLA, Role.PARENT, custody=Custody.JOINT)
    .person(p.STEEN, Role.PARENT, custody=Custody.JOINT)
    .team(p.FAMILIES)
    .worker(p.PERNILLE)
    .step(Step.RECEIVED)
    .ago(13)
    .step(Step.INFORMATION)
    .says(T.COORDINATOR_ASSIGNED, **p.OLE.fields(), unit=p.FAMILIES.name)
    .says(
        T.PARTY_CHANGED,
        party="62-163-camilla",
        custody=Custody.SOLE,
        exempt_from_digital_post=False,
    )
    .says(T.PARTY_CHANGED, party="62-163-steen", custody=Custody.NONE)
    .asks(Awaited.EMPLOYER, Item.EMPLOYER_STATEMENT, Day(9), why=Why.COUNT_COSTS)
    .promises(Promised.CONTACT, Day(10), p.PERNILLE)
)

GUARDIAN = (
    case("62-164", "supported_housing", shows="En værge ser og handler for en voksen søn")
    .ago(24)
    .opened()
    .person(p.JORGEN)
    .person(
        p.ELSE,
        Role.GUARDIAN,
        scope=[Scope.SEE_STATUS, Scope.READ_LETTERS, Scope.ACT],
        valid_from=Day(-400),
    )
    .team(p.ADULTS)
    .worker(p.METTE)
    .step(Step.RECEIVED)
    .ago(19)
    .step(Step.INFORMATION)
    .asks(Awaited.REPRESENTATIVE, Item.OWN_DESCRIPTION, Day(8), why=Why.UNDERSTAND_NEEDS)
    .promises(Promised.MEETING, Day(12), p.METTE)
)

REPRESENTED = (
    case("62-165", "assistive_aids", shows="En ven har fuldmagt til at se sagen, en anden har ikke")
    .ago(27)
    .starts(p.GERDA, p.AIDS, p.YUSUF)
    .person(
        p.TROELS,
        Role.REPRESENTATIVE,
        scope=[Scope.SEE_STATUS],
        valid_from=Day(-27),
        valid_to=Day(90),
    )
    .person(p.VIKTOR, Role.REPRESENTATIVE, scope=[Scope.SEE_STATUS], valid_from=Day(-27))
    .ago(14)
    .step(Step.INFORMATION)
    .says(
        T.PARTY_ENDED,
        party="62-165-viktor",
        on=Day(-14),
        reason=PartyEndReason.WITHDRAWN,
    )
    .promises(Promised.CONTACT, Day(4), p.YUSUF)
    .says(
        T.CONTACT_AGREED,
        way=ContactWay.PHONE,
        every_days=14,
        time_of_day=TimeOfDay.MORNING,
        phone_first=True,
        large_print=True,
        note="Lad telefonen ringe længe. Jeg går langsomt.",
    )
)

ARABIC = (
    case("62-166", "adult_extra_costs", shows="Borgeren læser arabisk, noten er skrevet på dansk")
    .ago(18)
    .starts(p.LAYLA, p.ADULTS, p.LISE, complete=False)
    .ago(14)
    .step(Step.INFORMATION)
    .asks(
        Awaited.CITIZEN,
        Item.RECEIPTS,
        Day(8),
        why=Why.COUNT_COSTS,
        note="Send gerne et foto af kvitteringerne. Du kan også komme ind med dem.",
    )
    .promises(Promised.CALL, Day(9), p.LISE)
)

PROTECTED = (
    case("62-167", "home_adaptation", shows="Navn og adresse er blevet beskyttet")
    .ago(15)
    .starts(p.KAREN, p.AIDS, p.JOHN)
    .ago(14)
    .says(T.PARTY_CHANGED, party="62-167-karen", protected=True)
    .ago(11)
    .step(Step.INFORMATION)
    .asks(Awaited.SUPPLIER, Item.PRICE_OFFER, Day(9), why=Why.COUNT_COSTS)
    .promises(Promised.CALL, Day(11), p.JOHN)
)

DIED = (
    case("62-168", "assistive_aids", shows="Borgeren er død: breve og påmindelser er stoppet")
    .ago(35)
    .starts(p.BJARNE, p.AIDS, p.YUSUF)
    .ago(30)
    .step(Step.INFORMATION)
    .promises(Promised.CALL, Day(6), p.YUSUF)
    .ago(3)
    .says(T.PARTY_DIED, party="62-168-bjarne")
)

WRONG_PERSON = (
    case("62-169", "adult_extra_costs", shows="En forkert person var koblet på og er fjernet igen")
    .ago(13)
    .starts(p.LISBETH, p.ADULTS, p.LISE)
    .person(p.VIKTOR)
    .ago(12)
    .says(T.PARTY_WRONG, party="62-169-viktor")
    .ago(9)
    .step(Step.INFORMATION)
    .promises(Promised.CONTACT, Day(7), p.LISE)
)

PROTECTED_PARENTS = (
    case("62-190", "child_extra_costs", shows="To forældre med beskyttet adresse ser ikke hinanden")
    .ago(22)
    .opened()
    .person(p.ALMA, Role.CHILD)
    .person(p.MAJA, Role.PARENT, custody=Custody.JOINT, protected=True)
    .person(p.JONAS, Role.PARENT, custody=Custody.JOINT, protected=True)
    .team(p.FAMILIES)
    .worker(p.PERNILLE)
    .step(Step.RECEIVED)
    .ago(17)
    .step(Step.INFORMATION)
    .asks(Awaited.CITIZEN, Item.RECEIPTS, Day(9), why=Why.COUNT_COSTS)
    .promises(Promised.CONTACT, Day(8), p.PERNILLE)
)

TURNS_18 = (
    case("62-191", "escort", shows="En ung fylder 18 i dag, og morens adgang er slut")
    .ago(40)
    .opened()
    .person(p.VILLADS, Role.CHILD)
    .person(p.GRY, Role.PARENT, custody=Custody.SOLE)
    .team(p.FAMILIES)
    .worker(p.PERNILLE)
    .step(Step.RECEIVED)
    .ago(33)
    .step(Step.INFORMATION)
    .ago(5)
    .step(Step.CASEWORK)
    .promises(Promised.MEETING, Day(7), p.PERNILLE)
)

GUARDIAN_BEFORE = (
    case("62-192", "home_adaptation", shows="En værge, hvis tid er gået, ser ikke sagen mere")
    .ago(31)
    .starts(p.AKSEL, p.AIDS, p.JOHN)
    .person(
        p.HENNING,
        Role.GUARDIAN,
        scope=[Scope.SEE_STATUS, Scope.READ_LETTERS, Scope.ACT],
        valid_from=Day(-800),
        valid_to=Day(-4),
        basis=Basis.GUARDIANSHIP,
    )
    .ago(26)
    .step(Step.INFORMATION)
    .asks(Awaited.SUPPLIER, Item.PRICE_OFFER, Day(10), why=Why.COUNT_COSTS)
    .promises(Promised.CONTACT, Day(6), p.JOHN)
)

WORKS_HERE = (
    case("62-193", "assistive_aids", shows="En søster har fuldmagt og er selv sagsbehandler her")
    .ago(19)
    .starts(p.ANDERS, p.AIDS, p.YUSUF)
    .person(
        p.METTE_AT_HOME,
        Role.REPRESENTATIVE,
        scope=[Scope.SEE_STATUS, Scope.READ_LETTERS],
        valid_from=Day(-19),
        valid_to=Day(200),
        basis=Basis.POWER_OF_ATTORNEY,
        proof="Fuldmagt på papir, underskrevet af Anders Brandt",
    )
    .ago(12)
    .step(Step.INFORMATION)
    .asks(Awaited.DOCTOR, Item.MEDICAL_STATEMENT, Day(6), why=Why.UNDERSTAND_NEEDS)
    .promises(Promised.CALL, Day(5), p.YUSUF)
)

CASES = (
    CHILD,
    PARENTS_OWN,
    YOUNG,
    SMALL_CHILD,
    GUARDIAN,
    REPRESENTED,
    ARABIC,
    PROTECTED,
    DIED,
    WRONG_PERSON,
    PROTECTED_PARENTS,
    TURNS_18,
    GUARDIAN_BEFORE,
    WORKS_HERE,
)
