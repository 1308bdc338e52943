"""What the council gets on paper is PDF/UA: every text numbered, in each reading, and minutes."""

from pathlib import Path

from portal.web.council.reading import READINGS
from tests.conftest import Site
from tests.letters.asked_vera import broken_rules
from tests.web.test_council import HOME, member
from tests.web.test_council_rounds import begun, chair


def test_verapdf_finds_nothing_in_any_paper_of_the_council(site: Site, tmp_path: Path) -> None:
    path, visitor = begun(site), chair(site)
    met = {"on": "2. april 2026", "whole": "recommended", "said": "De er lette at læse."}
    met["dissent"] = "En mener, at de er for korte."
    assert visitor.post(f"{path}/moede", f"{path}/moede", **met).status_code == 303
    reader = member(site).client
    papers = {"minutes": reader.get(f"{path}/referat")}
    papers |= {one: reader.get(f"{HOME}/laes/{one}/papir") for one in READINGS}
    for name, paper in papers.items():
        assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
        (tmp_path / f"{name}.pdf").write_bytes(paper.data)
    files = sorted(tmp_path.glob("*.pdf"))
    found = broken_rules(files)
    assert len(found) == 5
    assert {name: broken for name, broken in found.items() if broken} == {}
