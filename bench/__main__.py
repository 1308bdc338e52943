"""``python -m bench``: measure everything, print it, and keep it in ``var/bench/figures.json``."""

import argparse

from bench import growth, letters, lighthouse, loading, looks, speed, weight, wording
from bench.databases import VAR
from bench.report import Figure, write

MEASURES = {
    "speed": speed.measure,
    "looks": looks.measure,
    "growth": growth.measure,
    "loading": loading.measure,
    "weight": weight.measure,
    "letters": letters.measure,
    "wording": wording.measure,
    "lighthouse": lighthouse.measure,
}


def main() -> None:
    """Measure what is asked for, everything when nothing is."""
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("what", nargs="*", choices=[[], *MEASURES], help="all when left out")
    asked.add_argument("--quick", action="store_true", help="fewer turns, a sample of the pages")
    said = asked.parse_args()
    figures: list[Figure] = []
    for name in said.what or MEASURES:
        print(name, flush=True)
        for figure in MEASURES[name](said.quick):
            figures.append(figure)
            print(figure, flush=True)
    write(figures, VAR / "figures.json")
    missed = sum(figure.holds is False for figure in figures)
    held = sum(figure.holds is True for figure in figures)
    print(f"{held} of {held + missed} targets are met; the figures are in {VAR / 'figures.json'}")


if __name__ == "__main__":
    main()
