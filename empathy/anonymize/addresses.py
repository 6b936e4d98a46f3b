"""Street addresses, post codes and named streets, in the forms of several countries and as spoken."""

# ruff: noqa: E501  (a pattern or a word list is read as one line; folding it would hide its shape)

import re
from collections.abc import Iterator, Sequence
from typing import Final

from empathy.anonymize.spans import Kind, Span

_TYPE_WORDS = """street st road rd avenue ave av lane ln drive dr close court ct crescent cres place pl square sq terrace
ter way boulevard blvd parkway parkways pkwy highway hwy circle cir circles trail trl garden gardens gdns grove groves mews
hill hills row walk walks park parks parade rise view views vale green greens plaza plz alley aly loop run path pike turnpike
expressway field fields heights village villages wharf quay embankment broadway crossing xing ridge ridges meadow meadows
manor manors point points bypass causeway esplanade forge forges ford fords island islands isle junction junctions key keys
knoll knolls lake lakes land landing lodge mall mill mills motorway mount mountain mountains neck orchard oval overpass pass
passage pine pines plain plains port ports prairie radial ramp ranch rapid rapids rest river roads route rue shoal shoals
shore shores skyway spring springs spur spurs squares station stravenue stream streets summit throughway trace track
trafficway tunnel underpass union unions valley valleys via viaduct ville vista wall ways well wells branch bridge brook
brooks burg burgs camp canyon cape center centers centre cliff cliffs club common corner corners course courts cove coves
creek crest crossroad curve dale dam divide drives estate estates extension extensions fall falls ferry flat flats forest
fork forks fort freeway gateway glen glens harbor harbors haven hollow inlet annex arcade bayou beach bend bluff bluffs
bottom light lights loaf lock locks mission pathway laneway end chase gate gates croft garth yard side circuit concourse
promenade strand reach outlook copse dell drove barn cottages barracks""".split()
_TYPES = r"(?:" + "|".join(sorted({w.capitalize() for w in _TYPE_WORDS}, key=len, reverse=True)) + r")"
# The types that are hardly ever anything but a street: safe in lower-case talk.
_SURE = (
    r"(?:street|road|avenue|ave|lane|drive|court|crescent|square|terrace|boulevard|blvd|parkway|highway|circle|"
    r"gardens|grove|mews|parade|rd|st|way|place|trail|rise|row|walk|hill|park)"
)
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|oh|and)){0,4}"
)
_HOUSE = r"(?:(?:[Nn]umber|[Nn]o\.?)[ ])?(?:\d{1,6}(?:[ ]?[-–/][ ]?\d{1,5})?[ ]?[A-Za-z]?(?:[ ]?½|[ ]1/2)?)"
_CAP = r"(?:[A-Z][\w'’.-]*|\d{1,3}(?:st|nd|rd|th))"
_DIRECTION = r"(?:(?:North|South|East|West|N|S|E|W|NE|NW|SE|SW)\.?[ ])?"
_FLAT = r"(?i:(?:flat|apartment|apt|unit|suite|ste|studio|room|rm|floor|building|bldg|block|lot|house|#)\.?[ ]?(?:no\.?[ ]|number[ ])?[#]?(?:\d{1,5}[A-Za-z]?|[A-Za-z])\b)"
_POSTCODE_UK = r"\b(?:GIR[ ]?0AA|[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2})\b"
_ZIP = r"\b\d{5}(?:-\d{4})?\b"
_CITY = r"[A-Z][\w'’.-]+(?:(?:[ ](?:upon|on|of|the|de|la|le|del|sur|am|under|in))*[ ][A-Z][\w'’.-]+){0,3}"
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
    r"little|way|big|good|bad|new|old|hard|easy|better|best|either|another|half|back|under|over|out|up|down|off"
)

