// The form of a record: every entry is sent at once, one after the other, and kept in the browser until it is taken in.
"use strict";

const QUIET = 350; // milliseconds without a key after which a field is sent

class EditForm extends HTMLElement {
  connectedCallback() {
    this.queue = [];
    this.waiting = new Map();
    this.isSending = false;
    this.addEventListener("input", (event) => this.typed(event.target, QUIET));
    this.addEventListener("change", (event) => this.typed(event.target, 0));
    this.addEventListener("focusout", (event) => this.typed(event.target, 0));
    this.addEventListener("click", (event) => this.clicked(event));
    window.addEventListener("online", () => this.send());
    window.addEventListener("beforeunload", (event) => {
      this.flush();
      if (this.queue.length) event.preventDefault();
    });
    this.key = `editing ${this.record}`;
    const kept = JSON.parse(localStorage.getItem(this.key) || "[]");
    if (kept.length) {
      this.queue = kept;
      this.send();
    }
    for (const each of this.querySelectorAll("textarea")) fit(each);
  }

  get form() {
    return this.querySelector("#form");
  }

  get record() {
    return this.form.dataset.record;
  }

  typed(control, delay) {
    if (!control.dataset || !control.dataset.pointer || control.matches("button")) return;
    fit(control);
    const timer = this.waiting.get(control);
    if (timer === undefined && control.value === shown(control)) return;
    clearTimeout(timer);
    this.waiting.set(control, setTimeout(() => this.take(control), delay));
  }

  take(control) {
    clearTimeout(this.waiting.get(control));
    this.waiting.delete(control);
    if (control.value === shown(control)) return;
    control.dataset.shown = control.value;
    this.push({ ...fieldOf(control), text: control.value, id: control.id });
  }

  flush() {
    for (const control of [...this.waiting.keys()]) this.take(control);
  }

  clicked(event) {
    const button = event.target.closest("button");
    if (!button) return;
    this.flush();
    if (button.dataset.add) this.add(button);
    else if (button.dataset.redo !== undefined) this.push({ undo: true, redo: button.dataset.redo !== "" });
    else if (button.dataset.decide) this.push({ decide: button.dataset.decide, mine: button.dataset.mine !== "" });
    else if ("remove" in button.dataset) this.change(button, { text: null });
    else if (button.dataset.move) this.change(button, { text: null, move: Number(button.dataset.move) });
  }

  change(button, more) {
    const item = document.getElementById(`${button.dataset.item}-item`);
    if (more.text === null && !more.move && JSON.parse(button.dataset.before) === null) {
      item.remove(); // it was added, and nothing was entered
      return;
    }
    this.push({ ...fieldOf(button), ...more, id: button.dataset.item });
  }

  async add(button) {
    const [kind, id] = this.record.split(":");
    const list = button.parentElement.querySelector("ol");
    const pointer = JSON.parse(button.dataset.add);
    pointer[pointer.length - 1] = list.children.length;
    const query = new URLSearchParams({ pointer: JSON.stringify(pointer), path: button.dataset.path });
    const answer = await fetch(`/-edit/blank/${kind}/${id}?${query}`);
    if (!answer.ok) return;
    const item = parsed(await answer.text()).querySelector(".item");
    list.append(item);
    for (const each of item.querySelectorAll("details")) each.open = true;
    const first = item.querySelector("input, textarea, select");
    if (first) first.focus();
  }

  push(entry) {
    this.queue.push(entry);
    this.keep();
    this.send();
  }

  keep() {
    if (this.queue.length) localStorage.setItem(this.key, JSON.stringify(this.queue));
    else localStorage.removeItem(this.key);
  }

  async send() {
    if (this.isSending) return;
    this.isSending = true;
    while (this.queue.length) {
      const entry = this.queue[0];
      this.say(this.dataset.saving, "saving");
      let answer;
      try {
        answer = await fetch(this.address(entry), {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(this.body(entry)),
        });
      } catch {
        this.say(this.dataset.notSent, "not-sent");
        setTimeout(() => this.send(), 2000);
        break;
      }
      const text = await answer.text();
      if (answer.status >= 500 || answer.status === 403) {
        this.say(this.dataset.notSent, "not-sent");
        break;
      }
      this.queue.shift();
      this.keep();
      if (answer.ok) this.show(parsed(text).querySelector("#form"));
      else this.say(parsed(text).querySelector(".problem")?.textContent || String(answer.status), "wrong");
    }
    this.isSending = false;
  }

  address(entry) {
    const [kind, id] = this.record.split(":");
    return `/-edit/${entry.undo ? "undo" : entry.decide ? "decide" : "enter"}/${kind}/${id}`;
  }

  body(entry) {
    if (entry.undo) return { redo: entry.redo };
    return entry.decide ? { id: entry.decide, mine: entry.mine } : this.current(entry);
  }

  // An entry that waited for another one of the same item says what that one left.
  current(entry) {
    const known = this.left?.get(`${entry.path} ${JSON.stringify(entry.unit)}`);
    return known === undefined ? entry : { ...entry, before: known };
  }

  say(text, state) {
    const line = this.querySelector("#state");
    line.textContent = text;
    line.className = `state ${state}`;
  }

