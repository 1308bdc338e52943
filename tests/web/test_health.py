"""What an orchestrator is told."""

from datetime import timedelta

from portal.store import outbox
from tests.conftest import Site


def test_health_tells_when_nobody_sends(site: Site) -> None:
    """What was due a quarter of an hour ago and was never tried: the worker does not run."""
    client = site.app.test_client()
    assert client.get("/healthz").json == {"status": "ok", "database": "ok", "post": "ok"}
    now = site.portal.now()
    for minutes, expected in ((14, "ok"), (16, "late")):
        entry = outbox.Entry(
            dedupe_key=f"k-{minutes}",
            kind=outbox.REMINDER,
            channel="email",
            payload=b"x",
            next_at=now - timedelta(minutes=minutes),
        )
        with site.portal.engine.begin() as connection:
            outbox.add(connection, entry, now)
        assert client.get("/healthz").json["post"] == expected
