// What the preview adds to a page: the path of the file that it comes from, to be copied. Not part of the site.
(function () {
  "use strict";

  /** @param {string} path @param {HTMLElement | null} button */
  async function copy(path, button) {
    await navigator.clipboard.writeText(path);
    if (!button) return;
    button.textContent = path + " ✓";
    setTimeout(() => { button.textContent = path; }, 1200);
  }

  document.addEventListener("click", async (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-preview-copy]"));
    if (button) return copy(button.dataset.previewCopy || "", button);
    // With Alt held down, a click on a link to an entry copies the path of its file instead of going there.
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a[href]"));
    if (!event.altKey || !link || link.origin !== location.origin) return;
    event.preventDefault();
    const answer = await fetch("/-preview/origin?page=" + encodeURIComponent(link.pathname));
    const path = (await answer.json()).path;
    if (path) await copy(path, null);
  });
})();
