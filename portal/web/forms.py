"""Moved to portal/pages/forms.py; import it from there."""

from portal.pages.forms import *  # noqa: F403
