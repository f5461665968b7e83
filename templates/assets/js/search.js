// Search: the browser's half of yearbook/site/search, which says how texts are folded, cut and written into scripts.
(function () {
  "use strict";

  /** @typedef {{title: number, order: number, facet: [number, string, string, number[]]}} Row */
  /** @typedef {[id: string, title: string, names: string[], passages: string[]]} Entry */
  /** @typedef {{text: string, at: number[]}} Folded text, and for each of its characters its place in the original */
  /** @typedef {{text: string, isWord: boolean, terms: string[], exact: boolean}} Need what a run of the query, or a word's stem, asks of an
   * entry: to hold terms by which it is looked up, of which there may be none; exact: who has them has the run */
  /** @typedef {{number: number, row: Row, places: number[], score: number, entry?: Entry}} Hit */
  /** @typedef {{hits: Hit[], total: number, exact: boolean}} Found */
  /**
   * @typedef {object} Index
   * @property {boolean} words
   * @property {string} stemmer
   * @property {Record<string, string>} terms
   * @property {[number: number, version: string][]} texts
   * @property {[name: string, word: string, pattern: string][]} kinds
   * @property {Record<string, [shape: string, word: string]>} levels
   * @property {[number, string, string, number[]][]} facets
   * @property {string} entries
   */

  const TITLE = 3, NAME = 2, OFTEN = 1, PAGE = 12, MOST = 8;

  // Keys that work on every page

  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || target.closest("input, select, textarea, [contenteditable]")) return;
    const input = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-search] input"));
    const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".running-head a[href$='search.html']"));
    if (!input && !link) return;
    event.preventDefault();
    if (input) input.select(); else if (link) location.href = link.href;
  });

  const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-search]"));
  if (!form) return;

  // Texts: fold and cut

  const KEPT = "%‰+&#@°$¥€£×.,";
  const HAN = "\\u3005-\\u3007\\u3041-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const WORD = new RegExp("[" + HAN + "]+|[^" + HAN + " %‰+&#@°$¥€£×]+", "gu");
  const IS_HAN = new RegExp("^[" + HAN + "]", "u");
  /** @type {Map<string, string>} */
  const folding = new Map();
  /** @type {Map<string, Folded>} */
  const folds = new Map();
  /** @type {Map<string, string>} */
  const stems = new Map();

  /** @param {string} character */
  function foldCharacter(character) {
    let folded = folding.get(character);
    if (folded === undefined) {
      folded = character === "，" ? " " : character.normalize("NFKD").toLowerCase().replace(/[\p{Mn}\p{Me}\p{Cf}]/gu, "")
        .replace(/[\p{P}\p{Z}\p{S}\p{Cc}]/gu, (sign) => KEPT.includes(sign) ? sign : " ");
      folding.set(character, folded);
    }
    return folded;
  }

  /** @param {string | undefined} character */
  const isDigit = (character) => character !== undefined && character >= "0" && character <= "9";

  /** @param {string} text @returns {Folded} */
  function fold(text) {
    const known = folds.get(text);
    if (known) return known;
    let plain = "", folded = "", offset = 0;
    const places = [], at = [];
    for (const character of text) {
      const one = foldCharacter(character);
      for (let i = 0; i < one.length; i++) places.push(offset);
      plain += one;
      offset += character.length;
    }
    for (let i = 0; i < plain.length; i++) {
      let sign = plain[i];
      if (sign === "," || sign === ".") {
        const within = isDigit(plain[i - 1]) && isDigit(plain[i + 1]);
        if (sign === "," && within && /^[0-9]{3}(?![0-9])/.test(plain.slice(i + 1, i + 5))) continue;
        if (sign === "," || !within) sign = " ";
      }
      folded += sign;
      at.push(places[i]);
    }
    at.push(text.length);
    const made = { text: folded, at };
    folds.set(text, made);
    return made;
  }

  /** @param {string} word */
  function stem(word) {
    let found = stems.get(word);
    if (found === undefined) {
      found = index.stemmer === "english" && /^[a-z]{3,}$/.test(word) ? stemmer.stemWord(word) : word;
      stems.set(word, found);
    }
    return found;
  }

  /** A run without words → figures in threes, all else in pairs; what is in a three needs no pair. @param {string} run */
  function cut(run) {
    const characters = Array.from(run);
    /** @param {number} i */
    const isFigure = (i) => /^[0-9.]{2}$/.test(characters.slice(i, i + 2).join(""));
    /** @param {number} i */
    const isThree = (i) => i >= 0 && i + 2 < characters.length && (isFigure(i) || isFigure(i + 1));
    const all = characters.slice(1).map((_, i) => isThree(i) ? 3 : isThree(i - 1) ? 0 : 2);
    return all.flatMap((size, i) => size ? [characters.slice(i, i + size).join("")] : []);
  }

  /** @param {string} query @returns {Need[]} */
  function needs(query) {
    const text = fold(query).text;
    const runs = index.words ? text.match(WORD) || [] : text.split(" ").filter(Boolean);
    const asked = Array.from(new Set(runs)).map((run) => {
      const isWord = index.words && !IS_HAN.test(run), text = isWord ? stem(run) : run, terms = isWord ? [text] : cut(run);
      if (!terms.length && index.words) terms.push(run);
      return { text, isWord, terms, exact: terms.length === 1 };
    });
    // A long text is looked up by some of its terms; the others are looked for in what that finds.
    const step = Math.ceil(asked.reduce((sum, need) => sum + need.terms.length, 0) / MOST);
    let at = 0;
    return asked.map((need) => {
      const terms = need.terms.filter(() => at++ % step === 0);
      return { ...need, terms, exact: need.exact && terms.length === 1 };
    });
  }

  /** Where a need is met in a folded text, as places in the original. @param {Need} need @param {Folded} folded */
  function places(need, folded) {
    /** @type {[number, number][]} */
    const found = [];
    if (!need.isWord) {
      for (let i = folded.text.indexOf(need.text); i >= 0; i = folded.text.indexOf(need.text, i + need.text.length)) {
        found.push([folded.at[i], folded.at[i + need.text.length]]);
      }
    } else {
      for (const word of folded.text.matchAll(WORD)) {
        const i = /** @type {number} */ (word.index);
        if (stem(word[0]) === need.text) found.push([folded.at[i], folded.at[i + word[0].length]]);
      }
    }
    return found;
  }

  // The index: scripts that call one function

  /** @type {Record<string, any>} */
  const came = {};
  /** @type {Record<string, Promise<any> | undefined>} */
  const loads = {};
  /** @type {Index} */
  let index;
  /** @type {Map<number, Row>} */
  let rows;
  /** @type {{stemWord: (word: string) => string}} */
  let stemmer;

  /** @param {string} name @param {string} [version] @returns {Promise<any>} */
  function load(name, version) {
    return loads[name] || (loads[name] = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const fail = () => { loads[name] = undefined; reject(new Error(name)); };
      script.onload = () => { script.remove(); if (name in came) resolve(came[name]); else fail(); };
      script.onerror = fail;
      script.src = form.dataset.search + name + ".js" + (version ? "?" + version : "");
      document.head.append(script);
    }));
  }

  /** Numbers as yearbook/site/search/scripts.py writes them. @param {string} text @param {(value: number) => void} take */
  function numbers(text, take) {
    let value = 0, scale = 1;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i), digit = code - 35 - (code > 92 ? 1 : 0);
      if (digit < 46) { take(value + digit * scale); value = 0; scale = 1; } else { value += (digit - 46) * scale; scale *= 45; }
    }
  }

  async function open() {
    if (index) return;
    const content = await load("index");
    stemmer = new EnglishStemmer();
    /** @type {number[]} */
    const values = [];
    numbers(content.entries, (value) => values.push(value));
    rows = new Map();
    for (let i = 0, number = -1; i < values.length; i += 4) {
      number += values[i];
      rows.set(number, { order: values[i + 1], facet: content.facets[values[i + 2]], title: values[i + 3] });
    }
    index = content;
  }

  /** What is shown of a hit's entry; it is in the last script of texts that does not begin after it. @param {Hit} hit @returns {Promise<Entry>} */
  async function text(hit) {
    let at = 0;
    for (let end = index.texts.length; end - at > 1;) {
      const middle = (at + end) >> 1, first = /** @type {Row} */ (rows.get(index.texts[middle][0]));
      if (first.order > hit.row.order) end = middle; else at = middle;
    }
    const [first, version] = index.texts[at];
    return (await load("texts-" + first, version))[hit.number];
  }

  /** @param {string} term */
  function hash(term) {
    let value = 2166136261;
    for (const character of term) value = Math.imul(value ^ /** @type {number} */ (character.codePointAt(0)), 16777619);
    value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
    return (value ^ (value >>> 12)) >>> 0;
  }

  /** Number of an entry → the strongest place in which it has the term. @param {string} term */
  async function postings(term) {
    const value = hash(term);
    let bits = "";
    for (let i = 0; i < 32 && !(bits in index.terms); i++) bits += String((value >>> i) & 1);
    /** @type {Map<number, number>} */
    const found = new Map();
    /** @type {string} */
    const share = bits in index.terms ? await load("terms-" + bits, index.terms[bits]) : "";
    const start = share.indexOf("!" + term + " ");
    if (start < 0) return found;
    const from = start + term.length + 2;
    let number = 0;
    numbers(share.slice(from, share.indexOf("!", from)), (step) => { number += step >> 2; found.set(number, step & 3); });
    return found;
  }

  // Finding

  /** Best first: where it was found, how close the title is, then the order of the book. @param {Hit} a @param {Hit} b */
  const compare = (a, b) => b.score - a.score || (a.score % 1 ? a.row.title - b.row.title : 0) || a.row.order - b.row.order;

  /** All in the title comes before all else, and is told by the half. @param {number[]} places */
  function score(places) {
    const sum = places.reduce((a, b) => a + b, 0);
    return sum === TITLE * places.length ? sum + 0.5 : sum;
  }

  /** Entries that have all terms of all needs, best first. @param {Need[]} asked @param {string} kind @param {string} year @returns {Promise<Hit[]>} */
  async function candidates(asked, kind, year) {
    /** @type {Map<string, Map<number, number>>} */
    const lists = new Map();
    await Promise.all(asked.flatMap((need) => need.terms).map(async (term) => lists.set(term, await postings(term))));
    const [fewest] = Array.from(lists.values()).sort((a, b) => a.size - b.size);
    const found = [];
    for (const number of fewest ? fewest.keys() : []) {
      const row = rows.get(number);
      if (!row || (kind && index.kinds[row.facet[0]][0] !== kind) || (year && !row.facet[3].includes(Number(year)))) continue;
      const places = asked.map((need) => Math.min(TITLE, ...need.terms.map((term) => {
        const place = /** @type {Map<number, number>} */ (lists.get(term)).get(number);
        return place === undefined ? -1 : place;
      })));
      if (!places.includes(-1)) found.push({ number, row, places, score: score(places) });
    }
    return found.sort(compare);
  }

  /** Whether a candidate holds every run in one piece; if so, its score becomes what it really is. @param {Hit} hit @param {Need[]} asked */
  function verify(hit, asked) {
    const [, title, names, passages] = /** @type {Entry} */ (hit.entry);
    const found = asked.map((need, i) => {
      if (need.exact) return hit.places[i];
      /** @param {string} text */
      const holds = (text) => places(need, fold(split(text)[1])).length > 0;
      if (!need.terms.length) return [title, ...names, ...passages].some(holds) ? TITLE : -1; // as it was taken to be
      if (holds(title)) return TITLE;
      if (names.some(holds)) return NAME;
      return passages.some(holds) ? Math.min(hit.places[i], OFTEN) : -1;
    });
    hit.score = score(found);
    return !found.includes(-1);
  }

  /** The first `wanted` of all that is found, with their texts; how many there are, and whether that is counted or judged.
   * Where `isWanted` no longer holds, no more is loaded.
   * @param {Need[]} asked @param {string} kind @param {string} year @param {number} wanted @param {() => boolean} isWanted @returns {Promise<Found>} */
  async function find(asked, kind, year, wanted, isWanted) {
    const left = await candidates(asked, kind, year), total = left.length, exact = asked.every((need) => need.exact);
    /** @type {Hit[]} */
    let hits = [];
    let ready = 0;
    for (let size = exact ? wanted : wanted + 4; left.length && ready < wanted && isWanted(); size *= 2) {
      const batch = left.splice(0, size);
      await Promise.all(batch.map(async (hit) => { hit.entry = await text(hit); }));
      hits = hits.concat(batch.filter((hit) => verify(hit, asked))).sort(compare);
      ready = left.length ? hits.filter((hit) => compare(hit, left[0]) < 0).length : hits.length;
    }
    return { hits: hits.slice(0, wanted), total: exact ? total : hits.length + left.length, exact: exact || !left.length };
  }

  // Showing

  /** A text of the index → its language and itself. @param {string} text @returns {[lang: string, text: string]} */
  function split(text) {
    const end = text[0] === "\t" ? text.indexOf("\t", 1) : 0;
    return end ? [text.slice(1, end), text.slice(end + 1)] : ["", text];
  }

  /** @param {string} name @param {string} className @param {...(Node | string)} content */
  function element(name, className, ...content) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  }

  /** A text with what was asked for marked, cut around the first of it where it is long.
   * @param {HTMLElement} into @param {string} text @param {Need[]} asked @param {boolean} cut */
  function mark(into, text, asked, cut) {
    const [lang, shown] = split(text);
    const found = asked.flatMap((need) => places(need, fold(shown))).sort((a, b) => a[0] - b[0]);
    const wide = index.words && (!lang || !IS_HAN.test(shown)) ? 2.5 : 1;
    let from = 0, to = shown.length;
    if (cut && to > 90 * wide) {
      const first = found.length ? found[0][0] : 0;
      from = first > 40 * wide ? first - 30 * wide : 0;
      to = Math.min(to, from + 80 * wide);
      if (wide > 1 && from) from = shown.indexOf(" ", from) + 1;
      if (wide > 1 && to < shown.length) to = Math.max(shown.lastIndexOf(" ", to), found.length ? found[0][1] : 0);
    }
    if (lang) into.lang = lang;
    if (from) into.append("…");
    let last = from;
    for (const [start, end] of found) {
      if (start < last || end > to) continue;
      into.append(shown.slice(last, start), element("mark", "", shown.slice(start, end)));
      last = end;
    }
    into.append(shown.slice(last, to));
    if (to < shown.length) into.append("…");
  }

  /** The line of an entry that shows most of what was asked for. @param {Entry} entry @param {Need[]} asked */
  function best(entry, asked) {
    const [, title, names, passages] = entry;
    /** @param {string} text */
    const worth = (text) => asked.filter((need) => places(need, fold(split(text)[1])).length).length;
    let line = "", most = -1;
    for (const text of worth(title) < asked.length ? [...passages, ...names] : passages) {
      const one = worth(text) + (text.length > (index.words ? 20 : 10) ? 0.5 : 0); // a sentence says more than a bare name
      if (one > most) { line = text; most = one; }
    }
    return line;
  }

  /** @param {Hit} hit @param {Need[]} asked */
  function item(hit, asked) {
    const entry = /** @type {Entry} */ (hit.entry);
    const [kind, years, level] = hit.row.facet;
    const title = /** @type {HTMLAnchorElement} */ (element("a", ""));
    title.href = index.kinds[kind][2].replace("*", entry[0]);
    mark(title, entry[1], asked, false);
    const end = element("span", "line-end", element("span", "line-kind", index.kinds[kind][1]));
    if (level) end.append(" ", element("span", "seal seal-" + index.levels[level][0], index.levels[level][1]));
    if (years) end.append(" ", element("span", "line-year", years));
    const text = element("p", "line-summary");
    mark(text, best(entry, asked), asked, true);
    return element("li", "line", element("div", "line-row", element("span", "line-title", title), element("span", "leader"), end), text);
  }

  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const kinds = /** @type {HTMLSelectElement} */ (form.elements.namedItem("kind"));
  const years = /** @type {HTMLSelectElement} */ (form.elements.namedItem("year"));
  const status = /** @type {HTMLElement} */ (document.querySelector("[data-search-status]"));
  const list = /** @type {HTMLElement} */ (document.querySelector("[data-search-results]"));
  const more = /** @type {HTMLButtonElement} */ (document.querySelector("[data-search-more]"));
  let latest = 0, wanted = PAGE;

  /** A sentence of the page, in the form that the language has for a number. @param {string} name @param {number} [count] */
  function say(name, count) {
    const words = form.dataset, form_ = count === undefined ? "" : new Intl.PluralRules(document.documentElement.lang).select(count);
    const pattern = words[name + form_.charAt(0).toUpperCase() + form_.slice(1)] || words[name + "Other"] || words[name] || "";
    status.textContent = pattern.replace(/\{(query|n)\}/g, (_, word) => word === "n" ? String(count) : input.value.trim());
  }

  function remember() {
    const state = new URLSearchParams();
    for (const field of [input, kinds, years]) if (field.value.trim()) state.set(field.name, field.value.trim());
    const search = state.toString() && "?" + state;
    // Safari refuses more than a hundred in half a minute; then the address is right again at the next key.
    try { if (search !== location.search) history.replaceState(null, "", location.pathname + search); } catch (error) { /* see above */ }
    document.querySelectorAll("a[data-language]").forEach((link) => { /** @type {HTMLAnchorElement} */ (link).search = search; });
  }

  async function run() {
    const mine = ++latest, isLatest = () => mine === latest;
    remember();
    const waiting = setTimeout(() => { if (isLatest()) say("loading"); }, 400);
    try {
      await open();
      const asked = needs(input.value), far = asked.some((need) => need.terms.length);
      const found = far ? await find(asked, kinds.value, years.value, wanted, isLatest) : { hits: [], total: 0, exact: true };
      if (!isLatest()) return;
      list.replaceChildren(...found.hits.map((hit) => item(hit, asked)));
      more.hidden = found.hits.length >= found.total;
      if (!input.value.trim()) status.textContent = "";
      else if (!far) say("short");
      else if (!found.total) say("none");
      else say(found.exact ? "found" : "about", found.total);
    } catch (error) {
      if (isLatest()) say("failed");
    } finally {
      clearTimeout(waiting);
      if (isLatest()) list.dataset.shown = String(mine);
    }
  }

  function begin() {
    wanted = PAGE;
    return run();
  }

  /** What the page shows is what its address says. */
  function read() {
    const state = new URLSearchParams(location.search);
    for (const field of [input, kinds, years]) field.value = state.get(field.name) || "";
    if (input.value) begin();
    else {
      input.focus();
      open().catch(() => {}); // the table is there by the time that something is typed; if not, it is said then
    }
  }

  // At every key at once: what a search has loaded serves the next, and one that is overtaken loads no more.
  input.addEventListener("input", (event) => { if (!(/** @type {InputEvent} */ (event).isComposing)) begin(); });
  input.addEventListener("compositionend", begin);
  kinds.addEventListener("change", begin);
  years.addEventListener("change", begin);
  form.addEventListener("submit", (event) => { event.preventDefault(); begin(); });
  more.addEventListener("click", async () => {
    const before = list.children.length;
    wanted += PAGE;
    await run();
    list.children[before]?.querySelector("a")?.focus();
  });
  window.addEventListener("popstate", read);

  // From the box down through the results and back, as in a menu.
  document.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const stops = [input, ...Array.from(list.querySelectorAll("a"))], here = stops.indexOf(/** @type {any} */ (document.activeElement));
    if (here < 0 || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && here) input.focus();
    else if (step && stops[here + step]) stops[here + step].focus();
    else return;
    event.preventDefault();
  });

  /** All that a query finds, as [kind, id], best first. @param {string} query */
  async function all(query) {
    await open();
    const { hits } = await find(needs(query), "", "", Infinity, () => true);
    return hits.map((hit) => [index.kinds[hit.row.facet[0]][0], /** @type {Entry} */ (hit.entry)[0]]);
  }

  // What the scripts of the index call; what it carries besides is for tests.
  window.yearbookSearch = Object.assign((/** @type {string} */ name, /** @type {any} */ content) => { came[name] = content; }, { open, fold, stem, cut, all });
  read();
})();
