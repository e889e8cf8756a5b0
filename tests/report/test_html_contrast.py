"""Every colour of the page can be read on what it stands on (WCAG 2, level AA), light and dark."""

import re
from itertools import product

import pytest

from auditor.report.html import page
from auditor.report.segments import LABEL_CLASSES
from auditor.report.totals import totals_of
from auditor.report.words import GATES, NAMES

GROUNDS = (*sorted({*LABEL_CLASSES.values()}), "other", "goal")
INKS = ("ink", "time", "assist")
PAIRS = [
    *product(("ink", "soft", "accent", "error", "warning", "info"), ("paper", "panel")),
    *product(("ready", "hold", "cannot_assess"), ("paper", "panel")),
    *product(("time", "assist", "tag"), ("paper",)),
    *product(INKS, GROUNDS),
]


@pytest.fixture(scope="module")
def written():
    return "".join(page([], totals_of([])))


def palettes(written):
    light, dark = re.findall(r":root \{(.*?)\}", written, flags=re.DOTALL)[:2]
    read = [dict(re.findall(r"--([a-z_]+): (#[0-9a-f]{6})", block)) for block in (light, dark)]
    return dict(zip(("light", "dark"), read, strict=True))


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first, second):
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_what_is_written_can_be_read(written, scheme, ink, ground):
    palette = palettes(written)[scheme]

    assert contrast(palette[ink], palette[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("bar", ["bar", *GATES, *NAMES])
def test_bars_stand_out_from_the_page(written, scheme, bar):
    palette = palettes(written)[scheme]

    assert contrast(palette[bar], palette["paper"]) >= 3
