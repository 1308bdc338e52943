"""Moved to portal/pages/fields.py; import it from there."""

from portal.pages.fields import *  # noqa: F403
