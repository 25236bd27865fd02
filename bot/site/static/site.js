/* An article's page: marks the quote that the address names (?quote=START-END#p4) and brings it into view.
   Offsets count code points of the paragraph's text. Without scripts the fragment alone still finds the paragraph. */
"use strict";
(() => {
  const narrow = matchMedia("screen and (max-width: 60rem)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  function unmark() {
    for (const mark of document.querySelectorAll("mark.quote")) {
      const home = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      home.normalize();
    }
  }

  function unitOf(text, point) {
    let unit = 0;
    for (; point > 0 && unit < text.length; point -= 1) unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
    return unit;
  }

  /* Returns the mark, or the paragraph where there is no such quote in it, or null where the address names none. */
  function markQuote(address) {
    unmark();
    const number = /^#p(\d{1,6})(?!\d)/.exec(address.hash);
    const offsets = /^(\d{1,9})-(\d{1,9})$/.exec(address.searchParams.get("quote") || "");
    const paragraph = number && document.getElementById(`p${number[1]}`);
    if (!paragraph || !offsets) return null;
    const words = paragraph.firstChild;
    const start = unitOf(words.data, Number(offsets[1]));
    const end = unitOf(words.data, Number(offsets[2]));
    if (start >= end) return paragraph;
    const range = document.createRange();
    range.setStart(words, start);
    range.setEnd(words, end);
    const mark = document.createElement("mark");
    mark.className = "quote";
    mark.tabIndex = -1; /* so that a keyboard and a screen reader go on from the quote */
    range.surroundContents(mark);
    return mark;
  }

  function bring(found, smoothly) {
    const tall = found.getBoundingClientRect().height > innerHeight * 0.9;
    found.scrollIntoView({ block: tall ? "start" : "center", behavior: smoothly && !calm.matches ? "smooth" : "instant" });
  }

  function show(smoothly) {
    const found = markQuote(new URL(location.href));
    if (found) {
      found.focus({ preventScroll: true });
      bring(found, smoothly);
    }
    return found;
  }

  /* Beside its facts a paragraph stays in view while they are read, unless it is taller than the window. */
  function stick() {
    for (const text of document.querySelectorAll(".row > .text, .row > h1")) {
      text.classList.toggle("stays", !narrow.matches && text.offsetHeight < innerHeight * 0.8);
    }
  }

  /* On a telephone the text comes first: the facts are folded away below their paragraph. On paper they are not. */
  function fold() {
    for (const facts of document.querySelectorAll("details.facts")) facts.open = !narrow.matches;
    stick();
  }

  function unfoldTarget() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const facts = target && target.closest("details.facts");
    if (facts && !facts.open) {
      facts.open = true;
      target.scrollIntoView();
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.passage");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const address = new URL(link.href);
    if (address.pathname !== location.pathname) return;
    event.preventDefault();
    history.pushState(null, "", address);
    show(true);
  });

  /* The passage of a fact is marked faintly while the fact is pointed at or has the focus. */
  let hinted = null;
  function hint(event) {
    const link = event.target.closest ? event.target.closest("a.passage") : null;
    if (link === hinted || !("highlights" in CSS)) return;
    hinted = link;
    CSS.highlights.delete("hint");
    if (!link || document.querySelector("mark.quote")) return;
    const address = new URL(link.href);
    const offsets = /^(\d{1,9})-(\d{1,9})$/.exec(address.searchParams.get("quote") || "");
    const paragraph = address.pathname === location.pathname && document.getElementById(address.hash.slice(1));
    if (!offsets || !paragraph) return;
    const words = paragraph.firstChild;
    const range = new StaticRange({
      startContainer: words,
      startOffset: unitOf(words.data, Number(offsets[1])),
      endContainer: words,
      endOffset: unitOf(words.data, Number(offsets[2])),
    });
    CSS.highlights.set("hint", new Highlight(range));
  }
  document.addEventListener("pointerover", hint);
  document.addEventListener("focusin", hint);

  let touched = false;
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    addEventListener(kind, () => { touched = true; }, { once: true, passive: true });
  }
  narrow.addEventListener("change", fold);
  addEventListener("resize", stick);
  addEventListener("popstate", () => show(false));
  addEventListener("hashchange", unfoldTarget);
  fold();
  unfoldTarget();
  const first = show(false);
  /* The browser scrolls to the fragment, or to where a reload left off, when all is loaded: once more, then. */
  addEventListener("load", () => { if (first && !touched) bring(first, false); });
})();
