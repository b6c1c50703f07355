// Keeps a page up to date: about once a second, while it can be seen, it asks for the same page again
// (304 when nothing has changed) and puts what differs into the parts marked `data-live`. All markup comes
// from the sandbox, which has escaped it; nothing is built here. Without this script the pages work too.
"use strict";

const EVERY = 1000;
const TYPING = 150;

const announcer = document.getElementById("announcer");
const liveState = document.getElementById("live-state");
const pause = document.getElementById("pause");
const filter = document.querySelector("form[data-filter]");

let tag = null;
let timer = 0;
let asking = null;
let isPaused = false;

/** Makes `old` like `fresh` and leaves alone what is alike, so that focus and open details stay. */
function adapt(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
  const keyed = new Map();
  for (const child of old.children) {
    if (child.dataset.key) keyed.set(child.dataset.key, child);
  }
  let place = old.firstChild;
  for (const child of fresh.childNodes) {
    const key = child.dataset?.key;
    const isAlike = place && place.nodeName === child.nodeName && !place.dataset?.key;
    const match = key ? keyed.get(key) : isAlike ? place : null;
    if (!match) {
      old.insertBefore(document.importNode(child, true), place);
      continue;
    }
    if (match === place) place = place.nextSibling;
    else old.insertBefore(match, place);
    adapt(match, child);
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

const announced = new Set(arrivals().map((row) => row.dataset.key));

function arrivals() {
  return [...document.querySelectorAll("[data-arrival]")];
}

function announceArrivals() {
  const names = arrivals()
    .filter((row) => !announced.has(row.dataset.key))
    .map((row) => {
      announced.add(row.dataset.key);
      return row.dataset.arrival;
    });
  if (names.length > 3) announcer.textContent = `${names.length} people were added.`;
  else if (names.length > 0) announcer.textContent = `Added: ${names.join(", ")}.`;
}

function showState(state, words) {
  if (!liveState) return;
  liveState.hidden = false;
  liveState.dataset.state = state;
  const text = liveState.lastElementChild;
  if (text.textContent !== words) text.textContent = words;
}

function put(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const regions = [...document.querySelectorAll("[data-live]")];
  const others = regions.map((region) => fresh.getElementById(region.id));
  // Another page altogether, such as that of an employee who is gone after a reset.
  if (others.includes(null)) {
    location.reload();
    return;
  }
  regions.forEach((region, index) => adapt(region, others[index]));
  announceArrivals();
}

/** Asks once. A question that is overtaken by another is given up. */
async function ask() {
  clearTimeout(timer);
  asking?.abort();
  const question = new AbortController();
  asking = question;
  try {
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(location.href, { headers, cache: "no-store", signal: question.signal });
    if (answer.status !== 304) {
      const text = await answer.text();
      if (asking !== question) return;
      tag = answer.headers.get("ETag");
      put(text);
    }
    if (isPaused) showState("plain", "Paused");
    else showState("good", "Live");
  } catch {
    if (asking !== question) return;
    tag = null;
    showState("bad", "The sandbox does not answer; trying again");
  }
  asking = null;
  goOn();
}

function goOn() {
  clearTimeout(timer);
  if (!isPaused && document.visibilityState === "visible") timer = setTimeout(ask, EVERY);
}

function stopAsking() {
  clearTimeout(timer);
  asking?.abort();
  asking = null;
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") stopAsking();
  else if (!isPaused) ask();
});

if (pause) {
  pause.hidden = false;
  pause.addEventListener("click", () => {
    isPaused = !isPaused;
    pause.setAttribute("aria-pressed", String(isPaused));
    if (isPaused) {
      stopAsking();
      showState("plain", "Paused");
    } else {
      ask();
    }
  });
}

if (filter) {
  let typing = 0;
  const search = async () => {
    const query = new URLSearchParams(location.search);
    query.delete("page");
    for (const [name, value] of new FormData(filter)) {
      if (value) query.set(name, value);
      else query.delete(name);
    }
    const text = query.toString();
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
    tag = null;
    await ask();
    announcer.textContent = document.querySelector("[data-count]").textContent;
  };
  filter.querySelector("[type=submit]").hidden = true;
  filter.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(search, TYPING);
  });
  filter.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    search();
  });
}

if (document.querySelector("[data-live]")) {
  showState("good", "Live");
  goOn();
}
