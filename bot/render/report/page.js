// Shows the questions that the filter asks for; without this script all of them stand there.
"use strict";
const form = document.getElementById("filter");
const tests = [...document.querySelectorAll(".test")].map((test) => ({
  test,
  // not the paragraphs: most of them have most words of the article
  text: `${test.querySelector("summary").textContent} ${test.querySelector(".told").textContent}`.toLowerCase(),
}));
const shown = document.getElementById("shown");

function filter() {
  const words = form.elements.words.value.toLowerCase().split(/\s+/);
  const wanted = ["result", "outcome", "kind"].map((name) => [name, form.elements[name].value]);
  let count = 0;
  for (const { test, text } of tests) {
    const meant =
      wanted.every(([name, value]) => !value || test.dataset[name] === value) && words.every((word) => text.includes(word));
    test.hidden = !meant;
    count += meant;
  }
  shown.textContent = `${count} of ${tests.length}`;
  document.getElementById("none").hidden = count > 0;
}

form.hidden = false;
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
filter();
