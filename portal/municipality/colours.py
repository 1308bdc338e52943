"""Whether a text can be read on a ground: the contrast of two colours."""

TEXT = "#1c1b1a"
"""The colour of running text in the light appearance."""

_LINEAR_BELOW = 0.04045


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as ``#0f4c5c``: 1 is none, 21 is black on white.

    Source: relative luminance and contrast ratio in WCAG 2.2.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    """Return the light of one channel, 0 to 1, without the screen's curve."""
    if channel <= _LINEAR_BELOW:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
