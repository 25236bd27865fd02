/* The search box of the first page. The engine and the library are loaded when the box is first used; an engine says
   what it found by number, and this script alone writes on the page (text only, never markup). */
"use strict";
const quothSearch = (() => {
  const MOST = 10;
  const box = document.getElementById("q");
  const status = document.getElementById("status");
  const found = document.getElementById("found");
  const examples = document.getElementById("examples");
  const scripts = document.currentScript.dataset.scripts.split(" ");
  const texts = JSON.parse(document.currentScript.dataset.texts || "{}"); /* translations, by the English below */
  let make = null;
  let data = null;
  let find = null;
  let loading = false;
  let waiting = 0;

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function link(address, language, ...children) {
    const made = element("a", "", ...children);
    made.href = address;
    if (language) made.lang = language; /* an article's, where it is another than the page's */
    return made;
  }

  /* Slices by code points, as the library counts. */
  function slice(text, start, end) {
    return /[\ud800-\udbff]/.test(text) ? Array.from(text).slice(start, end).join("") : text.slice(start, end);
  }

  function say(text, values = {}) {
    return (texts[text] || text).replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  }

  function sayCount(one, many, number) {
    return texts[one] ? texts[one][number] : say(number === 1 ? one : many, { number });
  }

  function factItem(fact) {
    const [answer, kind, said, address, article, place] = fact;
    const source = data.articles.length > 1 ? `${data.articles[article][1]}, ${place}` : place;
    return [
      element("p", "answer", element("span", `status ${kind}`, texts[kind] || kind), " ", link(address, data.articles[article][2], answer)),
      element("p", "said", said ? `${said} · ${source}` : source),
    ];
  }

  function passageItem({ paragraph, sentence, hits }) {
    const [article, number, text, sentences] = data.paragraphs[paragraph];
    const [start, end] = sentences[sentence] || [0, Array.from(text).length];
    const words = slice(text, start, end);
    const [page, title, language] = data.articles[article];
    const marked = [];
    let last = 0;
    for (const [from, to] of hits(words)) {
      marked.push(words.slice(last, from), element("mark", "", words.slice(from, to)));
      last = to;
    }
    marked.push(words.slice(last));
    const place = number ? say("paragraph {number}", { number }) : say("headline");
    return [
      element("p", "snippet", link(`${page}?quote=${start}-${end}#p${number}`, language, ...marked)),
      element("p", "where", data.articles.length > 1 ? `${title}, ${place}` : place),
    ];
  }

  function section(heading, className, items) {
    return items.length
      ? [element("h2", "", heading), element("ul", className, ...items.map((parts) => element("li", "", ...parts)))]
      : [];
  }

  function write(query) {
    const result = query.trim() ? find(query) : null;
    examples?.toggleAttribute("hidden", Boolean(result));
    found.toggleAttribute("hidden", !result);
    if (!result) {
      found.replaceChildren();
      status.textContent = "";
      return;
    }
    const answers = result.answer === null ? [] : [factItem(data.facts[result.answer])];
    const facts = result.facts.slice(0, 5).map((number) => factItem(data.facts[number]));
    const passages = result.passages.slice(0, MOST).map(passageItem);
    found.replaceChildren(
      ...section(say("Answer"), "results first", answers),
      ...section(answers.length ? say("More facts") : say("Facts"), "results", facts),
      ...section(say("Passages"), "results", passages),
    );
    const parts = [];
    if (answers.length) parts.push(sayCount("{number} answer", "{number} answers", 1));
    if (facts.length && answers.length) parts.push(sayCount("{number} more fact", "{number} more facts", facts.length));
    else if (facts.length) parts.push(sayCount("{number} fact", "{number} facts", facts.length));
    if (passages.length) parts.push(sayCount("{number} passage", "{number} passages", passages.length));
    const words = result.missing.join(", ");
    const nothing = words ? say("Nothing found. Not in the articles: {words}.", { words }) : say("Nothing found.");
    const before = result.refused ? [say("The articles do not say. What comes nearest:")] : [];
    status.textContent = [...before, parts.length ? `${parts.join(", ")}.` : nothing].join(" ");
  }

  function ready() {
    if (make && data && !find) find = make(data);
    if (find && box.value) write(box.value);
  }

  function load() {
    if (loading) return;
    loading = true;
    if (box.value) status.textContent = say("Loading the articles …");
    for (const name of scripts) {
      const script = element("script");
      script.src = name;
      script.async = false; /* in this order */
      script.onerror = () => { status.textContent = say("Cannot load {name}: a file of this site is missing.", { name }); };
      document.head.append(script);
    }
  }

  function search() {
    load();
    if (find) write(box.value);
  }

  box.addEventListener("focus", load);
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    search();
    const query = box.value.trim();
    history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    found.querySelector("a")?.focus();
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) box.value = asked;
  if (box.value) search();

  return {
    /* An engine offers itself: a function from the library to a function from a query to what was found. */
    offer(engine) { make = engine; ready(); },
    /* The library hands itself over. */
    take(library) { data = library; ready(); },
    /* What the tests ask: what is found for a query, by number, and the library as it came. */
    load,
    asked(query) { return find && { ...find(query), terms: find.terms?.(query) }; },
    get library() { return data; },
  };
})();
