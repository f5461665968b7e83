// Lists: filtered and sorted in the page, with the address saying how. The lines bear their marks (yearbook/site/views/filters.py).
(function () {
  "use strict";

  /** @typedef {{node: HTMLElement, home: HTMLElement, group: Group, place: number, words: string}} Item one line, where it stands in the book, and its words folded */
  /** @typedef {{node: HTMLElement, heading: string, note: HTMLElement | null, said: string, jump: HTMLElement | null, total: number, shown: number}} Group a part of the list */
  /** @typedef {HTMLSelectElement | HTMLInputElement} Field */

  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-filters]"));
  if (!form) return;
  const fields = /** @type {Field[]} */ (Array.from(form.querySelectorAll("select, input")));
  const status = /** @type {HTMLElement} */ (form.querySelector("[data-filter-status]"));
  const clear = /** @type {HTMLButtonElement} */ (form.querySelector("[type=reset]"));
  const links = /** @type {HTMLAnchorElement[]} */ (Array.from(document.querySelectorAll("a[data-language], .orders a")));

  /** @param {string} text */
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  /** @param {Item} item @param {string} name */
  const values = (item, name) => (item.node.dataset[name] || "").split(" ");

  const units = Array.from(form.querySelectorAll("datalist option")).map((option) => {
    const { value, dataset } = /** @type {HTMLOptionElement} */ (option);
    return { id: dataset.id || "", name: value, words: fold(value + " " + (dataset.names || "")) };
  });

  /** @type {Map<Element, Group>} */
  const groups = new Map();
  /** @type {Item[]} */
  const items = (/** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll("[data-item]")))).map((node, place) => {
    const part = /** @type {HTMLElement} */ (node.closest(".part"));
    let group = groups.get(part);
    if (!group) {
      const note = /** @type {HTMLElement | null} */ (part.querySelector(".part-note"));
      const jump = /** @type {HTMLElement | null} */ (document.querySelector(".jumps a[href='#" + CSS.escape(part.id) + "']"));
      const heading = part.querySelector("h2");
      group = { node: part, heading: heading && heading.textContent || "", note, said: note && note.textContent || "", jump, total: 0, shown: 0 };
      groups.set(part, group);
    }
    group.total++;
    return { node, home: /** @type {HTMLElement} */ (node.parentElement), group, place, words: "" };
  });
  /** The list without groups, in which sorted lines stand. @type {HTMLElement | null} */
  let flat = null;

  /** @param {string} name @returns {Field | undefined} */
  const field = (name) => fields.find((each) => each.name === name);
  /** @param {string} name */
  const asked = (name) => { const found = field(name); return found ? found.value.trim() : ""; };

  /** The units that what is typed means: the one that is called so, else all whose names hold it. */
  function meant() {
    const typed = fold(asked("unit"));
    if (!typed) return null;
    const named = units.filter((unit) => fold(unit.name) === typed);
    return new Set((named.length ? named : units.filter((unit) => unit.words.includes(typed))).map((unit) => unit.id));
  }

  /** @param {Item} item @param {Set<string> | null} wanted @param {string} text */
  function matches(item, wanted, text) {
    if (wanted && !values(item, "unit").some((id) => wanted.has(id))) return false;
    if (text && !(item.words || (item.words = fold(item.node.textContent + " " + (item.node.dataset.text || "")))).includes(text)) return false;
    return fields.every((each) => each instanceof HTMLInputElement || each.name === "sort" || !each.value || values(item, each.name).includes(each.value));
  }

  /** A number by which lines are sorted; those that have none come last. @param {Item} item @param {string} order */
  function rank(item, order) {
    if (order === "title") return Number(item.node.dataset.item);
    if (order === "year") return Number(values(item, "year")[0]) || Infinity;
    const levels = /** @type {HTMLSelectElement | undefined} */ (field("level"));
    return levels ? Array.from(levels.options).findIndex((option) => option.value === item.node.dataset.level) : 0;
  }

  /** What the heading above a line said, for a line that has left it. @param {Item} item */
  function keepHeading(item) {
    const end = item.node.querySelector(".line-end");
    if (!end || !form || form.dataset.keep === undefined) return;
    const word = document.createElement("span");
    word.className = "line-kept";
    word.textContent = item.group.heading;
    end.prepend(word, " ");
  }

  /** @param {string} order empty for the book's */
  function arrange(order) {
    document.querySelectorAll(".line-kept").forEach((word) => word.remove());
    if (order) {
      if (!flat) {
        flat = /** @type {HTMLElement} */ (items[0].home.cloneNode(false));
        const part = document.createElement("section"), body = document.createElement("div");
        part.className = "part part-flat";
        body.className = "part-body";
        body.append(flat);
        part.append(body);
        items[0].group.node.before(part);
      }
      const sorted = items.slice().sort((a, b) => rank(a, order) - rank(b, order) || a.place - b.place);
      flat.append(...sorted.map((item) => item.node));
      items.forEach(keepHeading);
    } else if (flat) {
      items.forEach((item) => item.home.append(item.node));
    }
  }

  let arranged = "";

  /** Shows what is asked for; says how many that are, if it is to be said. @param {boolean} aloud */
  function show(aloud) {
    const wanted = meant(), text = fold(asked("text")), order = asked("sort");
    if (order !== arranged) arrange(order);
    arranged = order;
    groups.forEach((group) => { group.shown = 0; });
    let shown = 0;
    for (const item of items) {
      const fits = matches(item, wanted, text);
      item.node.toggleAttribute("data-out", !fits);
      if (fits) { shown++; item.group.shown++; }
    }
    groups.forEach((group) => {
      group.node.hidden = Boolean(order);
      group.node.toggleAttribute("data-out", !group.shown);
      if (group.note) group.note.textContent = group.shown < group.total ? count(group.shown, group.total) : group.said;
      const jump = group.jump && group.jump.closest("li");
      if (jump) jump.toggleAttribute("data-out", Boolean(order) || !group.shown);
    });
    const part = flat && flat.closest("section");
    if (part) part.hidden = !order || !shown;
    const filtered = shown < items.length;
    clear.disabled = !fields.some((each) => each.value);
    status.textContent = !shown ? /** @type {HTMLFormElement} */ (form).dataset.none || "" : aloud || filtered ? count(shown, items.length) : "";
  }

  /** @param {number} shown @param {number} total */
  function count(shown, total) {
    const pattern = /** @type {HTMLFormElement} */ (form).dataset.shown || "";
    return pattern.replace("{shown}", String(shown)).replace("{total}", String(total));
  }

  /** The state as an address says it: a unit by its id where it is one, words as they are. @param {boolean} portable without what one language alone understands */
  function state(portable) {
    const said = new URLSearchParams();
    for (const { name, value } of fields) {
      const unit = name === "unit" && units.find((each) => fold(each.name) === fold(value));
      const typed = (name === "unit" && !unit) || name === "text";
      if (value.trim() && !(portable && typed)) said.set(name, unit ? unit.id : value.trim());
    }
    const text = said.toString();
    return text && "?" + text;
  }

  function follow() {
    links.forEach((link) => { link.search = state(true); });
  }

  /** @param {boolean} step whether the way back leads to how it was before */
  function change(step) {
    show(true);
    follow();
    const search = state(false);
    if (search !== location.search) history[step ? "pushState" : "replaceState"](null, "", location.pathname + search + location.hash);
  }

  /** What the page shows is what its address says; what it cannot understand it passes over. */
  function read() {
    const said = new URLSearchParams(location.search);
    for (const each of fields) {
      const value = said.get(each.name) || "", unit = each.name === "unit" && units.find((one) => one.id === value);
      each.value = unit ? unit.name : value;
      if (each instanceof HTMLSelectElement && each.selectedIndex < 0) each.value = "";
    }
    follow();
    show(false);
    reveal();
  }

  /** The record that the address names is shown, even where the filters would hide it: then they are cleared. */
  function reveal() {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!named || !named.closest("[data-out]")) return;
    fields.forEach((each) => { if (each.name !== "sort") each.value = ""; });
    change(false);
    named.scrollIntoView();
  }

  form.addEventListener("change", (event) => { if (event.target instanceof HTMLSelectElement) change(true); });
  form.addEventListener("input", (event) => { if (event.target instanceof HTMLInputElement) change(false); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    fields.forEach((each) => { each.value = ""; });
    change(true);
    fields[0].focus();
  });
  window.addEventListener("popstate", read);
  window.addEventListener("hashchange", reveal);
  form.dataset.ready = "";
  read();
})();
