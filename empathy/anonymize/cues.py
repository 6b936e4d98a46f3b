"""What stands beside a name in talk: titles, kin, greetings, verbs of people. Data for ``people`` and ``capitals``."""

# ruff: noqa: E501  (a pattern or a word list is read as one line; folding it would hide its shape)


def word_set(text: str) -> frozenset[str]:
    """Return the words of ``text`` as a set."""
    return frozenset(text.split())


# Words that never begin a name, however they are written.
CLOSED = word_set(
    """i i'm i'd i'll i've im me my mine myself you your yours yourself he him his she her hers it its we us our
    they them their this that these those there here who what when where why how which whose a an the and or but
    so if then than because as at by for from in into of off on onto out over to up with without about after
    before between through during under until while not no yes yeah yep nope okay ok oh um uh er erm hm hmm mm
    mhm mm-hmm uh-huh is are was were be been being am do does did done have has had can could would should might
    must shall let let's get got go going gone come just really very too also even still only again now well right
    sure all any some every each both either neither more most less much many few other another same such one two
    three four five six seven eight nine ten please thanks thank sorry hi hello hey bye goodbye welcome good great
    fine nice like maybe perhaps never always sometimes often today tomorrow yesterday tonight it's that's what's
    he's she's there's who's don't didn't can't won't doesn't isn't wasn't aren't you're we're they're you've
    we've they've haven't hasn't couldn't wouldn't shouldn't ain't gonna wanna gotta cause 'cause im"""
)

# Titles after which any word is a family name, ordinary or not.
TITLES = word_set("mr mrs ms miss mx dr doctor prof professor sir rev reverend mister missus")
# Word names that open a sentence as an ordinary word: "Rich, isn't it?", "Frank, but fair.".
NOT_SPOKEN_TO = word_set(
    "rich frank happy sunny gay young grant will may drew guy page wild honey darling easter justice liberty patience prince princess queen king rocky sandy stormy winter summer autumn wild west sage prosper skip sterling star sue bill mercy glory joy art chance charity chip dot page"
)
# Words of office and kin after which a name may follow, if the next word can be one.
SOFT_TITLES = word_set(
    """aunt auntie aunty uncle cousin nan nana nanna gran granny grandma grandpa grandad granddad grandmother
    grandfather nurse sister brother father fr pastor rabbi imam sheikh officer detective sergeant sgt constable
    pc inspector judge coach captain capt principal headmaster headmistress dean matron lady lord dame
    counselor counsellor therapist psychologist psychiatrist teacher warden colonel lieutenant lt saint st"""
)
KIN = word_set(
    """husband wife partner boyfriend girlfriend fiance fiancé fiancee fiancée ex spouse hubby mum mom mam mother
    mummy mommy dad daddy father stepdad stepmum stepmom stepfather stepmother stepson stepdaughter son daughter
    kid child baby toddler brother sister sibling twin bro sis uncle aunt auntie aunty cousin nephew niece
    grandson granddaughter grandma grandmother grandpa grandfather granddad grandad nan nana gran granny godson
    goddaughter godmother godfather friend mate buddy pal bestie bff flatmate roommate housemate neighbour
    neighbor colleague coworker co-worker workmate classmate teammate boss manager supervisor line-manager
    employer landlord landlady teacher tutor coach lecturer professor therapist counsellor counselor psychologist
    psychiatrist doctor gp nurse midwife dentist consultant surgeon physio physiotherapist caseworker
    keyworker worker sponsor mentor lawyer solicitor barrister accountant pastor priest vicar rabbi imam
    minister carer caregiver babysitter nanny childminder guy man woman lad girl boy bloke chap colleague's
    crush date lover stalker bully abuser rapist dealer in-law mother-in-law
    father-in-law sister-in-law brother-in-law son-in-law daughter-in-law oldest eldest youngest middle
    receptionist secretary headteacher assistant trainer instructor patient client student trainee intern
    name names named called"""
)
PEOPLE_NOUNS = KIN - word_set("name names named called oldest eldest youngest middle minister")

