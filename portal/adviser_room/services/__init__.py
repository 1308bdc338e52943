"""What the room does: one module a subject, one transaction a function."""
