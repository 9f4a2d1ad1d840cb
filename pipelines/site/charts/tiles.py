"""Tile maps: one tile of the same size for each area, with its name and place; shades by fifths of the places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipelines.site.charts import svg
from pipelines.site.context import Site
from pipelines.site.links import link

WIDTH, HEIGHT, GAP = 78.0, 50.0, 4.0
# Five shades from the best fifth to the last, each with a text colour of contrast 4.5 or more on it.
WHITE, DARK = "#ffffff", "#1d2733"
SHADES = (
    ("#0b3c6f", WHITE),
    ("#1f6097", WHITE),
    ("#8fbbe0", DARK),
    ("#c6ddf1", DARK),
    ("#eaf2fa", DARK),
)
NO_FIGURE = (WHITE, DARK)
LONGEST_LINE = 11  # letters of 11 px that fit a tile


@dataclass(frozen=True)
class AreaTile:
    """An area's place on the map; `rank` of `n_field`, None without a figure. `is_apart` draws a dashed border."""

    column: float
    row: float
    name: str
    rank: int | None = None
    n_field: int = 0
    href: str | None = None
    is_apart: bool = False
    is_marked: bool = False


def tile_map(site: Site, name: str, title: str, tiles: Sequence[AreaTile], page: str) -> Markup:
    """The picture; `page` is the path of the page it stands on, for its links."""
    right = max(tile.column for tile in tiles) + 1
    bottom = max(tile.row for tile in tiles) + 1
    top = 34.0
    size = (right * (WIDTH + GAP) + GAP, top + bottom * (HEIGHT + GAP))
    parts = [_legend(site), *[_tile(tile, top, page) for tile in tiles]]
    n = sum(tile.rank is not None for tile in tiles)
    about = site.t(
        f"Mỗi địa bàn một ô, xếp theo vị trí gần đúng, không phải địa giới. {n} trong {len(tiles)} địa bàn có hạng;"
        " bảng bên dưới ghi cùng nội dung.",
        f"One tile an area, near its position, no borders. {n} of {len(tiles)} areas have a place; the table below says"
        " the same.",
    )
    return svg.picture(name, size, (title, about), parts)


def _shade(tile: AreaTile) -> tuple[str, str]:
    if tile.rank is None:
        return NO_FIGURE
    return SHADES[min(4, (tile.rank - 1) * 5 // max(tile.n_field, 1))]


def _tile(tile: AreaTile, top: float, page: str) -> Markup:
    x, y = GAP + tile.column * (WIDTH + GAP), top + tile.row * (HEIGHT + GAP)
    ground, ink = _shade(tile)
    dash = Markup(' stroke-dasharray="4 3"') if tile.is_apart or tile.rank is None else Markup("")
    border, thick = (svg.GOAL, 3) if tile.is_marked else (svg.SOFT, 1)
    box = Markup(
        '<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="5" fill="{}" stroke="{}" stroke-width="{}"{}/>'
    ).format(x, y, WIDTH, HEIGHT, ground, border, thick, dash)
    lines = _lines(tile.name)
    words = Markup("").join(
        Markup('<text x="{:g}" y="{:g}" text-anchor="middle" font-size="11" fill="{}">{}</text>').format(
            x + WIDTH / 2, y + 14 + 12 * number, ink, words
        )
        for number, words in enumerate(lines)
    )
    place = Markup('<text x="{:g}" y="{:g}" text-anchor="middle" font-weight="600" fill="{}">{}</text>').format(
        x + WIDTH / 2, y + HEIGHT - 7, ink, "–" if tile.rank is None else tile.rank
    )
    drawn = box + words + (place if tile.rank is not None or not tile.is_apart else Markup(""))
    if tile.href is None:
        return drawn
    return Markup('<a href="{}" aria-label="{}">{}</a>').format(link(page, tile.href), _said(tile), drawn)


def _said(tile: AreaTile) -> str:
    return tile.name if tile.rank is None else f"{tile.name}: {tile.rank}/{tile.n_field}"


def _lines(name: str) -> list[str]:
    """The name on one line, or two parted at the space that makes them most equal."""
    if len(name) <= LONGEST_LINE or " " not in name:
        return [name]
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    at = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return [name[:at], name[at + 1 :]]


def _legend(site: Site) -> Markup:
    words = site.t("hạng: nhóm đầu", "places: first fifth")
    parts = [svg.text((0, 16), words, fill=svg.SOFT)]
    x = 130.0
    for ground, _ in SHADES:
        parts.append(
            Markup('<rect x="{:g}" y="5" width="26" height="15" fill="{}" stroke="{}"/>').format(x, ground, svg.SOFT)
        )
        x += 28
    parts.append(
        svg.text((x + 4, 16), site.t("nhóm cuối; ô gạch: không có hạng", "last fifth; dashed: no place"), fill=svg.SOFT)
    )
    return Markup("").join(parts)
