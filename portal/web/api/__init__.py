"""What machines call: the push side of the case-status API, and health."""
