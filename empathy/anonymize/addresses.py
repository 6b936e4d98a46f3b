"""Street addresses, post codes and named streets, in the forms of several countries and as spoken."""

# ruff: noqa: E501  (a pattern or a word list is read as one line; folding it would hide its shape)

import re
from collections.abc import Iterator, Sequence
from typing import Final

from empathy.anonymize.spans import Kind, Span

_TYPES = (
    r"(?:street|st|road|rd|avenue|ave|av|lane|ln|drive|dr|close|court|ct|crescent|cres|place|pl|square|sq|terrace|"
    r"ter|way|boulevard|blvd|parkway|pkwy|highway|hwy|circle|cir|trail|trl|gardens?|gdns|grove|mews|hill|row|walk|park|"
    r"parade|rise|view|vale|green|plaza|plz|alley|aly|loop|run|path|pike|turnpike|expressway|fields?|heights|"
    r"village|wharf|quay|embankment|broadway|crossing|xing|ridge|meadows?|manor|point|bypass|causeway|esplanade|"
    r"forge|fords?|islands?|junctions?|keys?|knolls?|lakes?|land|lodge|mall|mills?|motorway|mountains?|neck|orchard|oval|"
    r"overpass|passage|pine|pines|plains?|port|ports|prairie|radial|ramp|ranch|rapids?|rest|river|route|rue|shoals?|"
    r"shores?|skyway|spring|springs|spurs?|squares|station|stravenue|stream|summit|throughway|trace|track|trafficway|"
    r"tunnel|union|unions|valley|valleys|via|viaduct|views|ville|vista|walks|wall|well|wells|ways|branch|bridge|brook|"
    r"brooks|burg|burgs|camp|canyon|cape|center|centers|circles|cliff|cliffs|club|common|corner|corners|course|courts|"
    r"cove|coves|creek|crest|crossroad|curve|dale|dam|divide|drives|estate|estates|extension|extensions|fall|falls|"
    r"ferry|flat|flats|forest|forks?|fort|freeway|gateway|glens?|greens|groves|harbors?|haven|hills|hollow|inlet|isle)"
)
# The types that are hardly ever anything but a street: safe in lower-case talk.
_SURE = (
    r"(?:street|road|avenue|ave|lane|drive|close|court|crescent|square|terrace|boulevard|blvd|parkway|highway|circle|"
    r"gardens|grove|mews|parade|rd|st|way|place|trail|rise|row|walk|hill|park)"
)
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|oh|and)){0,4}"
)
_HOUSE = r"(?:\d{1,6}(?:[ ]?[-–/][ ]?\d{1,5})?[ ]?[A-Za-z]?(?:[ ]?½|[ ]1/2)?)"
_CAP = r"(?:[A-Z][\w'’.-]*|\d{1,3}(?:st|nd|rd|th))"
_DIRECTION = r"(?:(?:North|South|East|West|N|S|E|W|NE|NW|SE|SW)\.?[ ])?"
_FLAT = r"(?:(?:flat|apartment|apt|unit|suite|ste|studio|room|rm|floor|building|bldg|block|lot|house|#)\.?[ ]?(?:no\.?[ ]|number[ ])?[#]?(?:\d{1,5}[A-Za-z]?|[A-Za-z])\b)"
_POSTCODE_UK = r"\b(?:GIR[ ]?0AA|[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2})\b"
_ZIP = r"\b\d{5}(?:-\d{4})?\b"
_CITY = r"[A-Z][\w'’.-]+(?:[ ](?:[A-Z][\w'’.-]+|upon|on|of|the|de|la|le|del|sur|am|under|in)){0,3}"
_STATE = r"(?:A[KLRZ]|C[AOT]|D[CE]|F[LM]|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEHINOPST]|N[CDEHJMVY]|O[HKR]|P[AWR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]|A[AEPS]|NSW|VIC|QLD|TAS|ACT|WA|SA|NT|ON|QC|BC|AB|MB|SK|NS|NB|NL|PE)"
_TAIL = (
    rf"(?:(?:,[ ]?|[ ]|\n)(?:{_FLAT}))?"
    rf"(?:(?:,[ ]?|\n|[ ])(?:in[ ])?{_CITY})?(?:(?:,[ ]?|\n|[ ])(?:{_CITY}))?(?:(?:,[ ]?|[ ]|\n)(?:{_STATE}\b))?(?:(?:,[ ]?|[ ]|\n)(?:{_POSTCODE_UK}|{_ZIP}|\b[A-Z]\d[A-Z][ ]?\d[A-Z]\d\b|\b\d{{4}}\b(?=[ ,.]|$)))?"
)
_CODE_TAIL = rf"(?:(?:,[ ]?|[ ]|\n)(?:{_FLAT}))?(?:(?:,[ ]?|\n)(?:in[ ])?{_CITY})?(?:(?:,[ ]?|[ ]|\n)(?:{_STATE}\b|{_CITY}))?(?:(?:,[ ]?|[ ]|\n)(?:{_POSTCODE_UK}|{_ZIP}|\b[A-Z]\d[A-Z][ ]?\d[A-Z]\d\b|\b\d{{4}}\b(?=[ ,.]|$)))?"
# Words before "street" that name no street: "down the street", "across the road".
_NO_STREET = (
    r"the|a|an|my|your|his|her|our|their|this|that|each|every|which|what|same|next|main street of|whole|long|right|"
    r"only|other|some|any|one|no|in|on|of|to|and|by|for|is|was|it|all|side|whose|dark|busy|quiet|wrong|open|first step|"
    r"little|big|good|bad|new|old|hard|easy|better|best|either|another|half|back|under|over|out|up|down|off"
)

