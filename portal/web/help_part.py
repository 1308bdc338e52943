"""Moved to portal/pages/help_part.py; import it from there."""

from portal.pages.help_part import *  # noqa: F403
