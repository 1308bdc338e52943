"""The pages a citizen or relative meets when signed in."""
