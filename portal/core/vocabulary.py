"""The words the rules are written in: every code a case system may report.

Codes are English and stable; the words a citizen meets for each code lie in
``translations/``. A list may grow, never shrink: an old event must stay readable.
"""

from enum import StrEnum


class Step(StrEnum):
    """The five steps of the casework drawing, in their order (Hedensted)."""

    RECEIVED = "received"
    INFORMATION = "information"
    CASEWORK = "casework"
    HEARING = "hearing"
    DECISION = "decision"

    @property
    def number(self) -> int:
        """Position in the drawing, 1 to 5."""
        return _NUMBERS[self]


_NUMBERS = {step: number for number, step in enumerate(Step, 1)}


class CaseKind(StrEnum):
    """Why there is a case."""

    APPLICATION = "application"
    COMPLAINT = "complaint"
    REVIEW = "review"


class ReviewReason(StrEnum):
    """What a review started by the municipality is about: the most feared kind of case."""

    FOLLOW_UP = "follow_up"
    REASSESSMENT = "reassessment"
    REDUCTION = "reduction"
    END_OF_HELP = "end_of_help"


class Role(StrEnum):
    """A person's place in a case."""

    PERSON = "person"
    CHILD = "child"
    PARENT = "parent"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"


class Scope(StrEnum):
    """What somebody who represents another may do."""

    SEE_STATUS = "see_status"
    READ_LETTERS = "read_letters"
    ACT = "act"


class Basis(StrEnum):
    """What somebody's right to represent another rests on."""

    GIVEN_HERE = "given_here"
    POWER_OF_ATTORNEY = "power_of_attorney"
    GUARDIANSHIP = "guardianship"
    PARTY_REPRESENTATIVE = "party_representative"
    DIGITAL_MANDATE = "digital_mandate"


class Custody(StrEnum):
    """Who has custody of the child."""

    SOLE = "sole"
    JOINT = "joint"
    NONE = "none"


class Awaited(StrEnum):
    """Whom a case waits for."""

    CITIZEN = "citizen"
    MUNICIPALITY = "municipality"
    DOCTOR = "doctor"
    HOSPITAL = "hospital"
    SCHOOL = "school"
    EMPLOYER = "employer"
    SUPPLIER = "supplier"
    OTHER_MUNICIPALITY = "other_municipality"
    SPECIALIST = "specialist"
    REPRESENTATIVE = "representative"
    APPEALS_BOARD = "appeals_board"
    OTHER = "other"


class Item(StrEnum):
    """What is waited for or asked for."""

    MEDICAL_STATEMENT = "medical_statement"
    HOSPITAL_RECORD = "hospital_record"
    SCHOOL_STATEMENT = "school_statement"
    EMPLOYER_STATEMENT = "employer_statement"
    RECEIPTS = "receipts"
    PRICE_OFFER = "price_offer"
    CONSENT = "consent"
    APPLICATION_FORM = "application_form"
    OWN_DESCRIPTION = "own_description"
    CONVERSATION = "conversation"
    HOME_VISIT = "home_visit"
    ASSESSMENT = "assessment"
    SPECIALIST_VIEW = "specialist_view"
    HEARING_ANSWER = "hearing_answer"
    BOARD_MEETING = "board_meeting"
    DECISION = "decision"
    OTHER = "other"


class Why(StrEnum):
    """Why information is asked for."""

    UNDERSTAND_NEEDS = "understand_needs"
    LAW_REQUIRES = "law_requires"
    COUNT_COSTS = "count_costs"
    NEWER_INFORMATION = "newer_information"
    PERMISSION = "permission"


class ReturnReason(StrEnum):
    """Why a case goes back to an earlier step."""

    NEW_INFORMATION = "new_information"
    MISSING_INFORMATION = "missing_information"
    HEARING_ANSWER = "hearing_answer"
    NEW_ASSESSMENT = "new_assessment"
    CHANGED_NEEDS = "changed_needs"
    ERROR_FOUND = "error_found"
    SENT_BACK = "sent_back"


class ExtensionReason(StrEnum):
    """Why a deadline or a promised date was moved."""

    WAITING_FOR_PAPERS = "waiting_for_papers"
    WAITING_FOR_SPECIALIST = "waiting_for_specialist"
    BOARD_MEETING = "board_meeting"
    CITIZEN_ASKED = "citizen_asked"
    NEW_INFORMATION = "new_information"
    BUSY = "busy"
    CASEWORKER_CHANGE = "caseworker_change"
    OTHER = "other"


