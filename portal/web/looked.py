"""Write down that somebody looks at a case, before the page is made.

What is not written is not shown: when the database takes no look, the request ends with the page
that says to try again. The connection for pages commits each statement by itself, so it is one
statement more and no transaction; SQLite lets it wait for another writer, and for at most
``BUSY_SECONDS``.
"""

from collections.abc import Iterable

from flask import abort, g, request

from portal.core.looks import Look, What
from portal.core.parties import Party
from portal.services.look import by_relative, by_staff, by_system, write_looks
from portal.web import sign_in
from portal.web.portal import portal, reading

STAFF_PAGES = {
    "staff.update": What.UPDATE,
    "staff.agreement": What.CONTACT,
    "staff.representatives": What.ACCESS,
    "staff.end_representative": What.ACCESS,
    "staff.copy": What.COPY,
    "staff.seen": What.AS_CITIZEN,
    "staff.file": What.FILE,
    "staff_letters.every": What.LETTERS,
    "staff_letters.write": What.LETTERS,
    "staff_handover.list_of_one": What.LIST,
    "staff_handover.list_of_mine": What.LIST,
}
"""What a look at a page of the desk is called; every other page is a look at the case."""

RELATIVE_PAGES = {
    "citizen.case": What.CASE,
    "citizen.overview": What.LIST,
    "letters.letter": What.LETTER,
    "letters.pdf": What.LETTER,
    "letters.document": What.LETTER,
    "letters.handover": What.WRITING,
    "acts.receipt": What.SENT,
    "acts.everything_sent": What.SENT,
    "looks.page_of_looks": What.LOOKS,
    "looks.as_csv_file": What.LOOKS,
    "looks.as_pdf": What.LOOKS,
    "again.again": What.SHOWN_AGAIN,
    "understood.case": What.CASE,
    "understood.letter": What.LETTER,
}
"""What a look at a citizen's page is called; every other page of a case is one to write on."""


def staff_looked(case_ids: Iterable[int], what: What | None = None) -> None:
    """Write that whoever works here has these cases before them now.

    ``what`` is given where the page does not tell it.
    """
    identity, now = sign_in.current(), portal().now()
    if identity is None:
        abort(401)
    opened = what or STAFF_PAGES.get(request.endpoint or "", What.CASE)
    _write(by_staff(identity, case_id, opened, now) for case_id in case_ids)


def relative_looked(party: Party, case_id: int, on_behalf: str | None) -> None:
    """Write that somebody who stands in for ``on_behalf`` (a hash) has a case before them now."""
    usual = What.ACCESS if (request.blueprint or "").startswith("access") else What.WRITING
    what = RELATIVE_PAGES.get(request.endpoint or "", usual)
    _write([by_relative(party, on_behalf, case_id, what, portal().now(), _called())])


def relative_listed(listed: Iterable[tuple[Party, int, str | None]]) -> None:
    """Write that somebody had cases of others on their list: party, case, on whose behalf."""
    now, called = portal().now(), _called()
    _write(by_relative(party, whose, case, What.LIST, now, called) for party, case, whose in listed)


def system_looked(name: str, case_ids: Iterable[int]) -> None:
    """Write that a case system was handed something of these cases."""
    now = portal().now()
    _write(by_system(name, case_id, What.JOURNAL, now) for case_id in case_ids)


def _called() -> str | None:
    """Return what whoever has signed in is called."""
    identity = sign_in.current()
    return identity.name if identity is not None else None


def _write(looks: Iterable[Look]) -> None:
    """Write looks, each once in a request."""
    written: set[tuple[int | None, What]] = g.setdefault("looks_written", set())
    new = []
    for look in looks:
        if (look.case_id, look.what) not in written:
            written.add((look.case_id, look.what))
            new.append(look)
    if new:
        write_looks(reading(), new)