_PATTERNS: Final[Sequence[tuple[re.Pattern[str], float, str]]] = (
    (
        re.compile(
            rf"(?:\b(?:{_FLAT}),?[ \n])?(?<![\w$£€.:/-]){_HOUSE}[ ,]+{_DIRECTION}(?:(?!(?:The|And|Of|In)\b){_CAP}[ ]){{1,4}}{_TYPES}\b\.?(?:[ ](?:North|South|East|West|N|S|E|W|NE|NW|SE|SW)\b\.?)?{_CODE_TAIL}"
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
        re.compile(rf"\b(?i:{_FLAT})(?:,[ ]?|[ ]|\n)(?:{_HOUSE}[ ,]+)?(?:{_CAP}[ ]){{0,3}}{_TYPES}\b{_CODE_TAIL}"),
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
            rf"(?<![\w$£€.:/-])\d{{1,5}}[ ]?[A-Za-z]?,?[ ](?:rue|avenue|boulevard|bd|chemin|place|allée|impasse|quai|route|cours|via|viale|corso|piazza|vicolo|calle|avenida|avda|contrada|stretto|borgo|canale|incrocio|rotonda|plaza|paseo|rua|travessa|praça|ulica|ul\.|strada)[ ][^\d\n.;!?]{{2,40}}?(?=[,.;!?\n]|[ ](?:and|in|but|near|with|is|was|since|because|for)\b|$)(?:,[ ]\d{{4,5}}[ ]{_CITY})?",
            re.IGNORECASE,
        ),
        0.94,
        "a street in its own language",
    ),
    (
        re.compile(
            rf"\b(?i:calle|rue|via|viale|vicolo|contrada|stretto|borgo|canale|incrocio|rotonda|chemin|boulevard|avenue|place|largo|travessa|praça|estrada|jardim|conjunto|vila|viela|alameda|aleja|plac|al\.|pl\.|os\.|retorno|prolongación|ampliación|circunvalación|continuación|corredor|viaducto|callejón|quartier|ruelle|urbanización|circuito|privada|periférico|diagonal|eje|andador|cerrada|calzada|peatonal|corso|piazza|avenida|plaza|rua|rambla|ronda|paseo|callejón|pasaje|carrera|glorieta|vía|cuesta|camino|alameda|acceso|cañada|ulica|ul\.|strada|stradă|bulevardul)[ ](?:(?:de|la|del|los|las|dei|di|della|do|da|dos|des|du|le)[ ]){{0,2}}[A-ZÀ-Þ][\w'’.-]+(?:[ ](?:(?:de|la|del|di|y)[ ])*[A-ZÀ-Þ][\w'’.-]+){{0,3}},?[ ](?:n[º°.][ ]?)?\d{{1,5}}\w?\b(?i:[ ](?:piso|puerta|int\.?|apt\.?|appt\.?|esc\.?|planta|edificio|edif\.?|interno|interior|depto\.?|appartamento|piano|scala|portal|bajo)[ ,]*[\d-]+(?:[ ]?,)?)*(?:[ ,]+(?:\d{{4,5}}[ ])?{_CITY})?"
        ),
        0.94,
        "a street in its own language",
    ),
    (
        re.compile(
            rf"\b(?:[A-ZÄÖÜÀ-Þ][\w'.]*[- ]){{0,3}}[A-ZÄÖÜÀ-Þ][\w'-]*?(?i:straße|strasse|str\.|weg|platz|gasse|allee|ring|damm|ufer|straat|laan|plein|gracht|kade|dreef|singel|dijk|gatan|vägen|veien|gata|gate|vej|gade|allé|katu|tie|utca|út|ulica|stiege|zeile|hof|plantsoen|park|pad|baan|steeg|hoek|stigen|gränden|torget|backen|siedlung|promenade|berg|graben|markt|steig)[ ]\d{{1,4}}[ ]?[a-zA-Z]?\b(?:[/-]\d{{1,4}}[a-z]?)*(?:,?[ ]\d{{4,5}}(?:[ ][A-Z]{{2}})?[ ]{_CITY})?"
        ),
        0.94,
        "a street in its own language",
    ),
    (
        re.compile(
            rf"(?<![\w$£€.:/-])(?:{_HOUSE}|{_NUMBER_WORD})[ ](?!(?:{_NO_STREET}|way|years?|minutes?|hours?|days?|weeks?|people|blocks?|miles?|times?)[ ])(?:[a-z'’.-]+[ ]){{1,2}}{_SURE}\b(?![ ](?:to|of|from|i|we|they|he|she|that|through|it|you)\b)",
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
            rf"\b(?:live|lives|living|lived|house|flat|place|home|moved|office|address|based|stay|staying|corner|down|over|grew up)[ ](?:\w+[ ]){{0,2}}(?:on|at|in|to|of|is)[ ](?P<id>(?!(?:{_NO_STREET})[ ])(?:[a-z'’-]+[ ]){{1,2}}(?:street|road|avenue|lane|drive|crescent|square|terrace|boulevard|court|gardens|mews))\b",
            re.IGNORECASE,
        ),
        0.85,
        "a named street",
    ),
    (
        re.compile(
            rf"(?<![\w$£€.:/-]){_HOUSE}[ ,]+(?:{_CAP}[ ]?){{1,4}}(?:[ ,]+{_FLAT})?,[ ](?:{_CITY},?[ ])(?:{_CITY},[ ])?(?:{_STATE}[ ,]+{_ZIP}|{_POSTCODE_UK}|{_STATE},?[ ]\d{{4}}\b|{_STATE}[ ,]+[A-Z]\d[A-Z][ ]?\d[A-Z]\d|{_STATE}\b)"
        ),
        0.95,
        "a house number, a town and a post code",
    ),
    (
        re.compile(
            r"(?i:\b(?:liv(?:e|es|ed|ing)|stay(?:s|ed|ing)?|address|registered|house|flat|home|moved|based|place)(?:[ ](?:is|was|will be|still|now))?[ ](?:at[ ]|to[ ]|in[ ])?)(?P<id>(?:[A-ZÀ-Þ][\w'’.-]*[ ]|(?:de|la|del|van|der|den|di|da|do|dos|des|du|le|l')[ ]){1,5}\d{1,4}(?:[/-]\d{1,4})?[a-zA-Z]?\b)"
        ),
        0.88,
        "a street and a number where somebody lives",
    ),
    (
        re.compile(
            r"\b(?i:rue|boulevard|chemin|impasse|allée|quai|ruelle|calle|viale|vicolo|piazza|rua|avenida|paseo|travessa)[ ](?:(?:de|la|del|los|las|dei|di|della|do|da|dos|des|du|le|l['’])[ ]?){0,2}[A-ZÀ-Þ][\w'’-]+(?:[ ][A-ZÀ-Þ][\w'’-]+){0,2}"
        ),
        0.9,
        "a street's name in its own language",
    ),
    (
        re.compile(
            rf"\b(?:at|to|is)[ ](?P<id>(?:{_NUMBER_WORD}|\d{{1,4}}[a-z]?)[ ](?!(?:{_NO_STREET}|to|be|so|very|too|is)[ ])(?:[a-z'’.-]+[ ]){{1,2}}close)\b",
            re.IGNORECASE,
        ),
        0.86,
        "a house number and a close",
    ),
    (re.compile(_POSTCODE_UK), 0.93, "a post code"),
    (
        re.compile(
            r"\b(?:post ?code|zip(?: ?code)?|eircode|postal code)\b[^.?!\n\d]{0,14}?(?P<id>(?=[A-Z0-9]*\d)[A-Z0-9]{2,5}(?:[ -](?=[A-Z]*\d)[A-Z0-9]{3,4})?)\b",
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


# Without a figure, a word for a street or a town's state nothing here can match.
_LIKELY = re.compile(
    r"\d|street|road|avenue|lane|drive|close|crescent|square|terrace|boulevard|court|way\b|gardens|mews|parade|grove|"
    r"parkway|highway|circle|trail|\bst\b|\brd\b|\bave\b|blvd|place|rise|row|walk|hill|park|"
    r", [A-Z]{2}\b|rue|chemin|impasse|allée|quai|ruelle|calle|viale|vicolo|piazza|rua|avenida|paseo|travessa",
    re.IGNORECASE,
)


def find_addresses(text: str) -> Iterator[Span]:
    """Yield street addresses, named streets and post codes of ``text``."""
    if _LIKELY.search(text) is None:
        return
    for pattern, score, reason in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("id" if "id" in pattern.groupindex else 0)
            end = start + len(text[start:end].rstrip(" ,.\n"))
            if end > start:
                yield Span(kind=Kind.ADDRESS, start=start, end=end, score=score, reason=reason)
