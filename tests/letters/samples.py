"""Letters to try everything on: invented people, one set of facts for each kind and more."""

from dataclasses import replace
from datetime import date

from portal.core.letters import ONE_MONTH, SIX_MONTHS, Agreement, Asked, Awaiting, Contact
from portal.core.letters import LetterFacts as Facts
from portal.core.timeline import AppealPlace, Place
from portal.core.vocabulary import (
    Awaited,
    CaseKind,
    Decider,
    ExtensionReason,
    Item,
    LetterKind,
    Outcome,
    Promised,
    Reassessment,
    ReviewReason,
    Step,
    UpdateKind,
    Why,
)

DATED = date(2026, 11, 23)
BIRTE = Contact(
    phone="99 99 12 34",
    name="Birte Lindgaard",
    unit="Center for Handicap og Psykiatri",
    hours="Mandag til torsdag kl. 9-12",
)
UNIT = Contact(phone="99 99 12 00", unit="Center for Handicap og Psykiatri")
AT_INFORMATION = (
    (Step.RECEIVED, Place.DONE),
    (Step.INFORMATION, Place.NOW),
    (Step.CASEWORK, Place.AHEAD),
    (Step.HEARING, Place.AHEAD),
    (Step.DECISION, Place.AHEAD),
)
AT_RECEIVED = ((Step.RECEIVED, Place.NOW), *((step, Place.AHEAD) for step in tuple(Step)[1:]))
AT_CASEWORK = (
    (Step.RECEIVED, Place.DONE),
    (Step.INFORMATION, Place.DONE),
    (Step.CASEWORK, Place.RETURNED),
    (Step.HEARING, Place.NOT_NEEDED),
    (Step.DECISION, Place.AHEAD),
)
AT_HEARING = (
    *((step, Place.DONE) for step in tuple(Step)[:3]),
    (Step.HEARING, Place.NOW),
    (Step.DECISION, Place.AHEAD),
)
ALL_DONE = tuple((step, Place.DONE) for step in Step)
ADDRESS = ("Ærøgade 12, 2. tv.", "0999 Eksempelby")

