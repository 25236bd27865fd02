/* Searches with the library's own prepared index: words are read as Quoth reads them (inflections, readers' names for
   things, misspellings), paragraphs ranked by its BM25Plus postings, questions matched to those that its editors noted. */
"use strict";
quothSearch.offer((data) => {
  const ALIKE = 0.6; /* share of a question that it must have in common with an editor's wording to be answered by it */
  const NEAR = 0.34; /* ... to be shown a fact */
  const FAR = 0.35; /* share of the best passage's score below which another is not worth a look */
  const SENTENCE = 0.75; /* what the best sentence adds to its paragraph */
  const TOKEN = /(?:\p{L}\.){2,}(?:\p{L}(?![\p{L}\p{N}_]))?|\p{Nd}+(?:[.,]\p{Nd}+)*(?![\p{L}\p{N}_])|[\p{L}\p{N}][\p{L}\p{N}\p{M}_\u00ad]*(?:['’ʼ](?!s(?![\p{L}\p{N}_]))\p{L}+)*/gu;
  const stop = new Set(data.stop.split("|"));
  const forms = new Map();
  data.words.forEach((words, term) => words.split("|").forEach((word) => word && forms.set(word, term)));
  const aliases = new Map(data.aliases);
  const longest = Math.max(1, ...data.aliases.map(([name]) => name.split(" ").length));
  const heaviest = Math.max(1, ...data.weights);
  const postings = data.postings.map((flat) => {
    const places = new Map();
    for (let n = 0; n < flat.length; n += 2) places.set(flat[n], flat[n + 1]);
    return places;
  });
  const sentences = data.sentences.map((paragraph) => paragraph.map((terms) => new Set(terms)));

  function normalise(text) {
    return text.toLowerCase().replace(/\u00ad/g, "").replace(/[’ʼ]/g, "'").normalize("NFKD").replace(/\p{Mn}/gu, "");
  }

  function tokens(text) {
    return Array.from(text.matchAll(TOKEN), (match) => {
      let word = match[0];
      if (/^(?:\p{L}\.){2,}/u.test(word)) word = normalise(word.replace(/\./g, ""));
      else if (/^\p{Nd}{1,3}(?:,\p{Nd}{3})+(?:\.\p{Nd}+)?$/u.test(word)) word = word.replace(/,/g, "");
      else if (match[0] === "US") word = "usa";
      else word = normalise(word);
      return { start: match.index, end: match.index + match[0].length, word: match[0].includes(".") && word === "us" ? "usa" : word };
    });
  }

  function termsOf(text) {
    const read = tokens(text);
    const out = [];
    for (let n = 0; n < read.length; ) {
      let size = Math.min(longest, read.length - n);
      let meant;
      for (; size > 0; size -= 1) {
        meant = aliases.get(read.slice(n, n + size).map((token) => token.word).join(" "));
        if (meant) break;
      }
      if (meant) for (const term of meant) out.push({ word: "", terms: [term], last: n + size === read.length });
      else if (!stop.has(read[n].word)) {
        const term = forms.get(read[n].word);
        out.push({ word: read[n].word, terms: term === undefined ? [] : [term], last: n + 1 === read.length });
      }
      n += meant ? size : 1;
    }
    return out;
  }

  /* Optimal string alignment distance, given up above `most`. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [];
    let row = Array.from({ length: other.length + 1 }, (_, n) => n);
    for (let i = 1; i <= one.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const same = one[i - 1] === other[j - 1] ? 0 : 1;
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + same);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...next) > most) return most + 1;
      before = row;
      row = next;
    }
    return row[other.length];
  }

  function mended(word) {
    if (word.length < 4 || /\p{N}/u.test(word)) return [];
    let best = [];
    let least = word.length >= 7 ? 2 : 1;
    for (const [form, term] of forms) {
      const away = distance(word, form, least);
      if (away > least || form.length < 4 || (away > 1 && form[0] !== word[0])) continue;
      if (away < least) best = [];
      least = away;
      if (!best.includes(term)) best.push(term);
    }
    return best.slice(0, 3);
  }

  function begun(word) {
    const terms = new Set();
    if (word.length > 1) for (const [form, term] of forms) if (form.startsWith(word) && postings[term].size) terms.add(term);
    return Array.from(terms).slice(0, 12);
  }

  function read(query) {
    const typing = /[\p{L}\p{N}]$/u.test(query);
    return termsOf(query).map(({ word, terms, last }) => {
      const meant = terms.length ? terms : (typing && last && begun(word)) || [];
      const all = meant.length ? meant : mended(word);
      return { word, terms: all, weight: all.length ? Math.max(...all.map((term) => data.weights[term])) : heaviest };
    });
  }

  function common(groups, total, wording) {
    let shared = 0;
    let alone = 0;
    for (const group of groups) if (group.terms.some((term) => wording.includes(term))) shared += group.weight;
    for (const term of wording) if (!groups.some((group) => group.terms.includes(term))) alone += data.weights[term];
    return shared / (total + alone || 1);
  }

  function factsFor(groups, total) {
    const best = new Map();
    for (const [fact, ...wording] of data.wordings) {
      const share = common(groups, total, wording);
      if (share > (best.get(fact) ?? 0)) best.set(fact, share);
    }
    return Array.from(best).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  }

  /* A question with a word that neither the articles nor the fact's wordings have asks for something else. */
  function speaksOf(fact, groups) {
    const told = new Set(data.wordings.filter(([of]) => of === fact).flatMap(([, ...terms]) => terms));
    return groups.every((group) => group.terms.some((term) => told.has(term) || postings[term].size));
  }

  function passagesFor(groups, total) {
    const scores = new Map();
    for (const group of groups) {
      const own = new Map();
      for (const term of group.terms) for (const [place, share] of postings[term]) own.set(place, Math.max(share, own.get(place) ?? 0));
      for (const [place, share] of own) scores.set(place, (scores.get(place) ?? 0) + share);
    }
    const highest = Math.max(1, ...scores.values());
    const ranked = Array.from(scores, ([paragraph, score]) => {
      let sentence = 0;
      let covered = 0;
      sentences[paragraph].forEach((terms, n) => {
        const weight = groups.reduce((sum, group) => sum + (group.terms.some((term) => terms.has(term)) ? group.weight : 0), 0);
        if (weight > covered) [sentence, covered] = [n, weight];
      });
      return { paragraph, sentence, score: score / highest + (SENTENCE * covered) / total };
    });
    ranked.sort((a, b) => b.score - a.score || a.paragraph - b.paragraph);
    return ranked.filter(({ score }) => score >= FAR * ranked[0].score);
  }

  function find(query) {
    const groups = read(query);
    const missing = groups.filter((group) => !group.terms.length).map((group) => group.word);
    if (!groups.some((group) => group.terms.length)) return { answer: null, facts: [], passages: [], refused: false, missing };
    const total = groups.reduce((sum, group) => sum + group.weight, 0);
    const facts = factsFor(groups, total);
    const refusal = Math.max(0, ...data.unanswered.map((wording) => common(groups, total, wording)));
    const sure = facts.length ? facts[0][1] : 0;
    const answer = sure >= ALIKE && sure > refusal && speaksOf(facts[0][0], groups) ? facts[0][0] : null;
    const asked = new Set(groups.flatMap((group) => group.terms));
    const hits = (text) => tokens(text).filter((token) => asked.has(forms.get(token.word))).map(({ start, end }) => [start, end]);
    return {
      answer,
      facts: facts.filter(([fact, share]) => share >= NEAR && fact !== answer).map(([fact]) => fact),
      passages: passagesFor(groups, total).map(({ paragraph, sentence }) => ({ paragraph, sentence, hits })),
      refused: refusal >= ALIKE && refusal >= sure,
      missing,
    };
  }

  find.terms = (text) => termsOf(text).map(({ terms }) => terms); /* for the test that holds it to the library's reading */
  return find;
});
