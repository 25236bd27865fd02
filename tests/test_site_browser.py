"""The reader's site in a browser: links open at the quote, the search answers, keys suffice, axe finds nothing.

Skipped where Chromium or Playwright is missing. Pages are opened from the disk: nothing here needs a network.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from bot.language import language_for
from bot.render.site_link import quote_link
from bot.render.telegram_html import quote_address
from bot.settings import default_library
from bot.site.build import build_site
from bot.site.search_data import SMALL
from knowledge import Attribution, Evidence, Status, load_library, load_tests, portable_index, prepare

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
if CHROMIUM is None:
    pytest.skip("Chromium is not installed", allow_module_level=True)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from knowledge import Collection

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
DESK, TELEPHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
ARTICLE = "kursk-offensive.html"
LOSSES = f"{ARTICLE}?quote=0-175#p4"
SEEN = """() => {
  const marks = document.querySelectorAll("mark");
  if (marks.length !== 1) return null;
  const box = marks[0].getBoundingClientRect();
  const seen = box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
  return [marks[0].textContent, marks[0].parentElement.id, seen, document.activeElement === marks[0]];
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, headless."""
    with sync_api.sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        except sync_api.Error as error:  # a stub that only tells how to install it, a system that lets none start
            pytest.skip(f"Chromium does not start: {error.message.splitlines()[0]}")
        yield started
        started.close()


@pytest.fixture(scope="module")
def collection() -> Collection:
    """The shipped library."""
    return prepare(load_library(default_library()))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, collection: Collection) -> str:
    """Where the site of the shipped library can be opened."""
    return written(tmp_path_factory.mktemp("site"), collection)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test on what its console says and on a request for anything but a file."""
    yield from opened(browser, viewport=DESK)


def opened(browser: Browser, **options: Any) -> Iterator[Page]:
    context = browser.new_context(**options)
    made: Page = context.new_page()
    wrong: list[str] = []
    made.on("console", lambda message: wrong.append(message.text))
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("request", lambda request: None if request.url.startswith("file:") else wrong.append(request.url))
    yield made
    context.close()
    assert wrong == []


def written(folder: Path, collection: Collection) -> str:
    for name, content in build_site(collection).items():
        (folder / name).write_bytes(content)
    return folder.as_uri()


def until(page: Page, script: str) -> None:
    """Wait until `script` says so. (Playwright's own way evaluates text in the page, which the policy forbids.)"""
    for _ in range(500):
        if page.evaluate(script):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"still not so: {script}")


def search(page: Page, query: str) -> list[str]:
    """Type `query` and return the headings of what is found."""
    page.fill("#q", query)
    until(page, "document.querySelector('#status').textContent.endsWith('.')")
    page.wait_for_timeout(200)
    return page.locator("#found h2").all_text_contents()


@pytest.mark.parametrize(
    ("viewport", "from_telegram"), [(DESK, False), (TELEPHONE, True)], ids=["on a desk", "from Telegram on a telephone"]
)
def test_every_quote_of_every_card_opens_at_its_paragraph(
    browser: Browser, root: str, collection: Collection, viewport: dict[str, int], from_telegram: bool
) -> None:
    """Marked letter by letter, wholly in view, and where the keyboard goes on from: all of them."""
    said = Attribution(Status.FACT)
    for page in opened(browser, viewport=viewport):
        for quote in dict.fromkeys(quote for card in collection.library.cards for quote in card.evidence):
            evidence = Evidence(collection.library.article(quote.paragraph.article), quote, said, 0.0)
            page.goto("about:blank")
            page.goto(quote_address(root, evidence) if from_telegram else f"{root}/{quote_link(quote)}")
            page.wait_for_timeout(30)
            assert page.evaluate(SEEN) == [quote.text, f"p{quote.paragraph.number}", True, True]


