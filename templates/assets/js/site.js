// The two things that a page cannot do without a script: remember light or dark, and keep the place when the language changes.
(function () {
  "use strict";
  var root = document.documentElement;
  var key = "yearbook-theme";
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  function stored() {
    try { return localStorage.getItem(key); } catch (error) { return null; } // refused in private windows and on some file:// pages
  }

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
  }

  function say() {
    document.querySelectorAll("[data-theme-switch]").forEach(function (button) {
      button.querySelector("[data-theme-word]").textContent = isDark() ? button.dataset.light : button.dataset.dark;
      button.hidden = false;
    });
  }

  function turn() {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem(key, root.dataset.theme); } catch (error) { /* it holds for this page */ }
    say();
  }

  function follow() {
    document.querySelectorAll("a[data-language]").forEach(function (link) { link.hash = location.hash; });
  }

  var chosen = stored();
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
  say();
  follow();
  dark.addEventListener("change", say);
  window.addEventListener("hashchange", follow);
  document.querySelectorAll("[data-theme-switch]").forEach(function (button) { button.addEventListener("click", turn); });
})();
