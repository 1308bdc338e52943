"""The editor's pages: every text, its versions, and how it becomes another."""
