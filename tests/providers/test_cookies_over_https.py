"""Over https a real browser takes our cookies by their guarded names, and gives them back."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import Browser
from werkzeug.serving import make_server

from portal.settings import Settings
from tests.conftest import Site
from tests.providers.running import free_ports


def test_a_browser_keeps_them_signs_in_by_them_and_lets_them_go(
    open_site: Callable[..., Site], settings: Settings, chromium: Browser
) -> None:
    site = open_site(used=replace(settings, behind_tls=True))
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    (port,) = free_ports(1)
    server = make_server("127.0.0.1", port, site.app, threaded=True, ssl_context="adhoc")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    context = chromium.new_context(
        base_url=f"https://127.0.0.1:{port}", locale="da-DK", ignore_https_errors=True
    )
    try:
        tab = context.new_page()
        tab.goto("/demo")
        tab.locator("main form button").first.click()
        tab.wait_for_url("**/mine-sager")
        kept = {one["name"]: one for one in context.cookies()}
        assert {"__Host-sagsvej", "__Host-formular"} <= set(kept)
        assert all(one["secure"] and one["httpOnly"] for one in kept.values())
        # A cookie of the plain name, as another host of the domain could put, counts for nothing.
        forged = kept["__Host-sagsvej"]["value"]
        with chromium.new_context(ignore_https_errors=True) as other:
            url = f"https://127.0.0.1:{port}/mine-sager"
            other.add_cookies([{"name": "sagsvej", "value": forged, "url": url}])
            assert other.request.get(url).status == 401
        tab.get_by_role("button", name="Log af").click()
        tab.wait_for_load_state()
        assert "__Host-sagsvej" not in {one["name"] for one in context.cookies()}
    finally:
        context.close()
        server.shutdown()
        thread.join(10)
        server.server_close()
