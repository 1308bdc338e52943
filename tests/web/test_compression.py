"""What a browser is sent is what it asked for, and whole."""

import gzip
import re

import brotli
import pytest
from flask_compress.compat import compression

from tests.conftest import Site

READ = {
    "zstd": compression.zstd.decompress,
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    None: bytes,
}


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("identity", None),
        ("", None),
        ("zstd;q=0, gzip", "gzip"),
        ("br;q=0.5, zstd;q=1", "zstd"),
    ],
)
def test_a_page_comes_as_it_is_asked_for(site: Site, asked: str, sent: str | None) -> None:
    client = site.app.test_client()
    plain = client.get("/ord")
    for _ in range(2):
        answer = client.get("/ord", headers={"Accept-Encoding": asked})
        assert answer.headers.get("Content-Encoding") == sent
        assert int(answer.headers["Content-Length"]) == len(answer.data)
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert READ[sent](answer.data).endswith(b"</html>")
        assert len(READ[sent](answer.data)) == len(plain.data)


@pytest.mark.parametrize("asked", ["gzip, deflate, br, zstd", "gzip", "identity", ""])
def test_the_style_sheet_comes_as_small_as_it_can_be(site: Site, asked: str) -> None:
    client = site.app.test_client()
    (address,) = re.findall(r'href="(/[^"]+\.css)"', client.get("/ord").text)
    answer = client.get(address, headers={"Accept-Encoding": asked})
    sent = answer.headers.get("Content-Encoding")
    assert READ[sent](answer.data) == site.portal.css
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    if sent is None:
        assert asked in ("identity", "")
    else:
        assert sent == ("br" if "br" in asked else "gzip")
        assert len(answer.data) < len(gzip.compress(site.portal.css, 6)) * 1.01
