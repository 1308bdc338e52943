"""What a screen reader is given, in order, as plain text that anybody can review.

Taken from the browser's own accessibility tree, every closed part opened. Dates, times and the
version of the words are put as signs, so that an outline changes only when the page does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession
from playwright.sync_api import Page as Tab

_WORDS = {"StaticText": "", "LineBreak": " "}
_LEAVES = {"heading", "link", "button", "DisclosureTriangle", "image", "term"}
_THROUGH = {
    *("strong", "emphasis", "time", "Abbr", "generic", "mark"),
    *("RootWebArea", "none", "InlineTextBox", "DescriptionList"),
}
_SAID_ELSEWHERE = {"ListMarker", "Legend"}
_CALLED = {
    "contentinfo": "foot",
    "banner": "head",
    "complementary": "aside",
    "listitem": "item",
    "DisclosureTriangle": "opens",
    "blockquote": "quote",
    "definition": "means",
    "term": "word",
}
_INDENT = "  "

_MONTHS = {
    "da": "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
    "ar": "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
}
_DAYS = {
    "da": "mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag",
    "en": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    "ar": "الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد",
}
_NUMBER = r"[\d٠-٩]"
_CHANGING = [
    *(
        (re.compile(rf"(?:{_DAYS[one]}) (?:den )?{_NUMBER}{{1,2}}\.? (?:{_MONTHS[one]})"), "‹day›")
        for one in _MONTHS
    ),
    (re.compile(rf"‹day› {_NUMBER}{{4}}"), "‹day›"),
    (re.compile(rf"‹day›(?: kl\.| at|، الساعة) {_NUMBER}{{1,2}}[.:]{_NUMBER}{{2}}"), "‹day, time›"),
    (re.compile(r"\b[0-9]{1,2}\.[0-9]{1,2}\.20[0-9]{2}\b"), "‹day›"),
    (re.compile(r"(?:da|en|ar)-[ne]-[a-z]{10}"), "‹version›"),
    # Until when one is signed in.
    (
        re.compile(rf"((?:ind til kl\.|in until|حتى الساعة) ){_NUMBER}{{1,2}}[.:]{_NUMBER}{{2}}"),
        r"\1‹time›",
    ),
    (re.compile(rf"Det er {_NUMBER}+ dage? siden"), "Det er ‹n› dage siden"),
    (re.compile(r"مدة الانتظار حتى الآن: [^.]+\."), "مدة الانتظار حتى الآن: ‹n›."),
    (re.compile(rf"That (?:is|was) {_NUMBER}+ days? ago"), "That is ‹n› days ago"),
]


@dataclass
class _Writer:
    """Collects lines; words that stand in one line are kept together until the line ends."""

    lines: list[str] = field(default_factory=list)
    _said: list[str] = field(default_factory=list)
    _depth: int = 0

    def say(self, words: str, depth: int) -> None:
        if not self._said:
            self._depth = depth
        self._said.append(words)

    def end(self) -> None:
        """End the line of words."""
        text = " ".join("".join(self._said).split())
        self._said = []
        if text:
            self.lines.append(f"{_INDENT * self._depth}text: {text}")

    def write(self, line: str, depth: int) -> None:
        self.end()
        self.lines.append(f"{_INDENT * depth}{' '.join(line.split())}")


def outline(tab: Tab) -> str:
    """Return the page as it is read aloud, a line for each thing."""
    session = tab.context.new_cdp_session(tab)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    _mark_current(session, nodes)
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    writer = _Writer()
    writer.write(f"page: {_name(nodes[0])}", 0)
    _walk(nodes[0], by_id, 0, writer)
    writer.end()
    return steady("\n".join(writer.lines)) + "\n"


def _mark_current(session: CDPSession, nodes: list[dict[str, Any]]) -> None:
    """Add what ``aria-current`` says, which the tree leaves out."""
    for node in nodes:
        if not node["ignored"] and node["role"]["value"] in ("listitem", "link"):
            told = session.send("DOM.describeNode", {"backendNodeId": node["backendDOMNodeId"]})
            pairs = told["node"].get("attributes", [])
            node["current"] = dict(zip(pairs[::2], pairs[1::2], strict=True)).get("aria-current")


def _walk(node: dict[str, Any], by_id: dict[str, Any], depth: int, writer: _Writer) -> None:
    role = "" if node["ignored"] else node["role"]["value"]
    if role in _WORDS:
        writer.say(_WORDS[role] or _name(node), depth)
    elif role in _LEAVES:
        writer.write(f"{_said_of(node, role)}: {_name(node)}", depth)
    elif not role or role in _THROUGH:
        _children(node, by_id, depth, writer)
    elif role not in _SAID_ELSEWHERE:
        _block(node, role, by_id, depth, writer)


def _block(
    node: dict[str, Any], role: str, by_id: dict[str, Any], depth: int, writer: _Writer
) -> None:
    """Write what begins and ends a line: a paragraph, a list, a part of the page."""
    writer.end()
    details = role == "group" and not _name(node)
    if role != "paragraph" and not details:
        writer.write(_container(node, role), depth)
        depth += 1
    for child in _found(node, by_id):
        # What a native details opens stands under the line that says what it opens.
        _walk(child, by_id, depth + (details and not _is_summary(child, by_id)), writer)
    writer.end()


def _is_summary(node: dict[str, Any], by_id: dict[str, Any]) -> bool:
    if node["ignored"]:
        return any(_is_summary(child, by_id) for child in _found(node, by_id))
    return bool(node["role"]["value"] == "DisclosureTriangle")


def _children(node: dict[str, Any], by_id: dict[str, Any], depth: int, writer: _Writer) -> None:
    for child in _found(node, by_id):
        _walk(child, by_id, depth, writer)


def _found(node: dict[str, Any], by_id: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (by_id[one] for one in node.get("childIds", ()) if one in by_id)


def _container(node: dict[str, Any], role: str) -> str:
    name = _name(node)
    called = _CALLED.get(role, role) + (" (current)" if node.get("current") else "")
    return f"{called}: {name}" if name and role != "listitem" else called


def _said_of(node: dict[str, Any], role: str) -> str:
    said = _CALLED.get(role, role)
    if role == "heading":
        said += f" {_property(node, 'level')}"
    if _property(node, "pressed") == "true":
        said += " (pressed)"
    if node.get("current"):
        said += " (current)"
    return said


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", ""))


def _property(node: dict[str, Any], name: str) -> Any:
    for one in node.get("properties", ()):
        if one["name"] == name:
            return one["value"].get("value")
    return None


def steady(text: str) -> str:
    """Return the text with signs for what changes from day to day."""
    for pattern, sign in _CHANGING:
        text = pattern.sub(sign, text)
    return text
