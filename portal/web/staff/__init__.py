"""Pages for the municipality's staff."""
