"""The English language as far as Quoth knows it: closed word lists, read by the tokenizer, the question and the reader.

Everything here can be read and mended by somebody who speaks the language. Open word lists (how common a word is,
what it is derived from) are in `data/english.tsv`.
"""

from __future__ import annotations

_CONTRACTIONS = """
isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't can't couldn't won't wouldn't shouldn't shan't
mustn't mightn't needn't ain't i'm i've i'd i'll you're you've you'd you'll he'd he'll she'd she'll it'd it'll
we're we've we'd we'll they're they've they'd they'll that'd that'll there'd there'll who'd who'll who've who're
what'd what'll what're how'd where'd
"""
STOP_WORDS = frozenset(_CONTRACTIONS.split()) | frozenset(
    """a about above after again against all am an and any are as at be because been before being below between both
    but by can could did do does doing down during each few for from further had has have having he her here hers
    herself him himself his how i if in into is it its itself just me might more most must my myself no nor not now of
    off on once only or other our ours ourselves out over own s same shall she should so some such t than that the
    their theirs them themselves then there these they this those through to too under until up upon very was we were
    what when where which while who whom whose why will with would you your yours yourself yourselves
    also us may much many ever whether via per
    according tell know please show explain describe say says said get got give given article text
    kind type sort name called exactly actually really currently any anything something someone anyone thing things
    didn doesn don isn wasn aren weren hasn haven hadn won wouldn couldn shouldn ll ve re d m o
    happen happened happening mr mrs ms""".split()
)
"""Words that carry a question's grammar and not its matter: never searched for."""

