"""Moved to portal/pages/security.py; import it from there."""

from portal.pages.security import *  # noqa: F403
