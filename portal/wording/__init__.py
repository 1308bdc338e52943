"""The words a citizen meets: loaded from ``translations/``, looked up by stable keys."""