# Openers after which a name is spoken to: "Hi, Natalie", "So, Maria, how…".
GREETINGS = (
    r"hi(?: there)?|hello(?: there)?|hey(?: there)?|hiya|good (?:morning|afternoon|evening|day|night)|"
    r"morning|evening|afternoon|thanks(?: so much| a lot| very much)?|thank you(?: so much| very much)?|cheers|"
    r"bye(?: bye)?|goodbye|bye-bye|see you(?: later| soon| next week| then| again)?|take care|welcome(?: back)?|"
    r"sorry|excuse me|dear|congratulations|congrats|well done|nice to (?:meet|see) you|"
    r"good to (?:meet|see) you|nice meeting you|pleased to meet you|how are you(?: doing)?(?: today)?|"
    r"okay|ok|right|so|well|yes|yeah|no|listen|look|now|alright|all right|great|oh|ah|come on|please|"
    r"sure|see|true|exactly|wow|perfect|fine|good|lovely|brilliant|excellent"
)
# After these a bare name may follow without a comma ("Hi Natalie", "Thanks Tom").
NO_COMMA = (
    r"hi|hello|hey|hiya|good (?:morning|afternoon|evening|night)|morning|thanks|thank you|"
    r"thanks so much|thank you so much|cheers|bye|goodbye|dear|welcome|welcome back|sorry|well done|okay|ok|"
    r"oh|love you|miss you|happy birthday|congratulations|nice to (?:meet|see) you|good to (?:meet|see) you|"
    r"hi there|hey there|hello there|yes|no|yeah|right|so|well|come on|good luck|goodnight"
)
SALUTATIONS = r"hi|hello|hey|hiya|thanks|thank you|dear|bye|goodbye|good (?:morning|afternoon|evening|night)|thanks so much|thank you so much|thanks a lot|ok|okay"
STRONG_INTRO = (
    r"(?:(?:my|your|his|her|their|whose|our)(?: |\b)|(?:last|first|full|middle|maiden|legal|real|family|nick|sur) ?|(?:the|a) (?=\w+ ?\w* (?:is|was)))"
    r"(?:first |last |full |middle |maiden |given |family |real |legal |pet |preferred |user |new |baby'?s |"
    r"client'?s |patient'?s |son'?s |daughter'?s |husband'?s |wife'?s |friend'?s |partner'?s |mum'?s |mom'?s |"
    r"dad'?s |sister'?s |brother'?s |boss'?s |dog'?s |cat'?s )?(?:name|surname|nickname)"
    r"(?:'s| is| was| would be|s are|:|,)?|name(?:'s| is|:)|surname is|name here is|"
    r"names (?:is|are)|goes? by(?: the name(?: of)?)?|went by|(?:by|under) the name(?: of)?|"
    r"(?:i am|i'm|im|he's|she's|he is|she is|who is|who's) (?:called|named)|"
    r"(?:call|calls|called|call) me|you can call (?:me|him|her)|"
    r"(?:who(?:'s| is|se name is| was)) (?:called|named)|(?:sincerely|regards|signed),|"
    r"(?:someone|somebody|guy|man|woman|girl|boy|lad|bloke|lady|person|friend|kid) (?:called|named)|"
    r"(?:known|referred to) as|known to (?:everyone|everybody|friends) as|address(?:ed)? me as|"
    r"(?:we|they) (?:call|called|named) (?:him|her|them|me|the baby|our \w+)"
)
# Verbs whose object is a person: after them even "May" is one.
PERSONAL_OBJECT = (
    r"ask(?:ed|ing|s)?|tell(?:ing|s)?|told|met|meet(?:ing|s)?|marr(?:y|ied|ying)|dat(?:e|ed|ing)|phon(?:ed|ing)|rang|text(?:ed|ing)?|"
    r"call(?:ed|ing)?|email(?:ed|ing)?|hug(?:ged|ging)?|kiss(?:ed|ing)?|visit(?:ed|ing)?|miss(?:ed|ing)?|lov(?:e|ed|ing)|hat(?:e|ed|ing)|"
    r"invit(?:e|ed|ing)|blam(?:e|ed|ing)|trust(?:ed)?|help(?:ed|ing)?|with|like|see|saw|seen|bother(?:ed)?|divorc(?:ed|ing)"
)
MONTH_NAMES = word_set("april may june august")
WEAK_INTRO = (
    r"i'm|i am|im|i’m|it's|it is|its|this is|this here is|that's|that is|that was|he's|she's|"
    r"speaking (?:to|with)|speak (?:to|with)|spoke (?:to|with)|talk(?:ed|ing)? (?:to|with)|met|meet|"
    r"ask(?:ed)? for|(?:seen|saw|see|seeing) (?:with|by)?|dating|married(?: to)?|introduce(?: you to)?|"
    r"called|calls|phoned|rang|ring|texted|texting|emailed|messaged|visit(?:ed|ing)?|told|tell|asked|ask|"
    r"miss|missed|loved|love|hate|hated|with|and|about|from|for|by|like|between|without|against|"
    r"when|because|that|if|than|since|where|after|before|while|to|but|until|see|saw|seeing|knows?|knew|"
    r"both|contact|reach|bring|brought|invited?|helped?|trust|blamed?|left|dump(?:ed)?|remember"
)
# Verbs whose subject is a person: "Will said", "Grace and I", "Mark told me".
PERSON_VERBS = word_set(
    """said says told tells asked asks thinks thought wants wanted knows knew loves loved hates hated feels felt
    came comes went goes left lives lived died passed works worked called calls rang texted texts phoned
    emailed messaged messages replied reckons believes believed seems keeps kept gets got started stopped
    moved invited helped helps gave gives took takes made makes brought brings drove drives drinks drank smokes
    screamed shouted yelled shouts yells cried cries laughed laughs hit hits hugged kissed cheated lied lies
    promised refuses refused insists insisted suggested suggests mentioned mentions explained understands
    understood noticed notices agreed agrees picked picks looks looked sat sits stayed stays sleeps slept
    cooks cooked plays played showed shows tried tries met married divorced dumped bullied threatened
    was is isn't wasn't has hasn't had does doesn't did didn't would wouldn't could couldn't can can't
    never always just really still usually sometimes also might won't"""
)
# Verbs that no helping verb precedes in this form: "my brother will said" makes "will" a name.
DEED_VERBS = (
    PERSON_VERBS
    - word_set(
        "never always just really still usually sometimes also might won't can can't could would does did put quit hit"
    )
) | word_set("thanks thank how nice broke found fell began ran got snores")
# Of these only some are safe after a word that is a noun as well ("Hope is", "Faith was").
PERSONAL_VERBS = PERSON_VERBS - word_set(
    """was is isn't wasn't has hasn't had does doesn't did didn't would wouldn't could couldn't can can't never
    always just really still usually sometimes also might won't seems keeps kept gets got comes came goes went
    works worked helps helped makes made gave gives took takes brought brings left died passed started stopped
    looks looked shows showed hits hit lies lived feels felt plays played met"""
)
PREPOSITIONS_OF_PLACE = word_set(
    "in from to near at around outside leaving visit visiting via through towards into"
)
PARTICLES = word_set(
    "van von de der den del della di da dos das du la le bin ibn al el ter ten st mac abu ben o af y"
)
# Word names that are verbs of help in lower-case talk: "my husband will", "thanks hope you".
AUXILIARIES = word_set("will may hope drew can mark art happy love honey guy duke don")
# Word names that describe a person when they follow "I'm" in lower-case text.
ADJECTIVES = word_set(
    """rich frank sunny young gay precious true noble lucky rocky rusty stormy misty blue will may hope love bill
    chance chase drew honey holiday major miles prince queen king rush star tanner urban velvet wild guy duke woody
    page bear tiny dusty golden violet amber mark hunting gene pip prosper rock saint shade steel sterling stone storm
    west ward walker turner mason porter hunter gunner fisher cooper baker carter archer christian dash chip dot bud"""
)
