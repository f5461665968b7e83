// The two things that a page cannot do without a script: remember light or dark, and keep the place when the language changes.
(function () {
  "use strict";

  const KEY = "yearbook-theme", root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)");
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-theme-switch]"));

  function stored() {
    try { return localStorage.getItem(KEY); } catch (error) { return null; } // refused in private windows and on some file:// pages
  }

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
  }

  function say() {
    buttons.forEach((button) => {
      const word = button.querySelector("[data-theme-word]");
      if (word) word.textContent = (isDark() ? button.dataset.light : button.dataset.dark) || "";
      button.dataset.ready = "";
    });
  }

  function turn() {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem(KEY, root.dataset.theme); } catch (error) { /* it holds for this page */ }
    say();
  }

  function follow() {
    const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-language]"));
    links.forEach((link) => { link.hash = location.hash; });
  }

  const chosen = stored();
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
  say();
  follow();
  dark.addEventListener("change", say);
  addEventListener("hashchange", follow);
  buttons.forEach((button) => button.addEventListener("click", turn));
})();
