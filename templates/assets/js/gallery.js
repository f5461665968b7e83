// Pictures of a record, enlarged on click in a dialog. Without this script each is a link to its large version.
(function () {
  "use strict";

  const galleries = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-gallery]"));

  /** @param {string} name @param {string} className */
  function element(name, className) {
    const made = document.createElement(name);
    made.className = className;
    return made;
  }

  /** @param {string} className @param {string} text @param {() => void} act */
  function button(className, text, act) {
    const made = /** @type {HTMLButtonElement} */ (element("button", className));
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  /** @param {HTMLElement} gallery */
  function enlarge(gallery) {
    const links = /** @type {HTMLAnchorElement[]} */ ([...gallery.querySelectorAll("a[data-enlarge]")]);
    const dialog = /** @type {HTMLDialogElement} */ (element("dialog", "enlarged"));
    const bar = element("div", "enlarged-bar"), frame = element("div", "enlarged-picture");
    const caption = element("div", "enlarged-caption"), count = element("span", "enlarged-count");
    const words = gallery.dataset;
    let shown = 0;

    const before = button("enlarged-previous", words.previous || "", () => show(shown - 1));
    const after = button("enlarged-next", words.next || "", () => show(shown + 1));
    const close = button("enlarged-close", words.close || "", () => dialog.close());
    if (links.length > 1) bar.append(before, count, after);
    bar.append(close);
    count.setAttribute("aria-live", "polite");
    dialog.append(bar, frame, caption);

    /** @param {number} number */
    function show(number) {
      if (number < 0 || number >= links.length) return;
      shown = number;
      const link = links[number], small = link.querySelector("img");
      const picture = new Image();
      picture.alt = small ? small.alt : "";
      picture.src = link.href;
      if (small && small.getAttribute("width")) {
        picture.width = Number(small.getAttribute("width"));
        picture.height = Number(small.getAttribute("height"));
      }
      frame.replaceChildren(picture);
      const said = link.parentElement ? link.parentElement.querySelector("figcaption") : null;
      const text = document.createElement("div");
      text.append(...[...(said ? said.cloneNode(true).childNodes : [])]);
      caption.replaceChildren(...(said ? [text] : []));
      dialog.setAttribute("aria-label", picture.alt);
      count.textContent = `${number + 1} / ${links.length}`;
      before.disabled = number === 0;
      after.disabled = number === links.length - 1;
      // A button that is switched off loses the focus, and with it the arrow keys.
      if (document.activeElement === document.body || (document.activeElement instanceof HTMLButtonElement && document.activeElement.disabled)) close.focus();
    }

    dialog.addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft") show(shown - 1);
      else if (event.key === "ArrowRight") show(shown + 1);
      else if (event.key === "Home") show(0);
      else if (event.key === "End") show(links.length - 1);
      else return;
      event.preventDefault();
    });
    frame.addEventListener("click", (event) => { if (event.target === frame) dialog.close(); });
    dialog.addEventListener("close", () => { links[shown].focus(); dialog.remove(); });

    links.forEach((link, number) => link.addEventListener("click", (event) => {
      if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return; // a tab of its own
      event.preventDefault();
      document.body.append(dialog);
      show(number);
      dialog.showModal();
      close.focus();
    }));
  }

  if ("HTMLDialogElement" in window) galleries.forEach(enlarge);
})();
