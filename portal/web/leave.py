"""Moved to portal/pages/leave.py; import it from there."""

from portal.pages.leave import *  # noqa: F403
