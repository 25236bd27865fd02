/* An article's page: marks the quote that the address names (?quote=START-END#p4) and brings it into view.
   Offsets count code points of the paragraph's text. Without scripts the fragment alone still finds the paragraph. */
"use strict";
(() => {
  const narrow = matchMedia("screen and (max-width: 60rem)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  function unmark(selector) {
    for (const mark of document.querySelectorAll(selector)) {
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

  /* Returns what an address of this page names: a paragraph, and the offsets of a quote in it where it gives some. */
  function named(address) {
    const number = /^#p(\d{1,6})(?!\d)/.exec(address.hash);
    const offsets = /^(\d{1,9})-(\d{1,9})$/.exec(address.searchParams.get("quote") || "");
    const paragraph = number && document.getElementById(`p${number[1]}`);
    return paragraph && offsets ? { paragraph, start: Number(offsets[1]), end: Number(offsets[2]) } : null;
  }

  /* Returns the mark, or null where the paragraph has no such quote. Its text is one node: marks are taken off before. */
  function mark({ paragraph, start, end }, className) {
    const words = paragraph.firstChild;
    const range = document.createRange();
    range.setStart(words, unitOf(words.data, start));
    range.setEnd(words, unitOf(words.data, end));
    if (range.collapsed) return null;
    const made = document.createElement("mark");
    made.className = className;
    range.surroundContents(made);
    return made;
  }

  function bring(found, smoothly) {
    const tall = found.getBoundingClientRect().height > innerHeight * 0.9;
    found.scrollIntoView({ block: tall ? "start" : "center", behavior: smoothly && !calm.matches ? "smooth" : "instant" });
  }

  function show(smoothly) {
    unmark("mark");
    const place = named(new URL(location.href));
    if (!place) return null;
    const found = mark(place, "quote") || place.paragraph;
    found.tabIndex = -1; /* so that a keyboard and a screen reader go on from the quote */
    found.focus({ preventScroll: true });
    bring(found, smoothly);
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
    const target = document.getElementById(location.hash.slice(1));
    const facts = target && target.closest("details.facts");
    if (facts && !facts.open) {
      facts.open = true;
      target.scrollIntoView();
    }
  }

  function passageLink(event) {
    const link = event.target.closest ? event.target.closest("a.passage") : null;
    return link && new URL(link.href).pathname === location.pathname ? link : null;
  }

  document.addEventListener("click", (event) => {
    const link = passageLink(event);
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    show(true);
  });

  /* The passage of a fact is marked faintly while the fact is pointed at or has the focus, unless a quote is marked. */
  function hint(event) {
    unmark("mark.hint");
    const link = passageLink(event);
    const place = link && !document.querySelector("mark.quote") ? named(new URL(link.href)) : null;
    if (place) mark(place, "hint");
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
  /* When all is loaded the browser goes to the fragment itself, or to where a reload left off: once more, then. */
  addEventListener("load", () => setTimeout(() => {
    if (!first || !first.isConnected || touched) return;
    first.focus({ preventScroll: true });
    bring(first, false);
  }));
})();
