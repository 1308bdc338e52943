"""What every channel promises, each against its real counterpart."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from portal.core.contact import LetterWay, NoticeWay
from portal.municipality import Municipality
from portal.notifications import Letter, Message, Notice, Receipt, RetryError
from portal.notifications.digital_post.sf1601 import DigitalPost, NemSms, Serviceplatformen
from portal.notifications.email import Email
from portal.notifications.print import INDEX, Print, read_index
from portal.notifications.set_up import channels_of
from portal.notifications.shown import Shown, sent
from portal.settings import DigitalPost as DigitalPostSettings
from portal.settings import Settings, Smtp
from tests.notifications.conftest import LETTER, NOTICE, NOW, REGISTERED
from tests.notifications.serviceplatformen import Platform
from tests.notifications.smtp_server import MailServer


@dataclass
class Counterpart:
    """A channel with whoever is at the other end.

    ``arrived`` gives what makes each message that arrived recognisable, repeats too.
    ``broken`` makes the other end unreachable.
    """

    channel: Any
    message: Message
    arrived: Callable[[], list[str]]
    broken: Callable[[], None]


def _email(request: pytest.FixtureRequest) -> Counterpart:
    server: MailServer = request.getfixturevalue("mail_server")()
    channel: Email = request.getfixturevalue("email")(server)

    def broken() -> None:
        server.says = "421 Closing"

    return Counterpart(
        channel, NOTICE, lambda: [str(mail["Message-ID"]) for mail in server.mails], broken
    )


def _platform(request: pytest.FixtureRequest, kind: str) -> Counterpart:
    platform: Platform = request.getfixturevalue("platform")
    way: Serviceplatformen = request.getfixturevalue("way")

    def broken() -> None:
        platform.faults.append((503, b""))

    message: Message = LETTER if kind == "letter" else replace(NOTICE, to=REGISTERED)
    channel = NemSms(way) if kind == "nemsms" else DigitalPost(way)
    return Counterpart(channel, message, lambda: platform.transactions, broken)


def _print(request: pytest.FixtureRequest) -> Counterpart:
    folder: Path = request.getfixturevalue("tmp_path") / "print"

    def broken() -> None:
        folder.mkdir(exist_ok=True)
        (folder / "2026-04-02").rename(folder / "away")
        (folder / "2026-04-02").write_text("in the way")

    return Counterpart(
        Print(folder),
        LETTER,
        lambda: [row["id"] for row in read_index(folder / "2026-04-02" / INDEX)],
        broken,
    )


def _shown(request: pytest.FixtureRequest) -> Counterpart:
    folder: Path = request.getfixturevalue("tmp_path") / "sent"

    def broken() -> None:
        folder.rename(folder.with_name("away"))
        folder.write_text("in the way")

    return Counterpart(
        Shown(folder, "print"), LETTER, lambda: [one.heading for one in sent(folder)], broken
    )


COUNTERPARTS = {
    "e-mail": _email,
    "digital post, letter": lambda request: _platform(request, "letter"),
    "digital post, notice": lambda request: _platform(request, "notice"),
    "nemsms": lambda request: _platform(request, "nemsms"),
    "print": _print,
    "demo": _shown,
}


@pytest.fixture(params=COUNTERPARTS, ids=list(COUNTERPARTS))
def counterpart(request: pytest.FixtureRequest) -> Counterpart:
    """Return each channel with its counterpart."""
    return COUNTERPARTS[request.param](request)


def test_it_arrives_and_there_is_a_receipt(counterpart: Counterpart) -> None:
    receipt = counterpart.channel.send(counterpart.message, NOW)

    assert isinstance(receipt, Receipt)
    assert receipt.reference
    assert len(counterpart.arrived()) == 1


def test_a_repeat_can_be_told_from_another_message(counterpart: Counterpart) -> None:
    other = replace(counterpart.message, id="something else")
    if isinstance(other, Letter):
        other = replace(other, title="something else")
    for message in (counterpart.message, other, counterpart.message):
        counterpart.channel.send(message, NOW)

    assert len(set(counterpart.arrived())) == 2


def test_when_nobody_takes_it_it_may_be_sent_again(counterpart: Counterpart) -> None:
    counterpart.channel.send(replace(counterpart.message, id="before"), NOW)
    counterpart.broken()

    with pytest.raises(RetryError) as told:
        counterpart.channel.send(counterpart.message, NOW)
    # The code is kept in the outbox, for everybody who works there to read.
    assert counterpart.message.to not in told.value.code


# --- which channel takes what --------------------------------------------------------------


def takes(channel: object) -> object:
    return get_type_hints(type(channel).send)["message"]


def test_e_mail_and_sms_take_notices_and_nothing_else(
    settings: Settings,
    municipality: Municipality,
    certificate: Path,
    tmp_path: Path,
) -> None:
    """By the types, so that mypy finds whoever tries; the channels refuse it as well."""
    earnest = replace(
        settings,
        demo=False,
        smtp=Smtp("localhost", 25, "a@b.dk"),
        digital_post=DigitalPostSettings("https://a", "https://b", certificate),
        print_folder=tmp_path,
    )
    channels = channels_of(earnest, municipality)

    assert set(channels.notices) == {NoticeWay.EMAIL, NoticeWay.NEMSMS, NoticeWay.DIGITAL_POST}
    assert set(channels.letters) == set(LetterWay)
    assert takes(channels.notices[NoticeWay.EMAIL]) is Notice
    assert takes(channels.notices[NoticeWay.NEMSMS]) is Notice
    for channel in channels.letters.values():
        assert not isinstance(channel, Email | NemSms)


def test_without_settings_there_is_no_way_out(
    settings: Settings, municipality: Municipality
) -> None:
    channels = channels_of(replace(settings, demo=False), municipality)

    assert (channels.notices, channels.letters) == ({}, {})


def test_the_demo_sends_nothing_to_anybody(settings: Settings, municipality: Municipality) -> None:
    tempting = replace(settings, smtp=Smtp("localhost", 25, "a@b.dk"), print_folder=Path("/"))
    channels = channels_of(tempting, municipality)

    every = [*channels.notices.values(), *channels.letters.values()]
    assert len(every) == 5
    assert all(isinstance(channel, Shown) for channel in every)
