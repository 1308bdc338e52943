"""Everything that knows HTTP: one package an audience."""
