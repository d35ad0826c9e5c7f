"""Markdown tables and SVG line charts."""

import html
import math

COLOURS = ["#1f6f8b", "#b5523b", "#4c7a34", "#7a4c9e", "#8a6d1f", "#444444"]
LEFT, TOP, WIDTH, HEIGHT = 70, 40, 420, 280


def figure(value):
    """Formats three significant digits with a thousands separator."""
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{min(digits, 4)}f}"


def spread(median, least, most):
    """A Markdown table of two columns."""
    return figure(median), f"{figure(least)} – {figure(most)}"


def table(heads, rows):
    """A Markdown table; all columns but the first are right-aligned."""
    lines = ["| " + " | ".join(heads) + " |", "| --- " + "| ---: " * (len(heads) - 1) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def powers(least, most):
    return range(math.floor(math.log10(least)), math.ceil(math.log10(most)) + 1)


def power_text(power):
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"


def curves(title, across, up, lines):
    """An SVG chart with logarithmic axes. `lines`: name to points (x, y), all above 0."""
    points = [point for line in lines.values() for point in line]
    xs, ys = powers(*extremes(points, 0)), powers(*extremes(points, 1))

    def place(x, y):
        right = (math.log10(x) - xs[0]) / max(1, xs[-1] - xs[0]) * WIDTH
        height = (math.log10(y) - ys[0]) / max(1, ys[-1] - ys[0]) * HEIGHT
        return f"{LEFT + right:.1f},{TOP + HEIGHT - height:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 320}" height="{TOP + HEIGHT + 60}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="22" font-size="14">{html.escape(title)}</text>',
    ]
    for power in xs:
        x, y = place(10.0**power, 10.0 ** ys[0]).split(",")
        parts.append(f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{y}" stroke="#dddddd"/>')
        parts.append(
            f'<text x="{x}" y="{TOP + HEIGHT + 18}" text-anchor="middle">{power_text(power)}</text>'
        )
    for power in ys:
        x, y = place(10.0 ** xs[0], 10.0**power).split(",")
        parts.append(f'<line x1="{x}" y1="{y}" x2="{LEFT + WIDTH}" y2="{y}" stroke="#dddddd"/>')
        parts.append(
            f'<text x="{LEFT - 8}" y="{float(y) + 4:.1f}" text-anchor="end">{power_text(power)}</text>'
        )
    parts.append(
        f'<text x="{LEFT + WIDTH / 2}" y="{TOP + HEIGHT + 42}" text-anchor="middle">{html.escape(across)}</text>'
    )
    parts.append(
        f'<text x="16" y="{TOP + HEIGHT / 2}" text-anchor="middle" '
        f'transform="rotate(-90 16 {TOP + HEIGHT / 2})">{html.escape(up)}</text>'
    )
    for number, (name, line) in enumerate(lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(place(*point) for point in line)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for point in line:
            x, y = place(*point).split(",")
            parts.append(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>')
        below = TOP + 16 + 18 * number
        parts.append(
            f'<text x="{LEFT + WIDTH + 14}" y="{below}" fill="{colour}">{html.escape(name)}</text>'
        )
    return "\n".join(parts) + "\n</svg>\n"


def extremes(points, axis):
    values = [point[axis] for point in points]
    return min(values), max(values)
