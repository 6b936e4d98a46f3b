"""Parse XML without its dangers (entities, external documents), with an error that names the line."""

from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from empathy.errors import InputError
from empathy.ingest.source import read_bytes

# Documents nest a dozen deep; what reads them goes down by calls, of which there are only so many
_DEEPEST = 200


def parse_xml(path: Path) -> Element:
    """Return the root element.

    Raises:
        InputError: broken XML (with its line), or XML that declares entities.
    """
    return parse_xml_bytes(read_bytes(path), path)


def parse_xml_bytes(content: bytes, path: Path) -> Element:
    """Return the root element of XML that was read from ``path``, or from a part of it.

    Raises:
        InputError: as :func:`parse_xml`.
    """
    try:
        root: Element = fromstring(content)
    except ParseError as error:
        raise InputError("broken XML", path=path, line=error.position[0]) from None
    except DefusedXmlException:
        raise InputError(
            "the XML declares entities, which are not read", path=path, hint="Save it without them."
        ) from None
    except (ValueError, LookupError):
        raise InputError("the XML's encoding cannot be read", path=path, hint="Save it as UTF-8.") from None
    if _too_deep(root):
        raise InputError(f"the XML is nested more than {_DEEPEST} deep", path=path, hint="Save it without that.")
    return root


def _too_deep(root: Element) -> bool:
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
    return bool(level)


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]
