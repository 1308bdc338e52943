// Says when the session ends, asks before it does. All works without it.
"use strict";
(() => {
  const line = document.querySelector("[data-session]");
  const ask = document.getElementById("session-ask");
  if (!line || !ask) return;
  const form = line.querySelector("form");
  const until = line.querySelector("[data-session-until]");
  const WARN = 300000, LATE = 2000;
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
  let ends = 0, timer = 0, typed = false, gone = false;

  // Not by the hour: the reader's clock may be wrong.
  const lasts = (seconds) => { ends = Date.now() + seconds * 1000; look(); };

  function look() {
    clearTimeout(timer);
    if (gone) return;
    const left = ends - Date.now();
    if (left <= -LATE) return over();
    if (left <= WARN && !ask.open) ask.showModal();
    if (left > WARN && ask.open) ask.close();
    timer = setTimeout(look, Math.min(left > WARN ? left - WARN : left + LATE, 30000) + 20);
  }

  function hear(news) {
    until.textContent = news.text;
    lasts(news.seconds);
  }

  async function stay() {
    ask.close();
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" },
      });
      if (answer.status === 401) return over();
      const news = await answer.json();
      hear(news);
      if (tabs) tabs.postMessage(news);
    } catch {
      until.textContent = line.dataset.failed;
    }
  }

  // What somebody has written stays, and can still be sent.
  function over() {
    gone = true;
    ask.close();
    if (!typed) return location.replace("/log-af");
    until.textContent = line.dataset.over;
  }

  document.addEventListener("input", (event) => { if (event.target.closest("main form")) typed = true; });
  ask.querySelector("[data-session-stay]").addEventListener("click", stay);
  ask.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); stay(); });
  document.addEventListener("visibilitychange", look);
  if (tabs) tabs.onmessage = (event) => hear(event.data);
  lasts(Number(line.dataset.endsIn));
  if (tabs) tabs.postMessage({ seconds: Number(line.dataset.endsIn), text: until.textContent });
})();
