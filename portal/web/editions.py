"""Moved to portal/pages/editions.py; import it from there."""

from portal.pages.editions import *  # noqa: F403