def test_offsets_count_code_points(browser: Browser, tmp_path: Path) -> None:
    """Letters beyond the first plane are one each, as in the JSON answer."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "smile.txt").write_text("Head\n\n😀😀 Ada 😀 wrote 𝒳.\n", "utf-8")
    (tmp_path / "b").mkdir()
    root = written(tmp_path / "b", prepare(load_library(tmp_path / "a")))
    for page in opened(browser):
        page.goto(f"{root}/smile.html?quote=3-8#p1")
        assert page.locator("mark").all_text_contents() == ["Ada 😀"]


@pytest.mark.parametrize(
    "address",
    [
        "?quote=0-175",
        "?quote=0-175#p99",
        "?quote=9-3#p4",
        "?quote=99999-999999#p4",
        "?quote=x#p4",
        "#p4",
        "?quote=%FF#%FF",
    ],
)
def test_an_address_that_names_no_quote_marks_nothing(page: Page, root: str, address: str) -> None:
    """A link that somebody broke still shows the article."""
    page.goto(f"{root}/{ARTICLE}{address}")
    assert page.locator("mark").count() == 0
    assert page.locator("#p4").is_visible()


def test_a_browser_that_knows_no_text_fragment_finds_the_quote(page: Page, root: str) -> None:
    """It takes what follows the paragraph's number for a part of its name; the page's script does not."""
    page.goto(f"{root}/{LOSSES}:-:text=The%20Ukrainian")
    page.wait_for_timeout(50)
    assert page.evaluate(SEEN)[1:] == ["p4", True, True]


def test_a_fact_leads_to_its_passage_and_back(page: Page, root: str) -> None:
    """Without a new page; the button Back takes the mark away again; the address is that of the quote."""
    page.goto(f"{root}/{ARTICLE}")
    page.click("#card-losses-in-a-day a.passage")
    page.wait_for_timeout(600)
    assert page.url == f"{root}/{LOSSES}"
    assert page.evaluate(SEEN)[1:] == ["p4", True, True]
    page.go_back()
    assert page.locator("mark.quote").count() == 0


def test_a_passage_is_marked_faintly_while_its_fact_has_the_focus(page: Page, root: str) -> None:
    """One at a time, and the text is whole again afterwards."""
    page.goto(f"{root}/{ARTICLE}")
    before = page.locator("#p4").inner_html()
    page.focus("#card-losses-in-a-day a.passage")
    assert page.locator("mark.hint").all_text_contents()[0].startswith("The Ukrainian General Staff announced")
    page.focus("#q")
    assert page.locator("#p4").inner_html() == before


def test_without_scripts_a_link_opens_at_the_paragraph_and_all_facts_are_open(browser: Browser, root: str) -> None:
    """The fragment does that, and the browser marks the text fragment."""
    for page in opened(browser, java_script_enabled=False, viewport=TELEPHONE):
        page.goto(f"{root}/{LOSSES}")
        box = page.locator("#p4").bounding_box()
        assert box is not None
        assert 0 <= box["y"] < TELEPHONE["height"]
        assert page.locator("details.facts:not([open])").count() == 0


def test_on_a_telephone_the_text_comes_first_and_on_paper_the_facts_are_there(browser: Browser, root: str) -> None:
    """Folded away below their paragraph, open on a desk and in print; nothing is wider than the screen."""
    for page in opened(browser, viewport=TELEPHONE):
        for name in (ARTICLE, "index.html"):
            page.goto(f"{root}/{name}")
            assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]
        page.goto(f"{root}/{ARTICLE}")
        assert page.locator("details.facts[open]").count() == 0
        page.emulate_media(media="print")
        page.wait_for_timeout(50)
        assert page.locator("details.facts:not([open])").count() == 0
        assert not page.locator(".top").is_visible()


def test_the_keyboard_reaches_everything(page: Page, root: str) -> None:
    """Past the header in one step; from a typed question to its answer, and to the quote, with Enter alone."""
    page.goto(f"{root}/{ARTICLE}")
    page.keyboard.press("Tab")
    assert page.locator("a.skip").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.focus("#q")
    page.keyboard.type("How many Russian soldiers were killed in a day?")
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html?q=*")
    page.wait_for_selector("#found .answer a")
    page.focus("#q")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('href')") == LOSSES
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{LOSSES}")
    page.wait_for_timeout(100)
    assert (outline, page.evaluate(SEEN)[3]) == ("solid", True)


def test_the_search_answers_a_question_with_who_says_so(page: Page, root: str) -> None:
    """From an editor's wording; the passages follow, what was asked marked in them; the status is read aloud."""
    page.goto(f"{root}/index.html")
    assert search(page, "How many Russian soldiers were killed in a day?") == ["Answer", "More facts", "Passages"]
    first = page.locator("#found li").first.inner_text()
    assert "over 1,550 Russian soldiers" in first
    assert "Claimed by the Ukrainian General Staff; the article does not confirm it. · paragraph 4" in first
    assert page.locator("#status").get_attribute("role") == "status"
    assert page.inner_text("#status").startswith("1 answer, ")
    assert "soldiers" in page.locator("#found mark").all_text_contents()


