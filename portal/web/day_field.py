"""Moved to portal/pages/day_field.py; import it from there."""

from portal.pages.day_field import *  # noqa: F403