class PauseReason(StrEnum):
    """Why nothing happens in a case for a while. A pause never moves a deadline."""

    CITIZEN_ASKED = "citizen_asked"
    ILLNESS = "illness"
    TREATMENT = "treatment"
    ACCESS_TO_FILE = "access_to_file"
    OTHER_CASE = "other_case"
    OTHER = "other"


class HearingNotNeeded(StrEnum):
    """Why the hearing of the party was not needed."""

    NOTHING_NEW = "nothing_new"
    NOTHING_AGAINST = "nothing_against"
    EXCEPTION = "exception"


class Outcome(StrEnum):
    """What was decided."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    DISMISSED = "dismissed"
    DISCONTINUED = "discontinued"


class Reassessment(StrEnum):
    """What the municipality said when it looked again after a complaint."""

    CHANGED = "changed"
    PARTLY_CHANGED = "partly_changed"
    UPHELD = "upheld"


class AppealOutcome(StrEnum):
    """What Ankestyrelsen decided."""

    UPHELD = "upheld"
    CHANGED = "changed"
    SENT_BACK = "sent_back"


class CloseReason(StrEnum):
    """Why a case ended."""

    DECIDED = "decided"
    WITHDRAWN_BY_CITIZEN = "withdrawn_by_citizen"
    MOVED = "moved"
    MERGED = "merged"
    OTHER = "other"


class Channel(StrEnum):
    """How something was said or sent."""

    DIGITAL_POST = "digital_post"
    PAPER = "paper"
    PORTAL = "portal"
    PHONE = "phone"
    MEETING = "meeting"
    HANDED_OVER = "handed_over"


class LetterKind(StrEnum):
    """What a letter is about."""

    RECEIPT = "receipt"
    REQUEST = "request"
    CASEWORKER = "caseworker"
    DELAY = "delay"
    UPDATE = "update"
    HEARING = "hearing"
    DECISION = "decision"
    REASSESSMENT = "reassessment"
    APPEAL_DECISION = "appeal_decision"
    TURNING_18 = "turning_18"
    OTHER = "other"


class Promised(StrEnum):
    """What was promised to the citizen. An answer is the decision, a reply one to a question."""

    CONTACT = "contact"
    CALL = "call"
    MEETING = "meeting"
    LETTER = "letter"
    ANSWER = "answer"
    REPLY = "reply"
    ACCESS = "access"
    OTHER = "other"


class UpdateKind(StrEnum):
    """What kind of word a caseworker sends: each is complete in itself."""

    NEWS = "news"
    LOOKING_INTO_IT = "looking_into_it"
    NOTHING_NEW = "nothing_new"


class MessageKind(StrEnum):
    """What a citizen can send."""

    HEARING_ANSWER = "hearing_answer"
    MORE_TIME = "more_time"
    BEFORE_ANSWER = "before_answer"
    INFORMATION = "information"
    COMPLAINT = "complaint"
    ACCESS = "access"
    QUESTION = "question"
    CALL_BACK = "call_back"
    URGENT = "urgent"
    DISAGREE = "disagree"
    EXPERT_VIEW = "expert_view"


class TalkResult(StrEnum):
    """What came of the talk that goes before a refusal."""

    HELD = "held"
    DECLINED = "declined"
    TRIED = "tried"


class ContactWay(StrEnum):
    """How somebody wants to hear from us."""

    PORTAL = "portal"
    DIGITAL_POST = "digital_post"
    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"
    PAPER = "paper"


class TimeOfDay(StrEnum):
    """When on the day somebody wants to be called."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    ANY = "any"


class HandoverReading(StrEnum):
    """Whether a new caseworker reads the file first, or is told by the citizen."""

    READ_FIRST = "read_first"
    TELL_MYSELF = "tell_myself"


class HandoverWait(StrEnum):
    """Whether the citizen waits for the new caseworker, or wants a stand-in now."""

    WAIT = "wait"
    STAND_IN = "stand_in"


class Decider(StrEnum):
    """Who decides."""

    CASEWORKER = "caseworker"
    LEADER = "leader"
    BOARD = "board"
    POLITICAL_COMMITTEE = "political_committee"


class CountsFrom(StrEnum):
    """When a published deadline begins to count."""

    RECEIVED = "received"
    COMPLETE = "complete"


class CountsTo(StrEnum):
    """What must have happened when a published deadline ends."""

    DECIDED = "decided"
    SENT = "sent"


