// What the tests measure in a page. Each function returns sentences about what is wrong, so an
// empty list is a page without that fault. Read into the page by reader.py; nothing here is served.
(() => {
  const NAMED = 40;

  const name = (element) => {
    const said = (element.textContent || "").trim().replace(/\s+/g, " ").slice(0, NAMED);
    const of = element.classList.length ? "." + [...element.classList].join(".") : "";
    return `${element.tagName.toLowerCase()}${of} “${said}”`;
  };

  const shown = (element) =>
    element.checkVisibility({ contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true });

  // Text that a reader sees: [{node, element, rects}], a rect for each line.
  const texts = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || !shown(element) || element.closest(".skip, svg")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter((r) => r.width > 1 && r.height > 1);
      if (rects.length) found.push({ node, element, rects });
    }
    return found;
  };

  const openAll = () => document.querySelectorAll("details").forEach((one) => { one.open = true; });

  // Nothing makes the page scroll sideways, and no text stands outside the window or is cut off.
  const reflow = () => {
    const faults = [];
    const wide = document.documentElement.scrollWidth;
    if (wide > innerWidth) faults.push(`the page is ${wide} px wide in a window of ${innerWidth}`);
    for (const { element, rects } of texts()) {
      if (rects.some((r) => r.left < -1 || r.right > innerWidth + 1)) faults.push(`outside the window: ${name(element)}`);
      for (let box = element; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        const cuts = /hidden|clip|auto|scroll/;
        const limit = box.getBoundingClientRect();
        const across = cuts.test(style.overflowX) && rects.some((r) => r.right > limit.right + 1 || r.left < limit.left - 1);
        const down = cuts.test(style.overflowY) && rects.some((r) => r.bottom > limit.bottom + 2 || r.top < limit.top - 2);
        if (across || down) { faults.push(`cut off by ${name(box)}: ${name(element)}`); break; }
      }
    }
    return faults;
  };

  // No two texts lie on top of each other.
  const overlaps = () => {
    const faults = new Set();
    const lines = texts().flatMap(({ element, rects }) => rects.map((r) => ({ element, r })));
    lines.sort((a, b) => a.r.top - b.r.top);
    lines.forEach((one, i) => {
      for (let j = i + 1; j < lines.length && lines[j].r.top < one.r.bottom; j++) {
        const other = lines[j];
        const across = Math.min(one.r.right, other.r.right) - Math.max(one.r.left, other.r.left);
        const down = Math.min(one.r.bottom, other.r.bottom) - other.r.top;
        // A line box is taller than its letters: a third of it may meet the next one.
        const least = Math.min(one.r.height, other.r.height) / 3;
        if (across > 2 && down > least && one.element !== other.element) {
          faults.add(`${name(one.element)} lies on ${name(other.element)}`);
        }
      }
    });
    return [...faults];
  };

  // A target within a line of text may be as high as the line (WCAG 2.5.5).
  const inText = (element) => {
    if (!getComputedStyle(element).display.startsWith("inline") || element.tagName === "BUTTON") return false;
    if (getComputedStyle(element).display !== "inline") return false;
    const block = element.closest("p, li, dd, td");
    return Boolean(block) && block.textContent.trim().length > element.textContent.trim().length + 3;
  };

  const TARGETS = "a[href], button, summary, input:not([type=hidden]), select, textarea";

  // What one may press: a box and its label are one target.
  const area = (one) => {
    const rects = [one, ...(one.matches("[type=radio], [type=checkbox]") ? one.labels : [])].map((part) => part.getBoundingClientRect());
    const left = Math.min(...rects.map((r) => r.left)), right = Math.max(...rects.map((r) => r.right));
    const top = Math.min(...rects.map((r) => r.top)), bottom = Math.max(...rects.map((r) => r.bottom));
    return { width: right - left, height: bottom - top };
  };

  // Tab goes to one of a group of radio buttons: the chosen one, or the first; arrows to the others.
  const isStop = (one) => {
    if (one.type !== "radio") return true;
    const group = [...document.querySelectorAll("input[type=radio]")].filter((other) => other.name === one.name && other.form === one.form);
    return one === (group.find((other) => other.checked) || group[0]);
  };

  const targets = (least) => [...document.querySelectorAll(TARGETS)]
    .filter((one) => shown(one) && !one.matches(".skip") && !inText(one))
    .map((one) => ({ one, r: area(one) }))
    .filter(({ r }) => r.width && (r.width < least - 0.5 || r.height < least - 0.5))
    .map(({ one, r }) => `${Math.round(r.width)} x ${Math.round(r.height)} px: ${name(one)}`);

  const motion = () => {
    const faults = document.getAnimations().map((one) => `${one.constructor.name} on ${name(one.effect.target)}`);
    for (const one of document.querySelectorAll("*")) {
      const style = getComputedStyle(one);
      if (style.animationName !== "none") faults.push(`animation on ${name(one)}`);
      if (style.transitionDuration.split(", ").some((time) => time !== "0s")) faults.push(`transition on ${name(one)}`);
      if (style.scrollBehavior === "smooth") faults.push(`smooth scrolling on ${name(one)}`);
    }
    return faults;
  };

  // Faults in markup that were met at other portals and that no validator knows.
  const markup = () => {
    const faults = [];
    const NAMEABLE = "[role], nav, aside, section, main, header, footer, form, a, button, input, select, textarea, ul, ol, svg, img, table, fieldset, details, dialog, article";
    for (const one of document.querySelectorAll("[aria-label], [aria-labelledby]")) {
      if (!one.matches(NAMEABLE)) faults.push(`a name that nobody hears: ${name(one)}`);
    }
    for (const one of document.querySelectorAll("ol, ul")) {
      // Safari takes a list without markers for no list unless it says that it is one.
      if (getComputedStyle(one).listStyleType === "none" && one.getAttribute("role") !== "list") faults.push(`no list in Safari: ${name(one)}`);
      for (const child of one.children) if (child.tagName !== "LI") faults.push(`in a list and no item: ${name(child)}`);
    }
    const ones = document.querySelectorAll("h1").length;
    if (ones !== 1) faults.push(`${ones} headings of level 1`);
    return faults;
  };

  const ENDS = /[.,:;?!…؟،؛)»”"]$/;
  const BLOCK = new Set(["block", "flex", "grid", "list-item", "table-cell", "flow-root", "inline-block", "inline-flex"]);

  // What is read in one breath: blocks within a link, button or summary, and lines parted by <br>.
  const runOn = () => {
    const faults = [];
    const after = (one, whole) => {
      const range = document.createRange();
      range.setStartAfter(one);
      range.setEnd(whole, whole.childNodes.length);
      return range.toString().trim();
    };
    for (const whole of document.querySelectorAll("a, button, summary")) {
      for (const part of whole.querySelectorAll("*")) {
        const said = part.textContent.trim();
        const display = getComputedStyle(part).display;
        if (!said || part.closest("svg") || !BLOCK.has(display) || display === "inline-block") continue;
        if (!ENDS.test(said) && after(part, whole)) faults.push(`runs on after “${said}”: ${name(whole)}`);
      }
    }
    for (const one of document.querySelectorAll("br")) {
      if (one.closest("address, article.letter")) continue;
      const range = document.createRange();
      range.setStart(one.parentElement, 0);
      range.setEndBefore(one);
      const before = range.toString().trim();
      if (before && !ENDS.test(before)) faults.push(`runs on after “${before}”: ${name(one.parentElement)}`);
    }
    return faults;
  };

  // Names and headings of their own: who has the case, which case this is, who a step's adviser is.
  const LABELS = ".people__name, .people__unit, .panel__about, .step__sub, .call";

  // A paragraph or item ends as a sentence does, unless it is a label, a link, a date or a number.
  const unfinished = () => [...document.querySelectorAll("main p, main li")]
    .filter((one) => shown(one) && !one.querySelector("p, ul, ol, h2, h3, details"))
    // A letter on the page is a letter: names, addresses and greetings stand as they do on paper.
    .filter((one) => !one.querySelector("a, button, time") && !one.closest("blockquote, article.letter") && !one.matches(LABELS))
    .map((one) => [one, one.textContent.trim()])
    .filter(([, said]) => said && !ENDS.test(said))
    .map(([one]) => `ends without a stop: ${name(one)}`);

  // Where Tab has come to, and how the eye sees it.
  const focused = () => {
    const one = document.activeElement;
    if (!one || one === document.body || one === document.documentElement) return null;
    const style = getComputedStyle(one);
    const r = one.getBoundingClientRect();
    const x = Math.min(Math.max(r.left + r.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(r.top + Math.min(r.height / 2, 10), 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return {
      name: name(one), order: [...document.querySelectorAll("*")].indexOf(one),
      left: r.left, right: r.right, top: r.top + scrollY, bottom: r.bottom + scrollY,
      inWindow: r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth,
      covered: !(top && (one.contains(top) || top.contains(one))),
      outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
      colour: style.outlineColor,
    };
  };

  // The button that Enter in a field presses is there for nobody to see, to hear or to come to.
  const onlyByEnter = (one) => one.tabIndex < 0 && one.getAttribute("aria-hidden") === "true" && !one.name;

  const reachable = () => [...document.querySelectorAll(TARGETS)].filter((one) => shown(one) && !one.disabled && isStop(one) && !onlyByEnter(one)).map((one) => ({ name: name(one), order: [...document.querySelectorAll("*")].indexOf(one) }));

  const numbers = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);

  const light = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  const ratio = (one, other) => {
    const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };

  // The ground a text stands on: what is under its first letters, down to the first that is opaque.
  const ground = (element) => {
    const r = element.getClientRects()[0];
    const under = document.elementsFromPoint(r.left + Math.min(r.width / 2, 4), r.top + r.height / 2);
    const from = under.findIndex((one) => one === element || element.contains(one));
    for (const one of under.slice(Math.max(from, 0))) {
      const colour = numbers(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return numbers(getComputedStyle(document.documentElement).backgroundColor);
  };

  // Where axe sees boxes on top of each other it says nothing about contrast. This does.
  const contrast = (selectors) => selectors.flatMap((selector) => {
    const element = document.querySelector(selector);
    element.scrollIntoView({ block: "center" });
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 600) ? 4.5 : 7;
    const found = ratio(numbers(style.color), ground(element));
    return found < least ? [`contrast ${found.toFixed(1)} of ${least}: ${name(element)}`] : [];
  });

  window.checks = { contrast, ratio, openAll, reflow, overlaps, targets, motion, markup, runOn, unfinished, focused, reachable };
})();
