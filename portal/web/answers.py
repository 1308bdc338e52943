"""Moved to portal/pages/answers.py; import it from there."""

from portal.pages.answers import *  # noqa: F403
