"""Moved to portal/pages/audience.py; import it from there."""

from portal.pages.audience import *  # noqa: F403
