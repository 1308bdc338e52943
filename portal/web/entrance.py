"""Moved to portal/pages/entrance.py; import it from there."""

from portal.pages.entrance import *  # noqa: F403
