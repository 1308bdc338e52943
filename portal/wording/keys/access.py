"""The keys of the words about who can see a case; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

_PLAIN = """
heading lead you_decide pressed pressed.label now.heading now.none staff role.given_here.label
role.parent.label role.guardian.label role.representative.label role.child.label
role.person.label unnamed.label protected.label may.see_status may.read_letters may.act
may.parent may.party until.none basis.power_of_attorney basis.guardianship
basis.party_representative did.heading did.none take_back.label change.label not_here.guardian
not_here.parent not_here.representative not_here.on_paper not_here.other invited.heading
invited.over invited.withdraw.label taken_back changed past.heading give.heading other.heading
mandate mandate.did.heading desk.mandate.label companion mitid give.lead give.letters give.name.asks
give.name.hint give.what.asks level.see_status.label level.see_status.hint
level.read_letters.label level.read_letters.hint level.act.label level.act.hint give.until.asks
give.send.label change.heading change.lead change.send.label code.heading code.once
code.spell.label code.how.heading code.how.give code.gone code.back.label enter.heading
enter.lead enter.code.asks enter.send.label error.code error.own_code offer.heading
you_may.see_status you_may.read_letters you_may.act you_may.parent offer.seen offer.municipality
offer.quiet offer.accept.label offer.decline.label accepted yours.heading yours.case.label
yours.not_given yours.mandate yours.mitid yours.pass_on give_up.lead give_up.label ended.heading
ended.what ended.typed ended.next grown.instead grown.guardian over.heading over.ended desk.lead
desk.none desk.theirs desk.systems desk.form.lead desk.cpr.hint desk.error.cpr
desk.error.cpr_again desk.error.concerned desk.error.order desk.error.past desk.entered
desk.ended desk.own.heading desk.own.what desk.own.next letter.lead letter.get.label
letter.heading letter.from letter.how.heading letter.answer letter.unknown
"""
_WITH = {
    ("date",): """
        until begins invited.until past.until error.until offer.until
    """,
    ("date", "number"): """
        until.grown
    """,
    ("when",): """
        from.citizen from.desk from.system did.promise did.contact did.handover
        desk.from.citizen desk.from.desk desk.from.system
    """,
    ("words",): """
        proof
    """,
    ("label", "when"): """
        did.message
    """,
    ("number",): """
        invited.void past.grown cannot_give.young give.until.hint error.many code.how.tries
        enter.code.hint error.shape grown.heading grown.what
    """,
    ("label",): """
        code.how.enter letter.choose
    """,
    ("site",): """
        letter.go
    """,
    ("phone",): """
        letter.phone
    """,
    ("name",): """
        offer.who desk.from_relative yours.whose
    """,
}


def access() -> Iterator[tuple[str, ...]]:
    """Who can see a case: the citizen's page, codes, the relative's pages, the desk's form."""
    yield from ((f"access.{code}",) for code in _PLAIN.split())
    for places, codes in _WITH.items():
        yield from ((f"access.{code}", *places) for code in codes.split())
    # What another party has sent.
    yield ("event.information.received_case", "item")
    yield ("event.complaint.received_case",)
