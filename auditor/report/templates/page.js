"use strict";
(() => {
  const form = document.getElementById("filter");
  const list = document.getElementById("notes");
  const count = document.getElementById("count");
  const notes = Array.from(list.getElementsByClassName("note"));
  const given = new Map(notes.map((note, place) => [note, place]));
  const words = (note, key) => (note.dataset[key] || "").split(" ");
  const field = (name) => form.elements[name].value;

  const wanted = (note) => {
    const sought = field("text").trim().toLowerCase();
    const summary = note.firstElementChild.textContent.toLowerCase();
    return (!field("gate") || note.dataset.gate === field("gate"))
      && (!field("rule") || words(note, "rules").includes(field("rule")))
      && (!field("element") || words(note, "missing").includes(field("element")))
      && (!sought || summary.includes(sought) || note.dataset.rules.toLowerCase().includes(sought));
  };
  const filter = () => {
    let shown = 0;
    for (const note of notes) {
      note.hidden = !wanted(note);
      shown += note.hidden ? 0 : 1;
    }
    count.textContent = `${shown} of ${notes.length} shown`;
  };
  const orders = {
    given: (a, b) => given.get(a) - given.get(b),
    score: (a, b) => (a.dataset.score || 101) - (b.dataset.score || 101) || orders.given(a, b),
    errors: (a, b) => b.dataset.errors - a.dataset.errors || orders.given(a, b),
  };
  const sort = () => list.append(...notes.slice().sort(orders[field("order")]));
  const openAll = (open) => notes.forEach((note) => { note.open = open && !note.hidden; });
  const reveal = () => {
    const place = document.getElementById(location.hash.slice(1));
    const note = place && place.closest(".note");
    if (note && !note.open) { note.open = true; place.scrollIntoView(); }
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => (event.target.name === "order" ? sort() : filter()));
  document.getElementById("open").addEventListener("click", () => openAll(true));
  document.getElementById("close").addEventListener("click", () => openAll(false));
  document.getElementById("clear").addEventListener("click", () => { form.reset(); sort(); filter(); });
  addEventListener("hashchange", reveal);
  filter();
  reveal();
})();