  show(fresh) {
    this.left = new Map();
    for (const each of fresh.querySelectorAll("[data-unit]")) {
      const key = `${each.dataset.path} ${JSON.stringify(JSON.parse(each.dataset.unit))}`;
      this.left.set(key, JSON.parse(each.dataset.before));
    }
    const names = (root) => [...root.querySelectorAll("[id]")].map((each) => each.id).join(" ");
    if (names(fresh) === names(this.form)) this.update(fresh);
    else this.replace(fresh);
  }

  update(fresh) {
    for (const each of fresh.querySelectorAll("[data-before]")) {
      const same = each.id ? this.querySelector(`#${each.id}`) : this.querySelector(buttonOf(each));
      if (!same) continue;
      same.dataset.before = each.dataset.before;
      if (!same.id || this.waiting.has(same) || this.queue.some((entry) => entry.id === same.id)) continue;
      if (same !== document.activeElement) same.value = each.value;
      same.dataset.shown = same.value;
      same.toggleAttribute("aria-invalid", each.hasAttribute("aria-invalid"));
    }
    for (const each of fresh.querySelectorAll("[data-redo]")) this.querySelector(`#${each.id}`).disabled = each.disabled;
    for (const each of fresh.querySelectorAll(".problems, .echo, #state")) {
      const same = this.querySelector(`#${each.id}`);
      if (same.innerHTML !== each.innerHTML) same.innerHTML = each.innerHTML;
      same.className = each.className;
    }
  }

  replace(fresh) {
    const active = document.activeElement;
    const open = [...this.querySelectorAll("details[open] [id]")].map((each) => each.id);
    const [start, end] = [active?.selectionStart, active?.selectionEnd];
    const typed = new Map([...this.waiting.keys()].map((each) => [each.id, each.value]));
    this.waiting.forEach((timer) => clearTimeout(timer));
    this.waiting.clear();
    this.form.replaceWith(fresh);
    for (const id of open) fresh.querySelector(`#${id}`)?.closest("details")?.setAttribute("open", "");
    for (const each of fresh.querySelectorAll("textarea")) fit(each);
    for (const [id, value] of typed) {
      const control = fresh.querySelector(`#${id}`);
      if (!control) continue;
      control.value = value;
      this.typed(control, 0);
    }
    const again = active?.id ? fresh.querySelector(`#${active.id}`) : null;
    if (!again) return;
    if (!typed.has(again.id) && active.value !== undefined && again.value !== active.value) {
      again.dataset.shown = again.value;
    }
    again.focus();
    if (again.setSelectionRange && start !== undefined && start !== null) again.setSelectionRange(start, end);
  }
}

class RecordPicker extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.list = document.createElement("ul");
    this.list.setAttribute("role", "listbox");
    this.list.id = `${this.input.id}-list`;
    this.list.hidden = true;
    this.append(this.list);
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.addEventListener("input", () => this.look());
    this.input.addEventListener("focus", () => this.look());
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.input.addEventListener("keydown", (event) => this.key(event));
  }

  async look() {
    const query = new URLSearchParams({ kind: this.dataset.kind, q: this.input.value });
    const answer = await fetch(`/-edit/find?${query}`);
    if (!answer.ok || document.activeElement !== this.input) return;
    const found = await answer.json();
    this.list.replaceChildren(
      ...found.map((each, at) => {
        const line = document.createElement("li");
        line.setAttribute("role", "option");
        line.id = `${this.list.id}-${at}`;
        line.dataset.value = each.id;
        line.textContent = each.title;
        const name = document.createElement("small");
        name.textContent = ` ${each.id}`;
        line.append(name);
        line.addEventListener("mousedown", () => this.choose(line));
        return line;
      }),
    );
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  choose(line) {
    this.input.value = line.dataset.value;
    this.close();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  key(event) {
    if (event.key === "Escape") this.close();
    if (this.list.hidden || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
    const lines = [...this.list.children];
    const at = lines.findIndex((each) => each.getAttribute("aria-selected") === "true");
    if (event.key === "Enter") {
      if (at >= 0) this.choose(lines[at]);
      event.preventDefault();
      return;
    }
    event.preventDefault();
    const next = (at + (event.key === "ArrowDown" ? 1 : -1) + lines.length) % lines.length;
    lines.forEach((each, place) => each.setAttribute("aria-selected", String(place === next)));
    this.input.setAttribute("aria-activedescendant", lines[next].id);
  }
}

function fieldOf(element) {
  const { path, pointer, unit, before } = element.dataset;
  return { path, pointer: JSON.parse(pointer), unit: JSON.parse(unit), before: JSON.parse(before) };
}

function buttonOf(button) {
  const { item, move } = button.dataset;
  return move ? `button[data-item="${item}"][data-move="${move}"]` : `button[data-item="${item}"][data-remove]`;
}

/** The text that the field had when it was shown or sent last. */
function shown(control) {
  if (control.dataset.shown !== undefined) return control.dataset.shown;
  if (control.matches("select")) return [...control.options].find((each) => each.defaultSelected)?.value ?? "";
  return control.defaultValue;
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

function fit(control) {
  if (!control.matches("textarea")) return;
  control.style.height = "auto";
  control.style.height = `${control.scrollHeight + 2}px`;
}

customElements.define("record-picker", RecordPicker);
customElements.define("edit-form", EditForm);
