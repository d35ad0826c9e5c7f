"""Imports the generated module, whose functions have the names of the C header."""

from typing import Any

from . import schoolcat_core

core: Any = schoolcat_core

FORMATS = {
    "text": core.SCHOOLCAT_FORMAT_TEXT,
    "markdown": core.SCHOOLCAT_FORMAT_MARKDOWN,
    "json": core.SCHOOLCAT_FORMAT_JSON,
}


def format_named(name: str) -> Any:
    """The constant of an output format; a ValueError lists the valid names."""
    try:
        return FORMATS[name]
    except KeyError:
        raise ValueError(f"format is one of {', '.join(FORMATS)}, not {name!r}") from None
