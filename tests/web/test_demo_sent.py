"""The page that shows what the demo would have sent."""

from collections.abc import Callable
from dataclasses import replace

from portal.notifications import Letter, Notice
from portal.notifications.shown import Shown
from portal.settings import Settings
from tests.building import at
from tests.conftest import Site

NOW = at("2026-04-02 10:00")


def test_nothing_is_there_at_first(site: Site) -> None:
    page = site.visitor().get("/demo/sendt")

    assert "Der er ikke noget endnu." in page.get_text()


def test_what_was_sent_stands_there_as_its_receiver_reads_it(site: Site) -> None:
    folder = site.portal.settings.shown_folder
    notice = Notice("n-1", "6101901234", "Nyt til dig", "Der er nyt.\n\nLog ind.", NOW)
    Shown(folder, "nemsms").send(notice, NOW)
    arabic = replace(notice, id="n-2", heading="هناك جديد", text="هناك جديد لك.", language="ar")
    Shown(folder, "email").send(arabic, at("2026-04-02 11:00"))
    letter = Letter("l-1", "6101901234", "Anna", "Nyt brev fra Eksempel Kommune", b"%PDF", NOW)
    Shown(folder, "print").send(letter, at("2026-04-02 12:00"))

    page = site.visitor().get("/demo/sendt")
    found = [item.get_text(" ", strip=True) for item in page.select(".sent > li")]
    assert found == [
        "Nyt brev fra Eksempel Kommune Brev på papir, torsdag den 2. april kl. 12.00. "
        "Det er et brev. Det ligger også på siden hos den, det er til.",
        "هناك جديد E-mail, torsdag den 2. april kl. 11.00. هناك جديد لك.",
        "Nyt til dig SMS, torsdag den 2. april kl. 10.00. Der er nyt. Log ind.",
    ]
    assert page.select_one(".sent > li:nth-child(2) h2")["lang"] == "ar"
    assert "6101901234" not in page.get_text()
    for language in ("en", "ar"):
        site.visitor(lang=language).get("/demo/sendt")
    site.visitor(easy=True).get("/demo/sendt")


def test_outside_the_demo_it_is_not_there(
    open_site: Callable[..., Site], settings: Settings
) -> None:
    site = open_site(None, replace(settings, demo=False))
    site.visitor().get("/demo/sendt", 404)
