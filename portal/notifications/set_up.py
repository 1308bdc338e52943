"""Which ways out this installation has, by its settings."""

from portal.core.contact import LetterWay, NoticeWay
from portal.municipality import Municipality
from portal.notifications import Channel, Channels, Letter, Notice
from portal.notifications.email import Email
from portal.notifications.print import Print
from portal.notifications.shown import Shown
from portal.settings import Settings, SettingsError


def channels_of(settings: Settings, municipality: Municipality) -> Channels:
    """Return the channels. The demo has every one of them, and sends nothing to anybody.

    Raises:
        SettingsError: Digital Post is set up, and what it needs is not installed.
    """
    if settings.demo:
        folder = settings.shown_folder
        machines = (NoticeWay.EMAIL, NoticeWay.NEMSMS, NoticeWay.DIGITAL_POST)
        return Channels(
            notices={way: Shown(folder, way) for way in machines},
            letters={way: Shown(folder, way) for way in LetterWay},
        )
    notices: dict[NoticeWay, Channel[Notice]] = {}
    letters: dict[LetterWay, Channel[Letter]] = {}
    if settings.smtp is not None:
        notices[NoticeWay.EMAIL] = Email(settings.smtp)
    if settings.print_folder is not None:
        letters[LetterWay.PRINT] = Print(settings.print_folder)
    if settings.digital_post is not None:
        _add_digital_post(settings, municipality, notices, letters)
    return Channels(notices, letters)


def _add_digital_post(
    settings: Settings,
    municipality: Municipality,
    notices: dict[NoticeWay, Channel[Notice]],
    letters: dict[LetterWay, Channel[Letter]],
) -> None:
    # An extra: only who sends Digital Post needs what checks its messages.
    try:
        from portal.notifications.digital_post.memo import schema  # noqa: PLC0415
        from portal.notifications.digital_post.sf1601 import (  # noqa: PLC0415
            DigitalPost,
            NemSms,
            Serviceplatformen,
        )
        from portal.notifications.digital_post.tokens import Access, Tokens  # noqa: PLC0415
    except ModuleNotFoundError:
        raise SettingsError(
            "SAGSVEJ_DIGITAL_POST_URL is set, but what checks the messages is not installed; "
            "run: pip install 'sagsvej[digital-post]'."
        ) from None
    where = settings.digital_post
    if where is None:
        return
    schema()
    access = Access(
        municipality.cvr, where.service, where.issuer, where.certificate, where.authorities
    )
    platform = Serviceplatformen(access, Tokens(access), municipality.name)
    post = DigitalPost(platform)
    notices[NoticeWay.DIGITAL_POST] = post
    notices[NoticeWay.NEMSMS] = NemSms(platform)
    letters[LetterWay.DIGITAL_POST] = post
