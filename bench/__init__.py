"""How light and how fast the portal is: every claim a ratio, measured side by side in one run."""
