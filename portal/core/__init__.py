"""The rules: frozen data and pure functions, standard library only."""
