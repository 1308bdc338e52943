"""Moved to portal/pages/form_session.py; import it from there."""

from portal.pages.form_session import *  # noqa: F403
