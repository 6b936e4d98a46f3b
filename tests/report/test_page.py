import base64
import hashlib
import json
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest
import roleplay

from empathy.report.page import to_html

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """A strict look at a page: every tag closed in order, with ids, links, texts by id and tags counted."""

    def __init__(self, html):
        super().__init__()
        self.open, self.ids, self.links, self.tags, self.attributes = [], [], [], Counter(), []
        self.turns, self.marks, self.styles = {}, [], 0
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags[tag] += 1
        self.attributes.append((tag, attrs))
        self.ids += [attrs["id"]] if "id" in attrs else []
        self.links += [attrs["href"]] if "href" in attrs else []
        if tag == "mark" and self.turn:
            self.marks.append([self.turn, attrs["data-m"], ""])
        if tag not in VOID:
            self.open.append((tag, attrs))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open[-1][0] == tag, (self.open[-1], tag, self.getpos())
        self.open.pop()

    @property
    def turn(self):
        said = any(attrs.get("class") == "said" for _, attrs in self.open)
        return next((a["id"] for t, a in self.open if t == "li" and "data-r" in a), "") if said else ""

    def handle_data(self, data):
        if self.turn and not any(a.get("class", "").startswith("mainly") for _, a in self.open):
            self.turns[self.turn] = self.turns.get(self.turn, "") + data
        for depth in range(sum(tag == "mark" for tag, _ in self.open)):
            if self.turn:
                self.marks[-1 - depth][2] += data


@pytest.fixture(scope="module")
def html(report):
    return to_html([report])


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_it_asks_for_nothing_outside_itself(html, page):
    assert not re.search(r"https?:|//[a-z]|@import|url\(|src=|srcset|<link|<iframe|<img", html.replace("</", ""))
    assert all(link.startswith("#") for link in page.links)


def test_its_policy_lets_in_its_own_blocks_alone(html):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert policy.count("sha256-") == 2
    assert not re.search(r'\sstyle="|\son[a-z]+="|javascript:', html)


def test_the_policy_names_the_digest_of_what_stands_there(html):
    for tag in ("style", "script"):
        block = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.S)[1]
        assert base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() in html


def test_every_utterance_stands_in_it_word_for_word(report, page):
    said = [u.utterance.text for u in report.scored.utterances]
    assert [page.turns[f"s1-u{i}"].strip() for i in range(len(said))] == said


def test_every_link_leads_somewhere_and_every_id_is_its_own(page):
    assert [i for i, n in Counter(page.ids).items() if n > 1] == []
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_the_evidence_is_marked_word_for_word(report, page):
    marked = {}
    for turn, marker, words in page.marks:
        marked[turn, marker] = marked.get((turn, marker), "") + words
    for scored in report.scored.utterances:
        for marker, score in scored.markers.items():
            if score.present and score.evidence and marker != "behaviour":
                words = "".join(scored.utterance.text[a:b] for a, b in score.evidence)
                assert marked.pop((f"s1-u{scored.utterance.index}", marker)) == words
    assert marked == {}


def test_it_has_landmarks_one_title_and_names_for_its_parts(page):
    for landmark in ("main", "header", "footer", "nav", "h1"):
        assert page.tags[landmark] >= 1, landmark
    assert page.tags["h1"] == 1
    labels = {a["aria-labelledby"] for t, a in page.attributes if t == "section"}
    assert labels <= set(page.ids)
    assert ("html", {"lang": "en"}) in page.attributes
    assert all("aria-pressed" in a for t, a in page.attributes if t == "button" and "data-filter" in a)


def test_heading_levels_leave_no_step_out(page):
    levels = [int(t[1]) for t, _ in page.attributes if re.fullmatch("h[1-6]", t)]
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_every_mark_of_the_picture_has_a_shape(html):
    used = set(re.findall(r'<use href="#([^"]+)"', html))
    assert used <= set(re.findall(r'<symbol id="([^"]+)"', html))


def test_a_missed_opportunity_is_hollow_and_a_met_one_filled(report, html):
    missed = sum(not o.met for o in report.summary.opportunities)
    met = sum(o.met for o in report.summary.opportunities)
    ribbon = html[html.index('class="ribbon"') : html.index('class="legend"')]
    by_words = ribbon[: ribbon.index('data-mode="time"')]
    assert by_words.count('"#g-opportunity-missed"') == missed == 3
    assert by_words.count('"#g-opportunity-met"') == met


def test_doubt_is_said_in_words(report, html):
    scores = [(m, s) for u in report.scored.utterances for m, s in u.markers.items()]
    doubted = sum(s.uncertain and s.present for m, s in scores if m != "behaviour")
    assert html.count('class="chip unsure"') == doubted > 0
    assert html.count("<em>unsure</em>") == doubted


def test_text_is_never_taken_for_markup(small):
    html = to_html([small])
    assert "<b>so</b>" not in html
    assert "&lt;b&gt;so&lt;/b&gt; ashamed" in html
    Page(html)


def test_no_text_can_end_a_script(small):
    evil = [("helper", "</script><script>alert(1)</script>", []), ("client", "<!-- ]]> \"'&", [])]
    html = to_html([roleplay.report_of(roleplay.scored_scene(evil, session="<i>x</i>"))])
    assert "<script>alert" not in html
    assert html.count("<script") == 2
    assert Page(html).turns == {"s1-u0": evil[0][1], "s1-u1": evil[1][1]}


def test_several_sessions_stand_in_one_page_with_a_list_that_leads_to_each(report, small):
    html = to_html([report, small])
    page = Page(html)
    assert {"#s1", "#s2"} <= set(page.links)
    assert [i for i, n in Counter(page.ids).items() if n > 1] == []
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert page.tags["h1"] == 1
    assert len(page.turns) == 47


def test_probabilities_are_there_on_demand(report, html):
    blob = json.loads(re.search(r'application/json" class="p">(.*?)</script>', html, re.S)[1])
    place = [m[0] for m in blob["markers"]].index("validation")
    probabilities = report.scored.utterances[10].markers["validation"].probabilities
    assert blob["rows"]["10"][str(place)] == [round(100 * p) for p in probabilities.values()]


def test_a_long_session_stays_light():
    scene = roleplay.long_scene(600)
    html = to_html([roleplay.report_of(roleplay.scored_scene(scene, session="long"))])
    assert len(html.encode()) < 1_500_000
    assert html.count('<li class="u ') == 600


@pytest.mark.parametrize("scene", [[], [("helper", "Hello.", [])], [("client", "[laughter]", None)]])
def test_a_session_of_next_to_nothing_makes_a_sound_page(scene):
    Page(to_html([roleplay.report_of(roleplay.scored_scene(scene))]))