def test_the_search_gives_no_answer_where_the_articles_have_none(page: Page, root: str) -> None:
    """It says so; what nobody wrote of finds nothing; an empty box shows the first page again."""
    page.goto(f"{root}/index.html")
    assert "Answer" not in search(page, "How many Ukrainian soldiers were killed in a day?")
    assert search(page, "xylophone quartets") == []
    assert page.inner_text("#status") == "Nothing found. Not in the articles: xylophone, quartets."
    page.fill("#q", "")
    page.wait_for_timeout(250)
    assert page.locator("#examples").is_visible()
    assert page.inner_text("#status") == ""


def test_what_a_reader_types_is_never_markup(page: Page, root: str) -> None:
    """Neither typed nor in the address."""
    page.goto(f"{root}/index.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20zzyzx")
    until(page, "document.querySelector('#status').textContent.endsWith('.')")
    assert page.locator("img").count() == 0
    assert search(page, "constructor __proto__ hasOwnProperty") == []


def test_the_search_reads_every_wording_as_the_library_does(page: Page, root: str, collection: Collection) -> None:
    """The same terms from the script and from the tokenizer, for all that editors noted: aliases, figures, accents."""
    known = dict(portable_index(collection).words)
    wordings = [wording.text for card in collection.library.cards for wording in card.questions]
    ours = [{known[t.word] for t in collection.vocabulary.read(text) if t.word in known} for text in wordings]
    ready(page, root)
    theirs = page.evaluate("texts => texts.map((text) => quothSearch.asked(text).terms.flat())", wordings)
    assert [text for text, a, b in zip(wordings, ours, theirs, strict=True) if a != set(b)] == []
    assert len(wordings) > 1000


def test_the_search_answers_the_retrieval_tests_with_caution(page: Page, root: str, collection: Collection) -> None:
    """Of the shipped tests more than half are answered, by the right card, and none that has to be refused."""
    tests = load_tests(default_library(), collection.library)
    ready(page, root)
    found = page.evaluate("texts => texts.map((text) => quothSearch.asked(text).answer)", [t.question for t in tests])
    cards = [card for card in collection.library.cards if not card.draft]
    refused = [test.question for test, card in zip(tests, found, strict=True) if not test.expect and card is not None]
    asked = [(t.expect, cards[n].id) for t, n in zip(tests, found, strict=True) if t.expect and n is not None]
    assert refused == []
    assert [named for expect, named in asked if expect.card and expect.card != named] == []
    assert len(asked) > sum(1 for test in tests if test.expect) / 2


def ready(page: Page, root: str) -> None:
    """Open the first page with its search loaded."""
    page.goto(f"{root}/index.html")
    page.evaluate("quothSearch.load()")
    until(page, "quothSearch.asked('Kursk')")