class DeadlineKind(StrEnum):
    """Where a deadline comes from."""

    PUBLISHED = "published"
    LEGAL = "legal"
    OWN = "own"


class WithdrawalReason(StrEnum):
    """Why an earlier event is taken back."""

    WRONG_CASE = "wrong_case"
    WRONG_CONTENT = "wrong_content"
    ENTERED_TWICE = "entered_twice"
    OTHER = "other"


class PartyEndReason(StrEnum):
    """Why somebody is no longer party to a case or representing in it."""

    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    CAME_OF_AGE = "came_of_age"
    CUSTODY_CHANGED = "custody_changed"


class EventType(StrEnum):
    """Every kind of event the contract knows. Unknown types are kept and shown neutrally."""

    CASE_OPENED = "sagsvej.case.opened"
    CASE_COMPLETENESS = "sagsvej.case.completeness"
    CASE_PAUSED = "sagsvej.case.paused"
    CASE_RESUMED = "sagsvej.case.resumed"
    CASE_CLOSED = "sagsvej.case.closed"
    PARTY_ADDED = "sagsvej.party.added"
    PARTY_CHANGED = "sagsvej.party.changed"
    PARTY_ENDED = "sagsvej.party.ended"
    PARTY_DIED = "sagsvej.party.died"
    PARTY_WRONG = "sagsvej.party.wrong_person"
    STEP_ENTERED = "sagsvej.step.entered"
    STEP_RETURNED = "sagsvej.step.returned"
    WAITING_STARTED = "sagsvej.waiting.started"
    WAITING_ENDED = "sagsvej.waiting.ended"
    INFORMATION_REQUESTED = "sagsvej.information.requested"
    INFORMATION_RECEIVED = "sagsvej.information.received"
    UNIT_ASSIGNED = "sagsvej.unit.assigned"
    CASEWORKER_ASSIGNED = "sagsvej.caseworker.assigned"
    CASEWORKER_CHANGED = "sagsvej.caseworker.changed"
    DEPUTY_ASSIGNED = "sagsvej.deputy.assigned"
    COORDINATOR_ASSIGNED = "sagsvej.coordinator.assigned"
    DECIDER_NAMED = "sagsvej.decider.named"
    CONTACT_PROMISED = "sagsvej.contact.promised"
    CONTACT_MADE = "sagsvej.contact.made"
    DEADLINE_SET = "sagsvej.deadline.set"
    DEADLINE_EXTENDED = "sagsvej.deadline.extended"
    HEARING_OPENED = "sagsvej.hearing.opened"
    HEARING_EXTENDED = "sagsvej.hearing.extended"
    HEARING_ANSWERED = "sagsvej.hearing.answered"
    HEARING_NOT_NEEDED = "sagsvej.hearing.not_needed"
    DECISION_MADE = "sagsvej.decision.made"
    DECISION_RELEASED = "sagsvej.decision.released"
    LETTER_SENT = "sagsvej.letter.sent"
    LETTER_AVAILABLE = "sagsvej.letter.available"
    COMPLAINT_RECEIVED = "sagsvej.complaint.received"
    COMPLAINT_REASSESSED = "sagsvej.complaint.reassessed"
    COMPLAINT_FORWARDED = "sagsvej.complaint.forwarded"
    COMPLAINT_DECIDED = "sagsvej.complaint.decided"
    ACTIVITY_NOTED = "sagsvej.activity.noted"
    UPDATE_POSTED = "sagsvej.update.posted"
    PROMISE_DISPUTED = "sagsvej.promise.disputed"
    MESSAGE_RECEIVED = "sagsvej.message.received"
    MESSAGE_ANSWERED = "sagsvej.message.answered"
    TALK_NOTED = "sagsvej.talk.noted"
    CONTACT_AGREED = "sagsvej.contact_agreement.set"
    HANDOVER_CHOSEN = "sagsvej.handover.chosen"
    EVENT_CORRECTED = "sagsvej.event.corrected"
    EVENT_WITHDRAWN = "sagsvej.event.withdrawn"


KNOWN_TYPES: frozenset[str] = frozenset(EventType)
PARTY_EVENTS = frozenset(
    {
        EventType.PARTY_ADDED,
        EventType.PARTY_CHANGED,
        EventType.PARTY_ENDED,
        EventType.PARTY_DIED,
        EventType.PARTY_WRONG,
    }
)