QUESTION_WORDS = frozenset("who whom whose what which when where why how".split())

ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof st sr jr gen col maj capt lt sgt cpl adm cmdr rep sen gov pres hon rev fr messrs
    vs etc inc ltd co corp dept univ assn bros no nos vol ch fig figs pp ed eds est approx cf al
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
    ave blvd rd mt ft e.g i.e a.m p.m u.s u.k u.n d.c""".split()
)
"""Words before a full stop that does not end a sentence."""

PRONOUNS = frozenset(
    """he she it they his her hers its their theirs him them this these that those such former latter both
    himself herself itself themselves""".split()
)
"""Words at the head of a sentence that refer to one before."""

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split()
    )
} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
    "hundred": "100", "thousand": "1000", "million": "1000000", "billion": "1000000000", "trillion": "1000000000000",
    "dozen": "12", "half": "0.5", "dozens": "12", "hundreds": "100", "thousands": "1000", "millions": "1000000",
    "billions": "1000000000",
}  # fmt: skip
"""Number words → digits."""

_IRREGULAR = """
be am is are was were been being; have has had having; do does did done; go goes went gone; say said; get got gotten;
make made; know knew known; think thought; take took taken; see saw seen; come came; give gave given; find found;
tell told; become became; leave left; feel felt; put; bring brought; begin began begun; keep kept; hold held;
write wrote written; stand stood; hear heard; let; mean meant; set; meet met; run ran; pay paid; sit sat; speak spoke
spoken; lie lay lain; lead led; read; grow grew grown; lose lost losing; fall fell fallen; send sent; build built;
understand understood; draw drew drawn; break broke broken; spend spent; cut; rise rose risen; drive drove driven;
buy bought; wear wore worn; choose chose chosen; seek sought; throw threw thrown; catch caught; deal dealt; win won
winning; forget forgot forgotten; lay laid; sell sold; fight fought; bear bore borne; teach taught; eat ate eaten;
sing sang sung; strike struck stricken; hang hung; shake shook shaken; ride rode ridden; feed fed; shoot shot;
drink drank drunk; hit; arise arose arisen; fly flew flown; sleep slept; sweep swept; swear swore sworn; steal stole
stolen; hide hid hidden; blow blew blown; flee fled fleeing; bind bound; freeze froze frozen; forbid forbade
forbidden; forgive forgave forgiven; swim swam swum; tear tore torn; withdraw withdrew withdrawn; undergo underwent
undergone; undertake undertook undertaken; overcome overcame; overthrow overthrew overthrown; foresee foresaw
foreseen; mistake mistook mistaken; shrink shrank shrunk; sink sank sunk; spring sprang sprung; stick stuck; sting
stung; swing swung; wake woke woken; weave wove woven; wind wound; breed bred; bleed bled; creep crept; dig dug;
grind ground; kneel knelt; light lit; shine shone; slide slid; spin spun; split; spread; bend bent; lend lent;
child children; man men; woman women; foot feet; tooth teeth; goose geese; mouse mice; person people persons;
ox oxen; life lives; wife wives; knife knives; leaf leaves; half halves; wolf wolves; phenomenon phenomena;
criterion criteria; datum data; medium media; bacterium bacteria; analysis analyses; basis bases; crisis crises;
thesis theses; hypothesis hypotheses; axis axes; index indices; nucleus nuclei; fungus fungi; alumnus alumni;
species; series; good better best; bad worse worst; far farther further farthest furthest; die died dying dies;
dead deadly; die; lie lying; big bigger biggest; old elder eldest; launch launched
"""
IRREGULAR = {
    form: forms.split()[0]
    for forms in _IRREGULAR.replace("\n", " ").split(";")
    if forms.split()
    for form in forms.split()[1:]
}
"""Irregular form → the word it is a form of."""

_FAMILIES = """
lose loss losses; die death dead deadly; kill killing killed; born birth birthplace birthday; sell sale; give gift;
live life alive; choose choice; fly flight; think thought; see sight; weigh weight; high height; long length;
wide width; deep depth; strong strength; broad breadth; hot heat; grow growth; prove proof; believe belief;
speak speech; sing song; advise advice; serve service; succeed success successor; defend defense defence;
offend offense offensive; pretend pretense; respond response; destroy destruction; produce production product;
reduce reduction; describe description; conquer conquest; deceive deception; receive receipt reception;
perceive perception; enter entrance entry; depart departure; arrive arrival; survive survival; propose proposal;
refuse refusal; approve approval; bury burial; deny denial; try trial; marry marriage; divorce; inhabit inhabitant;
govern government governor; manage management manager; direct direction director; found founder foundation;
lead leader leadership; rule ruler; invade invasion incursion; attack assault offensive; explode explosion;
conclude conclusion; decide decision; divide division; permit permission; admit admission; extend extension extent;
expand expansion; intend intention; apply application; multiply multiplication; vary variation variety various;
analyze analysis; emphasize emphasis; compare comparison; repeat repetition; compete competition competitor;
oppose opposition; compose composition composer; explain explanation; pronounce pronunciation; maintain maintenance;
exclaim exclamation; use usage; refer reference; differ difference different; occur occurrence; exist existence;
pay payment; own owner ownership; rich wealth wealthy; poor poverty; free freedom; wise wisdom; king kingdom royal;
young youth; true truth; warm warmth; north northern; south southern; east eastern; west western; center centre central;
sea marine; sun solar; moon lunar; star stellar; city urban; country rural; law legal; money financial; tooth dental;
mind mental; heart cardiac; church religious; france french; spain spanish; britain british; england english;
netherlands dutch; ukraine ukrainian; russia russian; poland polish; china chinese; japan japanese; turkey turkish;
greece greek; ireland irish; scotland scottish; wales welsh; denmark danish; sweden swedish; finland finnish;
switzerland swiss; portugal portuguese; germany german; norway norwegian; egypt egyptian; israel israeli; iraq iraqi;
iran iranian; europe european; africa african; asia asian; america american; australia australian; canada canadian;
korea korean; mexico mexican; brazil brazilian; india indian; pakistan pakistani; rome roman; vietnam vietnamese;
syria syrian; lebanon lebanese; cuba cuban; colombia colombian; argentina argentine argentinian; belgium belgian;
austria austrian; hungary hungarian; romania romanian; bulgaria bulgarian; serbia serbian; croatia croatian;
czech czechia; philippines filipino philippine; thailand thai; palestine palestinian; afghanistan afghan
"""
FAMILIES = tuple(tuple(group.split()) for group in _FAMILIES.replace("\n", " ").split(";"))
"""Words of one family whose stems differ: what WordNet's derivations leave out."""

_ALIKE = """
casualty loss death toll fatality dead killed; soldier troop serviceman fighter trooper; capture seize conquer occupy
grab overrun; envoy representative emissary negotiator; inauguration swearing; ceasefire truce armistice;
attack assault strike raid; offensive push drive advance; territory land soil ground; video footage clip film;
postpone delay defer reschedule; repulse repel rebuff; hold control; flee escape leave; village settlement hamlet;
claim allege assert; statement remark comment; begin start commence launch; end finish stop conclude; buy purchase
acquire; build construct; big large huge; small little tiny; kill murder slay; injure wound hurt; wound injury;
help aid assist assistance; job post position role; boss chief head leader; company firm business; money fund cash;
doctor physician; car vehicle automobile; house home residence; movie film; show display; choose select pick;
quit resign; fire dismiss sack; increase rise growth; decrease decline fall drop; illegal unlawful; law legislation;
police officer cop; jail prison; lawyer attorney; court tribunal; win victory triumph; lose defeat; vote ballot;
election poll; child kid; woman female; man male; picture photo photograph image; answer reply respond; ask inquire;
said told; goal aim objective purpose target; reason cause; danger risk threat; storm hurricane; ill sick illness
disease; speak talk; talk negotiation; meet meeting; visit trip travel journey; border frontier; region area zone;
repulse repel foil thwart stop halt; expel oust eject drive kick throw; want seek aim target wish desire;
permanent irrecoverable irreversible; foothold toehold; verify confirm authenticate prove; withdraw retreat pull;
weapon arms munition armament; missile rocket; aircraft plane jet; drone uav; civilian resident inhabitant citizen;
population resident inhabitant people; hostage captive prisoner; strike hit bomb shell bombard; destroy wreck ruin
devastate; damage destruction devastation; guarantee assurance; critical crucial vital key important decisive;
significance importance; ally partner; sanction embargo; refuse decline reject; agree accept; intend plan;
promise vow pledge; warn caution; stress emphasize underline highlight underscore; condemn denounce criticize;
reinforce bolster strengthen support; equipment gear hardware; tank armor vehicle; convoy column; figure number;
name title; launch mount; reclaim retake recapture; evacuate flee; clash battle combat skirmish fight; supply deliver;
hope expect; happen occur; rumor rumour report; newspaper paper daily; journalist reporter; scientist researcher;
teacher instructor; university college; student pupil; illness condition; pay salary wage; tax levy; fine penalty;
crash collision accident; fire blaze; flood flooding; quake earthquake tremor; rescue save; search hunt; arrest detain
capture; suspect accused; charge accuse; sentence punishment; steal theft robbery; hide conceal; found establish create;
close shut; open reopen; resume restart; cancel scrap drop; ban prohibit forbid; allow permit let; protest demonstration
rally; strike walkout; deal agreement accord pact treaty; row dispute quarrel argument; split divide; merge unite join;
"""
ALIKE = tuple(tuple(group.split()) for group in _ALIKE.replace("\n", " ").split(";") if group.strip())
"""Words that news and its readers use for each other, better than a synonym of the word table."""

