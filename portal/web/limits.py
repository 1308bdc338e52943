"""Moved to portal/pages/limits.py; import it from there."""

from portal.pages.limits import *  # noqa: F403