def test_a_large_library_is_searched_with_minisearch(browser: Browser, tmp_path: Path) -> None:
    """The same box: a word begun, a word misspelt, the sentence marked, a link that opens at it."""
    (tmp_path / "a").mkdir()
    lines = [f"Line {n} is dull. It says little." for n in range(SMALL)]
    lines[200] = "Nobody came. The lighthouse of Lindesund burned down in May. It was rebuilt."
    (tmp_path / "a" / "long.txt").write_text("\n".join(["Head", *lines]), "utf-8")
    (tmp_path / "b").mkdir()
    root = written(tmp_path / "b", prepare(load_library(tmp_path / "a")))
    for page in opened(browser, viewport=DESK):
        page.goto(f"{root}/index.html")
        assert search(page, "When did the lighthause burn dow") == ["Passages"]
        first = page.locator("#found li a").first
        assert first.inner_text() == "The lighthouse of Lindesund burned down in May."
        assert "lighthouse" in first.locator("mark").all_text_contents()
        first.click()
        page.wait_for_url("**/long.html?quote=13-60#p201")
        page.wait_for_timeout(100)
        assert page.evaluate(SEEN) == ["The lighthouse of Lindesund burned down in May.", "p201", True, True]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, TELEPHONE], ids=["desk", "telephone"])
def test_axe_finds_nothing(browser: Browser, root: str, scheme: str, viewport: dict[str, int]) -> None:
    """Names, landmarks, contrast, order of headings: an article, a marked quote, the first page, its results."""
    # The policy is by-passed for axe's own script, which the test brings along.
    options = {"color_scheme": scheme, "viewport": viewport, "bypass_csp": True, "reduced_motion": "reduce"}
    for page in opened(browser, **options):
        for name in (ARTICLE, LOSSES, "index.html", "index.html?q=How+many+soldiers+were+killed"):
            page.goto(f"{root}/{name}")
            until(page, "!location.search.includes('q=') || document.querySelector('#found:not([hidden])')")
            found = axe.Axe().run(page, options={"preload": False}).response["violations"]
            assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == [], name


def test_who_wants_no_motion_gets_none(browser: Browser, root: str) -> None:
    """Neither an animation nor a smooth way to the passage."""
    for page in opened(browser, reduced_motion="reduce", viewport=DESK):
        page.goto(f"{root}/{ARTICLE}")
        page.click("#card-trump-takes-office a.passage")
        assert page.evaluate(SEEN)[1:3] == ["p6", True]
        assert page.evaluate("getComputedStyle(document.querySelector('mark')).animationName") == "none"


def test_the_policy_lets_nothing_else_run(browser: Browser, root: str) -> None:
    """A script that somebody slips into a page is not run, and a picture from elsewhere is not asked for."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{root}/{ARTICLE}")
    page.evaluate(
        """() => {
          window.refused = [];
          addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
          const put = (name, set) => document.body.append(Object.assign(document.createElement(name), set));
          put("script", { textContent: "window.broken = true" });
          put("img", { src: "http://127.0.0.1:9/x.png" });
          put("script", { src: "http://127.0.0.1:9/x.js" });
        }"""
    )
    until(page, "refused.length === 3")
    assert page.evaluate("[refused.sort(), window.broken]") == [["img-src", "script-src-elem", "script-src-elem"], None]
    context.close()


def test_a_site_in_ukrainian_speaks_it_and_names_the_language_of_what_it_quotes(
    page: Page, tmp_path: Path, collection: Collection
) -> None:
    """The search box answers in counted Ukrainian words; what is the article's is marked as English."""
    for name, content in build_site(collection, language=language_for("uk")).items():
        (tmp_path / name).write_bytes(content)
    page.goto(f"{tmp_path.as_uri()}/index.html")
    assert search(page, "How many Russian soldiers were killed in a day?")[:2] == ["Відповідь", "Ще факти"]
    assert page.inner_text("#status").startswith("1 відповідь, ")
    assert page.evaluate("[document.documentElement.lang, document.querySelector('#found .answer a').lang]") == [
        "uk",
        "en",
    ]
    assert page.inner_text("#found .status >> nth=0") == "твердження"
    search(page, "zzzqqq")
    assert page.inner_text("#status") == "Нічого не знайдено. У статтях немає: zzzqqq."
    page.goto(f"{tmp_path.as_uri()}/{LOSSES}")
    assert page.evaluate("[document.documentElement.lang, document.querySelector('mark').parentElement.lang]") == [
        "uk",
        "en",
    ]
