"""Moved to portal/pages/enter.py; import it from there."""

from portal.pages.enter import *  # noqa: F403
