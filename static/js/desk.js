// Keeps what is being typed at the desk as a draft on the server, and copies text.
// Everything works without it: there is a button for each. Nothing is kept in the browser.
"use strict";
(() => {
  const form = document.querySelector("form[data-draft]");
  const told = document.querySelector("[data-draft-state]");
  const WAIT = 1500, AGAIN = 10000;
  let timer = 0, last = "", leaving = false;

  const fields = () => { const data = new FormData(form); data.delete("do"); return data; };
  const written = () => new URLSearchParams(fields()).toString();
  const say = (what, at) => { told.textContent = told.dataset[what].replace("{when}", at || ""); };
  const later = (after) => { clearTimeout(timer); timer = setTimeout(keep, after); };

  async function keep() {
    const now = written();
    if (leaving || now === last) return;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST", body: new URLSearchParams(fields()), keepalive: now.length < 60000, redirect: "error",
      });
      if (answer.ok) {
        last = now;
        say("kept", (await answer.json()).at);
        if (written() !== last) later(WAIT);
      } else {
        say(answer.status === 401 ? "out" : "failed");
        if (answer.status === 401) last = now; else later(AGAIN);
      }
    } catch {
      say("failed");
      later(AGAIN);
    }
  }

  if (form && told) {
    last = written();
    form.addEventListener("input", () => later(WAIT));
    form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
    window.addEventListener("pageshow", () => { leaving = false; });
    window.addEventListener("online", () => later(0));
    document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  }

  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      text.select();
      try { await navigator.clipboard.writeText(text.value); } catch { document.execCommand("copy"); }
      document.getElementById(button.dataset.told).textContent = button.dataset.done;
    });
  }
})();
