"""Moved to portal/pages/reader.py; import it from there."""

from portal.pages.reader import *  # noqa: F403
