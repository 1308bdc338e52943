"""Moved to portal/pages/frame.py; import it from there."""

from portal.pages.frame import *  # noqa: F403