RECEIPT = Facts(
    kind=LetterKind.RECEIPT,
    party="Anna Sørensen",
    case_kind=CaseKind.APPLICATION,
    area="adult_extra_costs",
    contact=BIRTE,
    dated=DATED,
    reference="2026-000123",
    address=ADDRESS,
    places=AT_RECEIVED,
    received_on=date(2026, 11, 20),
    next_contact=date(2026, 12, 4),
    deadline=date(2027, 1, 29),
)
COMPLAINT = replace(
    RECEIPT,
    case_kind=CaseKind.COMPLAINT,
    deadline=None,
    reassess_by=date(2026, 12, 18),
    appeal=AppealPlace.AHEAD,
)
REVIEW = replace(
    RECEIPT,
    case_kind=CaseKind.REVIEW,
    review_reason=ReviewReason.REDUCTION,
    area="support_at_home",
    deadline=None,
    next_contact=None,
    contact=UNIT,
)
REQUEST = replace(
    RECEIPT,
    kind=LetterKind.REQUEST,
    places=AT_INFORMATION,
    asked=(
        Asked(Item.MEDICAL_STATEMENT, Why.UNDERSTAND_NEEDS),
        Asked(
            Item.RECEIPTS,
            Why.COUNT_COSTS,
            words="Send os kvitteringer for medicin fra august til oktober.",
        ),
    ),
    answer_by=date(2026, 12, 14),
)
CASEWORKER = replace(
    RECEIPT,
    kind=LetterKind.CASEWORKER,
    places=AT_INFORMATION,
    changed_on=date(2026, 12, 1),
    contact=Contact(
        phone="99 99 12 41", name="Yusuf Demir", unit=UNIT.unit, hours="Hverdage kl. 9-11"
    ),
    next_contact=date(2026, 12, 8),
    stand_in=Contact(phone="99 99 12 35", name="Lone Skov", unit=UNIT.unit),
    waiting=(Awaiting(Awaited.DOCTOR, Item.MEDICAL_STATEMENT, since=date(2026, 11, 2)),),
    agreements=(
        Agreement(Promised.CALL, date(2026, 12, 8)),
        Agreement(
            Promised.OTHER,
            date(2026, 12, 15),
            words="Vi spørger Hjælpemiddelcentret, om du kan låne en stol, mens du venter.",
        ),
    ),
    told=("Du vil helst have breve med store bogstaver.", "Din søster må være med til møder."),
)
CASEWORKER_HIDDEN = replace(CASEWORKER, contact=UNIT, stand_in=None, told=(), agreements=())
DELAY = replace(
    RECEIPT,
    kind=LetterKind.DELAY,
    places=AT_INFORMATION,
    old_deadline=date(2026, 11, 30),
    deadline=date(2027, 1, 15),
    reason=ExtensionReason.WAITING_FOR_PAPERS,
    waiting=(
        Awaiting(Awaited.DOCTOR, Item.MEDICAL_STATEMENT, date(2026, 11, 2), date(2026, 12, 10)),
    ),
    words="Vi ringer til lægen igen den 1. december.",
    next_contact=date(2026, 12, 11),
)
DELAY_PASSED = replace(
    DELAY, old_deadline=date(2026, 11, 16), reason=ExtensionReason.BUSY, waiting=(), words=None
)
UPDATE = replace(
    RECEIPT,
    kind=LetterKind.UPDATE,
    places=AT_INFORMATION,
    update=UpdateKind.NOTHING_NEW,
    waiting=(Awaiting(Awaited.HOSPITAL, Item.HOSPITAL_RECORD, since=date(2026, 10, 26)),),
    next_contact=date(2026, 12, 7),
    deadline=None,
)
UPDATE_LOOKING = replace(
    UPDATE,
    update=UpdateKind.LOOKING_INTO_IT,
    places=AT_CASEWORK,
    waiting=(),
    words="Du har spurgt, om hjælpen kan gælde fra oktober.\n\nJeg spørger vores jurist.",
)
UPDATE_TURN = replace(
    UPDATE,
    update=UpdateKind.NEWS,
    waiting=(Awaiting(Awaited.CITIZEN, Item.CONSENT, due_on=date(2026, 12, 3)),),
    words="Sygehuset har svaret, at de gerne vil sende os papirerne.",
)
HEARING = replace(
    RECEIPT,
    kind=LetterKind.HEARING,
    places=AT_HEARING,
    evidence=(
        "Din læge skriver den 4. november, at du kan gå 200 meter uden hjælp.",
        "Du har sagt til os, at du bruger kørestol uden for hjemmet hver dag.",
    ),
    may_mean="Det kan betyde, at vi ikke dækker taxa til korte ture.",
    enclosed=("Udtalelse fra din læge, 4. november 2026",),
    answer_by=date(2026, 12, 14),
    next_contact=date(2026, 12, 21),
)
DECISION = replace(
    RECEIPT,
    kind=LetterKind.DECISION,
    places=ALL_DONE,
    outcome=Outcome.PARTLY,
    outcome_words="Du får 1.250 kr. om måneden til medicin og særlig kost. "
    "Du får ikke penge til taxa.",
    reasons=(
        "Medicinen og kosten er nødvendig på grund af din sygdom.",
        "Du kan bruge den kørsel, du allerede har fået, til korte ture.",
    ),
    heard="Du skrev, at din kost er dyrere om vinteren. Derfor har vi regnet med et helt år.",
    decider=Decider.BOARD,
    decider_name="Visitationsudvalget for handicap",
    decided_on=date(2026, 11, 19),
    effective_from=date(2026, 12, 1),
    complain_by=date(2026, 12, 21),
    document="Afgørelse om merudgifter, 19. november 2026",
    next_contact=None,
    deadline=None,
)
DECISIONS = tuple(replace(DECISION, outcome=outcome, outcome_words=None) for outcome in Outcome)
REASSESSMENT = replace(
    DECISION,
    kind=LetterKind.REASSESSMENT,
    case_kind=CaseKind.COMPLAINT,
    outcome=None,
    outcome_words=None,
    effective_from=None,
    complain_by=None,
    appeal=AppealPlace.NOW,
    reassessment=Reassessment.UPHELD,
    reasons=("Vi har set på de nye papirer om kørsel. De ændrer ikke vores svar.",),
    decider=Decider.LEADER,
    decider_name=None,
    document="Genvurdering, 19. november 2026",
    forwarded_on=date(2026, 11, 20),
)
REASSESSMENTS = (
    replace(
        REASSESSMENT,
        reassessment=Reassessment.CHANGED,
        forwarded_on=None,
        complain_by=date(2026, 12, 21),
        outcome_words="Du får også penge til taxa.",
    ),
    replace(REASSESSMENT, reassessment=Reassessment.PARTLY_CHANGED, forwarded_on=None),
)
TURNING_18 = replace(
    RECEIPT,
    kind=LetterKind.TURNING_18,
    party="Liva Krogh",
    places=(),
    area="child_extra_costs",
    received_on=None,
    deadline=None,
    turns_18_on=date(2027, 5, 24),
    months_before=SIX_MONTHS,
    next_contact=date(2027, 1, 11),
    ends=("child_extra_costs", "respite"),
    instead=("adult_extra_costs", "support_at_home", "supported_housing"),
)
TURNING_18_SOON = replace(
    TURNING_18,
    turns_18_on=date(2026, 12, 23),
    months_before=ONE_MONTH,
    next_contact=None,
)
TURNING_18_PARENT = replace(
    TURNING_18,
    party="Henrik Krogh",
    about="Liva Krogh",
    to_parent=True,
    ends=("child_extra_costs", "lost_earnings", "respite"),
)

OF_EACH_KIND = (
    RECEIPT,
    REQUEST,
    CASEWORKER,
    DELAY,
    UPDATE,
    HEARING,
    DECISION,
    REASSESSMENT,
    TURNING_18,
)
MORE = (
    COMPLAINT,
    REVIEW,
    CASEWORKER_HIDDEN,
    DELAY_PASSED,
    UPDATE_LOOKING,
    UPDATE_TURN,
    *DECISIONS,
    *REASSESSMENTS,
    TURNING_18_SOON,
    TURNING_18_PARENT,
    replace(TURNING_18_PARENT, months_before=ONE_MONTH, next_contact=None),
)
ALL = OF_EACH_KIND + MORE
