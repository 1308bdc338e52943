"""The room's pages: what citizens meet, and the adviser's own."""
