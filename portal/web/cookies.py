"""Moved to portal/pages/cookies.py; import it from there."""

from portal.pages.cookies import *  # noqa: F403
