"""A codebook of own markers, as a programme writes it."""

import json

MARKER = """
[marker.{marker}]
name = "Our own"
role = "helper"
values = {values}
definition = "{definition}"
instrument = "our own programme"
"""


def own_book(*markers, values=("no", "yes"), definition="What our programme calls so."):
    """Return the TOML of these markers, all of the same values."""
    return 'version = "1.0"\n' + "".join(
        MARKER.format(marker=json.dumps(marker), values=json.dumps(values), definition=definition)
        for marker in markers
    )
