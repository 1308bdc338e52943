"""Sagsvej: a citizen sees where their case is, whose turn it is and what was promised."""

__version__ = "0.1.0"
