"""Words that say which text they are, and what others wrote that looks like it."""

import pytest

from portal.settings import ROOT
from portal.wording.catalogue import load_catalogue
from portal.wording.marked import marked

FOUND = marked(load_catalogue(ROOT / "translations"))


@pytest.mark.parametrize("sign", ["A", "\uf000", "\U000fffff", "\U0010fffd"])
def test_a_sign_that_names_no_text_is_left_as_it_stands(sign: str) -> None:
    html = f"<p>\ue000{sign}x\ue001 {FOUND.words['da', 'normal'].text('again.known')}</p>"
    assert FOUND.keys_in(html) == {"again.known"}
    shown = FOUND.show(html, lambda key, inner: f"[{key}]")
    assert shown.startswith(f"<p>\ue000{sign}x\ue001 [again.known]")
