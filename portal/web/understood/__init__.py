"""Forstod du det her? Citizens answer about any text, and editors and the council see it."""
