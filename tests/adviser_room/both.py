"""Both programs at once: the portal's application, and the room answering over real HTTP."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, inspect, text
from werkzeug.serving import WSGIRequestHandler, make_server

from portal.settings import RoomDoor
from tests.adviser_room.room_site import RoomSite, RoomVisitor
from tests.conftest import Site, Visitor


class _Silent(WSGIRequestHandler):
    """The room's server in the tests; what comes in is not to be written on the screen."""

    def log(self, *_args: object, **_more: object) -> None:
        """Say nothing."""


@contextmanager
def answering(room: RoomSite) -> Iterator[str]:
    """Let a room answer at an address of this machine."""
    server = make_server("127.0.0.1", 0, room.app, threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(frozen=True)
class Both:
    """The portal and the room, and where the room answers."""

    site: Site
    room: RoomSite
    address: str


def door(address: str, token: str) -> RoomDoor:
    """Return the way to a room at an address."""
    return RoomDoor(address, f"{address}/indlevering", token)


def ticket(visitor: RoomVisitor, path: str) -> str:
    """Make a link as the citizen does; return what it ends with."""
    page = visitor.send(f"{path}/vis-sag").get_data(as_text=True)
    found = re.search(r"/giv-videre/([\w-]+)", page)
    assert found, page
    return found[1]


def give(both: Both, visitor: Visitor, link: str, **chosen: str) -> str:
    """Fill in the portal's form; return where it leads, or the page with what is wrong."""
    page = visitor.get(f"/giv-videre/{link}")
    case = page.select_one("input[name=case]")
    assert case is not None
    answers = {"case": str(case["value"]), "what": "summary", "until": "14"} | chosen
    answer = visitor.post(f"/giv-videre/{link}", f"/giv-videre/{link}", **answers)
    return str(answer.headers.get("Location") or answer.get_data(as_text=True))


def everything(engine: Engine, *besides: str) -> dict[str, list[str]]:
    """Return every row of every table, as text; ``besides`` are tables to leave out."""
    found = {}
    with engine.connect() as connection:
        for table in sorted(inspect(connection).get_table_names()):
            if table not in besides:
                rows = connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608
                found[table] = sorted(
                    repr(tuple(bytes(v) if isinstance(v, memoryview) else v for v in row))
                    for row in rows
                )
    return found


__all__ = ["Both", "answering", "door", "everything", "give", "ticket"]
