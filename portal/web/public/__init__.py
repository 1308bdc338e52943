"""Pages that everybody may read, signed in or not."""