_PATTERNS: Final[Sequence[tuple[re.Pattern[str], float, str]]] = (
    (
        re.compile(
            rf"(?:\b(?:{_FLAT}),?[ \n])?(?<![\w$£€.:/-]){_HOUSE}[ ,]+{_DIRECTION}(?:(?!(?:The|And|Of|In)\b){_CAP}[ ]){{1,4}}(?i:{_TYPES})\b\.?(?:[ ](?:North|South|East|West|N|S|E|W|NE|NW|SE|SW)\b\.?)?{_CODE_TAIL}"
        ),
        0.97,
        "a house number and a street",
    ),
    (
        re.compile(
            rf"(?i:\bP\.?[ ]?O\.?[ ]?Box[ ]\d+|\bP\.?S\.?C[ ]\d+,?[ ]Box[ ]\d+|\bUnit[ ]\d+[ ]Box[ ]\d+|\bUS[NSC][A-Z]*[ ]\w+)(?:\b{_CODE_TAIL}|,?\n?[A-Z]PO[ ][A-Z]{{2}}[ ]\d{{5}})"
        ),
        0.96,
        "a post office box",
    ),
    (
        re.compile(
            rf"\b(?i:{_FLAT})(?:,[ ]?|[ ]|\n)(?:{_HOUSE}[ ,]+)?(?:{_CAP}[ ]){{0,3}}(?i:{_TYPES})\b{_CODE_TAIL}"
        ),
        0.96,
        "a flat and a street",
    ),
    (
        re.compile(
            rf"\b(?i:{_FLAT}|{_HOUSE}),?[ ](?:{_CAP}[ ]){{1,3}}(?i:House|Court|Tower|Towers|Heights|Lodge|Mansions|Buildings?|Apartments)\b{_CODE_TAIL}"
        ),
        0.93,
        "a house and its name",
    ),
    (
        re.compile(
            rf"(?<![\w$£€.:/-])\d{{1,5}}[ ]?[A-Za-z]?,?[ ](?:rue|avenue|boulevard|bd|chemin|place|allée|impasse|quai|route|cours|via|viale|corso|piazza|vicolo|calle|avenida|avda|plaza|paseo|rua|travessa|praça|ulica|ul\.|strada)[ ][^\d\n.;!?]{{2,40}}?(?=[,.;!?\n]|[ ](?:and|in|but|near|with|is|was|since|because|for)\b|$)(?:,[ ]\d{{4,5}}[ ]{_CITY})?",
            re.IGNORECASE,
        ),
        0.94,
        "a street in its own language",
    ),
    (
        re.compile(
            rf"\b(?i:calle|rue|via|viale|corso|piazza|avenida|plaza|rua|rambla|ronda|paseo|callejón|pasaje|carrera|glorieta|vía|cuesta|camino|alameda|acceso|cañada|ulica|ul\.|strada|stradă|bulevardul)[ ](?:(?:de|la|del|los|las|dei|di|della|do|da|dos|des|du|le)[ ]){{0,2}}[A-ZÀ-Þ][\w'’.-]+(?:[ ](?:(?:de|la|del|di|y)[ ])*[A-ZÀ-Þ][\w'’.-]+){{0,3}},?[ ](?:n[º°.][ ]?)?\d{{1,5}}\w?\b(?:[ ](?:piso|puerta|int\.|apt\.?)[ ]?\d+)?(?:[ ,]+(?:\d{{4,5}}[ ])?{_CITY})?"
        ),
        0.94,
        "a street in its own language",
    ),
    (
        re.compile(
            rf"\b[A-ZÄÖÜÀ-Þ][\wäöüßé'-]*(?:straße|strasse|str\.|weg|platz|gasse|allee|ring|damm|ufer|straat|laan|plein|gracht|kade|dreef|singel|dijk|gatan|vägen|veien|gata|gate|vej|gade|allé|katu|tie|utca|út|ulica)[ ]\d{{1,4}}[ ]?[a-zA-Z]?\b(?:,?[ ]\d{{4,5}}(?:[ ][A-Z]{{2}})?[ ]{_CITY})?"
        ),
        0.94,
        "a street in its own language",
    ),
    (
        re.compile(
            rf"(?<![\w$£€.:/-])(?:{_HOUSE}|{_NUMBER_WORD})[ ](?!(?:{_NO_STREET}|years?|minutes?|hours?|days?|weeks?|people|blocks?|miles?|times?)[ ])(?:[a-z'’.-]+[ ]){{1,2}}{_SURE}\b(?![ ](?:to|of|from|i|we|they|he|she|that|through|it|you)\b)",
            re.IGNORECASE,
        ),
        0.9,
        "a house number and a street, as spoken",
    ),
    (
        re.compile(
            rf"\b(?:(?!(?:The|A|My|This|That|Hit|Down|Up|In|On|At)\b){_CAP}[ ]){{1,3}}(?:Street|St\.|Road|Rd|Avenue|Ave|Lane|Drive|Close|Crescent|Square|Terrace|Boulevard|Blvd|Parkway|Gardens|Grove|Mews|Parade)\b"
        ),
        0.8,
        "a named street",
    ),
    (
        re.compile(
            rf"\b(?:live|lives|living|lived|house|flat|place|home|moved|office|address|based|stay|staying|corner|down|over|grew up)[ ](?:\w+[ ]){{0,2}}(?:on|at|in|to|of|is)[ ](?P<id>(?!(?:{_NO_STREET})[ ])(?:[a-z'’-]+[ ]){{1,2}}(?:street|road|avenue|lane|drive|close|crescent|square|terrace|boulevard|court|way|gardens|mews))\b",
            re.IGNORECASE,
        ),
        0.85,
        "a named street",
    ),
    (re.compile(_POSTCODE_UK), 0.93, "a post code"),
    (
        re.compile(
            r"\b(?:post ?code|zip(?: ?code)?|eircode|postal code)\b[^.?!\n\d]{0,14}?(?P<id>(?=[A-Z0-9 -]*\d)[A-Z0-9]{2,5}(?:[ -][A-Z0-9]{3,4})?)\b",
            re.IGNORECASE,
        ),
        0.95,
        "a post code given as such",
    ),
    (re.compile(rf"\b{_CITY},[ ]{_STATE}(?:[ ]{_ZIP})?\b"), 0.9, "a town and its state"),
    (re.compile(rf"\b(?:{_STATE})[ ]{_ZIP}"), 0.93, "a state and its post code"),
    (re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ ]?\d[ABCEGHJ-NPRSTV-Z]\d\b"), 0.93, "a post code"),
    (re.compile(r"\b[AC-FHKNPRTV-Y]\d[\dW][ ]?[0-9AC-FHKNPRTV-Y]{4}\b"), 0.85, "a post code"),
    (re.compile(r"(?<![\w.])-?\d{1,3}\.\d{4,},[ ]?-?\d{1,3}\.\d{4,}"), 0.95, "a position on the map"),
)


def find_addresses(text: str) -> Iterator[Span]:
    """Yield street addresses, named streets and post codes of ``text``."""
    for pattern, score, reason in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("id" if "id" in pattern.groupindex else 0)
            end = start + len(text[start:end].rstrip(" ,\n"))
            if end > start:
                yield Span(kind=Kind.ADDRESS, start=start, end=end, score=score, reason=reason)
