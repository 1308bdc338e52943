"""Somebody who works with the keyboard alone. What it takes is counted."""

from dataclasses import dataclass

from playwright.sync_api import Locator
from playwright.sync_api import Page as Tab

_FOCUSED = "(one) => one === document.activeElement"
_MOST_TABS = 400


@dataclass
class Effort:
    """What something took.

    Attributes:
        interactions: Enter or Space on something that loads a page or sends a form.
        keys: Every key pressed besides the letters of the own text.
        letters: The letters of the own text.
    """

    interactions: int = 0
    keys: int = 0
    letters: int = 0


class Hands:
    """Two hands on a keyboard, at one tab of the browser."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.effort = Effort()

    def begin(self) -> None:
        """Count from here."""
        self.effort = Effort()

    def press(self, key: str, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            self.tab.keyboard.press(key)
            self.effort.keys += 1

    def reach(self, where: Locator, key: str = "Tab") -> None:
        """Go to something with Tab, as often as it takes."""
        assert where.count() == 1, f"{where.count()} of {where}"
        for _ in range(_MOST_TABS):
            if where.evaluate(_FOCUSED):
                return
            self.press(key)
        raise AssertionError(f"Tab does not come to {where}")

    def go(self, where: Locator) -> None:
        """Go to a link or a button that leads to a page, and use it."""
        self.reach(where)
        with self.tab.expect_navigation(wait_until="domcontentloaded"):
            self.press("Enter")
        self.effort.interactions += 1

    def past_the_head(self) -> None:
        """Leave out what stands on every page, by the first link there is."""
        self.press("Tab")
        self.press("Enter")
        assert self.tab.evaluate("document.activeElement.id") == "main"

    def open(self, where: Locator) -> None:
        """Unfold a part of the page."""
        self.reach(where)
        self.press("Enter")

    def write(self, text: str) -> None:
        """Write where the focus is; one's own words."""
        self.tab.keyboard.type(text)
        self.effort.letters += len(text)

    def fill(self, where: Locator, text: str) -> None:
        """Go to a field and write in it, instead of what stands there."""
        self.reach(where)
        self.press("Control+a")
        self.write(text)

    def choose(self, where: Locator) -> None:
        """Choose one of some radio buttons with the arrows, or a line of a list by its letters."""
        if where.get_attribute("type") == "radio":
            name = where.get_attribute("name")
            group = self.tab.locator(f"input[type=radio][name='{name}']")
            self._reach_group(group)
            for _ in range(group.count()):
                if where.is_checked():
                    return
                self.press("ArrowDown")
            # An unchosen group is entered at its first: Space chooses it.
            if not where.is_checked():
                self.press("Space")
        assert where.is_checked()

    def tick(self, where: Locator) -> None:
        """Tick a box."""
        self.reach(where)
        if not where.is_checked():
            self.press("Space")
        assert where.is_checked()

    def pick(self, where: Locator, option: str) -> None:
        """Choose in a list by typing how the line begins."""
        self.reach(where)
        self.tab.keyboard.type(option)
        self.effort.keys += len(option)
        chosen = where.evaluate("(one) => one.options[one.selectedIndex].text")
        assert chosen.startswith(option), chosen

    def _reach_group(self, group: Locator) -> None:
        for _ in range(_MOST_TABS):
            if group.evaluate_all("(all) => all.includes(document.activeElement)"):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not come to {group}")
