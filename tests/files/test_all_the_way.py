"""A file from a citizen's form to the caseworker's machine, and what each is told on the way."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from portal.core.vocabulary import MessageKind
from portal.files import Scanner, Vault
from portal.services.scan_files import scan_waiting
from portal.store.models import AttachmentRow
from tests.building import ANNA, BO
from tests.conftest import Site, Visitor
from tests.files.clamd import EICAR, Clamd
from tests.files.samples import PDF
from tests.web.desk import ADULTS, KAREN, karens, told
from tests.web.test_acts import path_of, send

WAITS = "Filen venter på at blive set efter for virus."
REFUSED = "virusscanner sagde nej til"


@pytest.fixture
def desk(site: Site) -> str:
    """Return the case at the desk, after Anna has sent a good file and a bad one."""
    (path,) = told(site, karens())
    files = [(BytesIO(PDF), "lægens brev.pdf"), (BytesIO(EICAR), "svar.txt")]
    answer = send(
        site.visitor(ANNA),
        path_of(site, MessageKind.INFORMATION),
        files=files,
        text="Her er mine papirer.",
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return path


def scan(site: Site, scanner: Scanner | None) -> Any:
    portal = site.portal
    vault = Vault(portal.settings.files, portal.identifiers)
    return scan_waiting(portal.engine, vault, scanner, site.clock())


def staff(site: Site) -> Visitor:
    return site.visitor().work_as(KAREN, ADULTS)


def lines(visitor: Visitor, desk: str) -> list[str]:
    """Return what the desk says of each file."""
    found = [line.get_text(" ", strip=True) for line in visitor.get(desk).find_all("li")]
    return [line for line in found if "lægens brev.pdf" in line or "svar.txt" in line]


def links(visitor: Visitor, desk: str) -> list[str]:
    return [
        link["href"]
        for link in visitor.get(desk).find_all("a", href=True)
        if "/fil/" in link["href"]
    ]


def ids(site: Site) -> list[str]:
    with site.portal.reading.connect() as connection:
        return list(connection.scalars(select(AttachmentRow.public_id).order_by(AttachmentRow.id)))


def test_nobody_opens_a_file_before_it_was_scanned(site: Site, desk: str) -> None:
    visitor = staff(site)
    first, second = lines(visitor, desk)
    assert WAITS in first
    assert WAITS in second
    assert links(visitor, desk) == []
    for public_id in ids(site):
        assert visitor.client.get(f"{desk}/fil/{public_id}").status_code == 404


def test_a_clean_file_is_saved_and_an_infected_one_is_gone_and_both_sides_told(
    site: Site, desk: str, clamd: Clamd
) -> None:
    scan(site, Scanner(clamd.address))
    visitor = staff(site)
    clean, infected = lines(visitor, desk)
    assert "Der var ingen" in clean
    assert REFUSED in infected
    (link,) = links(visitor, desk)
    answer = visitor.client.get(link)
    assert answer.data == PDF
    assert answer.mimetype == "application/octet-stream"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    for public_id in ids(site)[1:]:
        assert visitor.client.get(f"{desk}/fil/{public_id}").status_code == 404
    shown = site.visitor(ANNA).get(f"{path_of(site)}/sendt").get_text(" ")
    assert REFUSED in shown
    assert "Her er mine papirer." in shown


def test_where_nothing_is_scanned_staff_are_told_and_the_citizen_is_not_worried(
    site: Site, desk: str
) -> None:
    scan(site, None)
    visitor = staff(site)
    assert all("slået fra her" in line for line in lines(visitor, desk))
    assert len(links(visitor, desk)) == 2
    assert "slået fra" not in site.visitor(ANNA).get(f"{path_of(site)}/sendt").get_text(" ")


def test_only_who_has_the_case_may_save_its_files(site: Site, desk: str) -> None:
    scan(site, None)
    (link, _) = links(staff(site), desk)
    other = site.visitor().work_as("Ole Eksempel", "Et andet team")
    for visitor in (other, site.visitor(ANNA), site.visitor(BO)):
        assert visitor.client.get(link).status_code in (403, 404)
    assert site.visitor().client.get(link).status_code == 401
    (elsewhere,) = told(site, karens("S-2", BO))
    wrong = link.replace(desk, elsewhere)
    assert staff(site).client.get(wrong).status_code == 404, "the file of another case"
