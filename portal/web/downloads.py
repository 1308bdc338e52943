"""Moved to portal/pages/downloads.py; import it from there."""

from portal.pages.downloads import *  # noqa: F403