SEATS = {
    "kyiv": "ukraine", "moscow": "russia", "kremlin": "russia", "washington": "usa", "beijing": "china",
    "london": "britain", "paris": "france", "berlin": "germany", "tehran": "iran", "pyongyang": "korea",
    "seoul": "korea", "tokyo": "japan", "ankara": "turkey", "jerusalem": "israel", "brussels": "europe",
    "warsaw": "poland", "rome": "italy", "delhi": "india", "minsk": "belarus", "budapest": "hungary",
}  # fmt: skip
"""A capital that news writes for its country's government → the country."""

SLIPS = {
    "wat": "what", "wht": "what", "whats": "what", "whos": "who", "whose's": "whose", "wheres": "where",
    "whens": "when", "hows": "how", "whys": "why", "wen": "when", "wich": "which", "whitch": "which", "hw": "how",
    "dis": "this", "dat": "that", "ppl": "people", "ru": "are", "wer": "were", "wuz": "was", "pls": "please",
    "plz": "please", "thx": "thanks", "bout": "about", "abt": "about", "cuz": "because", "coz": "because",
    "didnt": "didn", "doesnt": "doesn", "isnt": "isn", "wasnt": "wasn", "hasnt": "hasn", "arent": "aren",
}  # fmt: skip
"""How hurried readers write a common word → the word."""

PERSON_WORDS = frozenset(
    """president minister secretary general king queen emperor pope bishop archbishop prince princess duke earl lord
    lady sir dr mr mrs ms professor judge justice senator governor mayor chancellor ambassador envoy commander
    colonel major captain lieutenant sergeant admiral director chairman chief head leader spokesman spokeswoman
    spokesperson author writer poet composer singer actor actress artist painter architect engineer scientist
    physicist chemist mathematician philosopher theologian historian coach quarterback linebacker player
    founder inventor explorer president-elect analyst journalist reporter""".split()
)
"""Words beside which a capitalised name is a person's."""

ORGANISATION_WORDS = frozenset(
    """university college school institute institution ministry department agency committee council commission
    company corporation inc ltd group bank party church court army navy force forces union association society
    organization organisation federation league club team press times post news network station channel museum
    library foundation office bureau staff parliament congress senate assembly house academy hospital airlines
    broncos panthers government authority service administration""".split()
)

PLACE_WORDS = frozenset(
    """city town village river lake sea ocean mountain mount valley region district county state province country
    island islands peninsula street road avenue park bay gulf desert coast north south east west central capital
    border republic kingdom stadium bridge castle palace hills forest square airport harbor harbour""".split()
)

UNITS = {
    "distance": """kilometer kilometers kilometre kilometres km mile miles mi meter meters metre metres m cm mm
        foot feet ft inch inches yard yards""".split(),
    "area": "square acres acre hectares hectare km2 ha".split(),
    "money": "dollar dollars euro euros pound pounds cent cents yen rubles hryvnia usd eur gbp francs marks".split(),
    "share": "percent % per-cent percentage".split(),
    "duration": """second seconds minute minutes hour hours day days week weeks month months year years decade
        decades century centuries""".split(),
    "weight": "kg kilogram kilograms ton tons tonne tonnes gram grams pounds lb lbs".split(),
    "temperature": "degree degrees celsius fahrenheit kelvin c f k".split(),
}  # fmt: skip
"""What is measured → the words that follow the number."""
