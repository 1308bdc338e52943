"""The keys of the pages everybody meets, and help from others; see :mod:`portal.wording.keys`."""

from collections.abc import Iterator

from portal.core import vocabulary as v


def _help() -> Iterator[tuple[str, ...]]:
    """Help from others than your caseworker. The words follow the kind of adviser."""
    for kind in ("65e", "in_administration"):
        for part in ("name", "what", "limit"):
            yield (f"help.adviser.{kind}.{part}",)
    for part in ("name", "what"):
        yield (f"help.dukh.{part}",)
        yield (f"help.companion.{part}",)
    for kind in v.CaseKind:
        yield (f"help.complain.{kind}",)
    yield ("help.complain.public",)
    yield ("help.complain.appealed",)
    yield ("help.deadline_runs",)
    yield ("help.free_text_interpreter",)
    for code in ("ordinary", "late", "hearing", "change"):
        yield (f"help.lead.{code}",)


def _pages() -> Iterator[tuple[str, ...]]:
    """The pages around the case, and the error pages."""
    for key in (
        "home.lead",
        "home.what_you_see",
        "home.without_sign_in",
        "home.phone_instead",
        "cases.none",
        "cases.lead",
        "casework.lead",
        "casework.may_differ",
        "casework.complaint",
        "words.lead",
        "help_page.lead",
        "offers.lead",
        "offers.none",
        "contact.lead",
        "contact.interpreter",
        "was.demo",
        "was.missing",
        "privacy.lead",
        "privacy.what",
        "privacy.where_from",
        "privacy.who_sees",
        "privacy.your_reading",
        "privacy.rights",
        "privacy.cookies",
        "settings.lead",
        "settings.language",
        "settings.easy",
        "settings.calm",
        "settings.saved",
        "demo.lead",
        "demo.not_real",
        "translation.not_reviewed",
        "signed_out.lead",
        "staff.set_aside.lead",
        "staff.set_aside.none",
    ):
        yield (f"page.{key}",)
    yield ("page.privacy.how_long", "months", "looks")
    for code in ("400", "401", "403", "404", "405", "413", "429", "500", "503"):
        yield (f"error.{code}.heading",)
        yield (f"error.{code}.what",)
    yield ("error.phone",)
    yield ("error.form_expired",)
    yield ("error.sign_in_first",)


GROUPS = (_help, _pages)
