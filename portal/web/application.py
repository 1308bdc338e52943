"""Moved to portal/pages/application.py; import it from there."""

from portal.pages.application import *  # noqa: F403
