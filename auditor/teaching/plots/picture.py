"""A picture: its shapes, and its words for those who do not see it; light and dark in one file."""

from dataclasses import dataclass
from html import escape

# The ways of reading are told apart by shape as well as by colour; every colour of words stands
# out from the paper by 4.5 to 1, in both schemes.
STYLE = """
.plot { color-scheme: light dark; --paper: #ffffff; --ink: #1b2430; --soft: #4f5b69;
  --line: #d5dce4; --one: #0b57a4; --two: #875200; --three: #8a2a6b; --bar: #b9d0e6;
  font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
@media screen and (prefers-color-scheme: dark) {
  .plot { --paper: #12161c; --ink: #e4e9f0; --soft: #a7b2c0; --line: #343e4b;
    --one: #82baf8; --two: #f0b45c; --three: #ffa8dc; --bar: #33526f; }
}
.plot .paper { fill: var(--paper); }
.plot text { fill: var(--ink); font-variant-numeric: tabular-nums; }
.plot .soft { fill: var(--soft); }
.plot .small { fill: var(--soft); font-size: 11px; }
.plot .part { font-size: 11px; }
.plot .head { font-weight: 600; font-size: 16px; }
.plot .bold { font-weight: 600; }
.plot .grid { stroke: var(--line); }
.plot .even { stroke: var(--soft); stroke-dasharray: 5 4; }
.plot .bar { fill: var(--bar); }
.plot .s0 { fill: var(--one); } .plot .s1 { fill: var(--two); } .plot .s2 { fill: var(--three); }
.plot .hollow { fill: var(--paper); stroke: var(--one); stroke-width: 2; }
.plot .w0, .plot .w1, .plot .w2 { fill: none; stroke-width: 2; }
.plot .w0 { stroke: var(--one); } .plot .w1 { stroke: var(--two); }
.plot .w2 { stroke: var(--three); }
.plot .right { fill: none; stroke: var(--ink); stroke-width: 1.5; }
""".strip()
MARGIN = 24
HEAD = 66
"""Room for a picture's title and for what its notes are."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One plot; ``width`` and ``height`` are those of its shapes, which stand below the title."""

    name: str
    """The name of its file, without an ending."""
    title: str
    how: str
    """How to read it, in one sentence."""
    said: str
    """What it shows, in words."""
    width: int
    height: int
    shapes: tuple[str, ...]

    def svg(self, source: str) -> str:
        """The whole file.

        Args:
            source: Of which notes it is, shown under the title.
        """
        width, height = self.width + 2 * MARGIN, self.height + HEAD + MARGIN
        opening = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" role="img"'
            f' aria-labelledby="{self.name}-title" aria-describedby="{self.name}-said"'
            f' viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        )
        return "\n".join(
            (
                opening,
                f'<title id="{self.name}-title">{escape(self.title)}</title>',
                f'<desc id="{self.name}-said">{escape(f"{self.how} {self.said}")}</desc>',
                f"<style>\n{STYLE}\n</style>",
                f'<rect class="paper" width="{width}" height="{height}"/>',
                f'<text class="head" x="{MARGIN}" y="30">{escape(self.title)}</text>',
                f'<text class="soft" x="{MARGIN}" y="50">{escape(source)}</text>',
                f'<g transform="translate({MARGIN} {HEAD})">',
                *self.shapes,
                "</g>",
                "</svg>\n",
            )
        )
