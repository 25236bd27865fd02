/* Searches a larger library with MiniSearch, which builds its index from the text when the box is first used. */
"use strict";
quothSearch.offer((data) => {
  const ENOUGH = 0.6; /* share of a question's words that a fact must have to be shown */
  const stop = new Set(data.stop.split("|"));
  const plain = (word) => word.toLowerCase().normalize("NFKD").replace(/\p{Mn}/gu, "").replace(/['’ʼ]s$/u, "");
  const kept = (word) => (stop.has(plain(word)) ? null : plain(word));
  const options = {
    processTerm: kept,
    searchOptions: {
      prefix: (word, n, words) => n === words.length - 1 || word.length > 4,
      fuzzy: (word) => (word.length > 4 && !/\p{N}/u.test(word) ? 0.2 : false),
      bm25: { k: 1.5, b: 0.75, d: 1 },
    },
  };
  const passages = new MiniSearch({ ...options, fields: ["text", "title"] });
  passages.addAll(data.paragraphs.map(([article, number, text], id) => ({ id, text, title: number ? data.articles[article][1] : "" })));
  const facts = new MiniSearch({ ...options, fields: ["answer", "asked"] });
  facts.addAll(data.facts.map(([answer], id) => ({ id, answer, asked: data.asked[id] })));

  function hitsOf(words) {
    const wanted = new Set(words);
    return (text) => Array.from(text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’ʼ]*/gu)).filter(([word]) => wanted.has(plain(word)))
      .map((match) => [match.index, match.index + match[0].length]);
  }

  function sentenceOf(paragraph, hits) {
    const [, , text, sentences] = data.paragraphs[paragraph];
    const points = /[\ud800-\udbff]/.test(text) ? Array.from(text) : text;
    let best = 0;
    let most = -1;
    sentences.forEach(([start, end], n) => {
      const words = points.slice(start, end);
      const count = hits(typeof words === "string" ? words : words.join("")).length;
      if (count > most) [best, most] = [n, count];
    });
    return best;
  }

  return (query) => {
    const asked = new Set(query.split(/[^\p{L}\p{N}'’ʼ]+/u).map(kept).filter(Boolean));
    const found = passages.search(query).slice(0, 10).map(({ id, terms }) => {
      const hits = hitsOf(terms);
      return { paragraph: id, sentence: sentenceOf(id, hits), hits };
    });
    const near = facts.search(query).filter(({ queryTerms }) => queryTerms.length >= ENOUGH * asked.size).slice(0, 5);
    return { answer: null, facts: near.map(({ id }) => id), passages: found, refused: false, missing: [] };
  };
});
