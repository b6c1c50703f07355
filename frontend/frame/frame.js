// In a frame: how it and the page around it come to know each other, and what it sends with its requests, which is kept here
// and nowhere else. `src/host/host.js` loads it.

import { dress } from "./look.js";

const NAME = "send-to-bamboohr";
const HELLO = `${NAME}:hello`;
/** Milliseconds that the page has to hand over a token, and the proxy to take it. */
const PATIENCE = 12_000;
/** Milliseconds before its end in which a pass is no longer used. */
const MARGIN = 5_000;
/** Milliseconds in which a page that gave no token is not asked for another by itself. */
const QUIET = 15_000;
/** Milliseconds until a broken stream is taken up again. */
const AGAIN = 2_000;

const query = new URLSearchParams(location.search);
/** The only page that is listened to. The answer that brought this document lets no other one show it. */
const host = new URL(query.get("host")).origin;
/** A page without our element says in the address whom it is about, and gets plain messages. */
const isPlain = query.has("candidate");

let port;
let pass;
let renewing;
let take;
let dirty = false;
/** Whom the page is about. */
let about;
/** Whether nobody can see the frame; then the page is asked for nothing. */
let isClosed = false;
let quietUntil = 0;

export const isDirty = () => dirty;
/** Whether the page was heard, which may have nothing to ask for yet. */
export const isGreeted = () => isPlain || port !== undefined;
/** Whether there is no pass that can be used. */
export const isLate = () => !pass || performance.now() > pass.ends;

/** Calls `hear` with what the page says: who it is about (`context`), and that it would like to close (`closing`). */
export function listen(hear) {
  const receive = (data) => {
    if (typeof data !== "object" || data === null) return;
    if (data.type === "token" && typeof data.token === "string") take?.(data.token);
    else if (data.type === "no-token") take?.(null);
    else if (data.type === "closing") hear(data);
    else if (data.type === "closed") isClosed = true;
    else if (data.type === "context") {
      // Somebody looks again.
      const fresh = isClosed;
      [about, isClosed, quietUntil] = [data.candidate, false, 0];
      // One for somebody else leads nowhere.
      if (pass && !pass.candidates.includes(about)) pass = undefined;
      dress(data);
      hear({ ...data, fresh });
    }
  };
  addEventListener("message", ({ source, origin, data, ports }) => {
    if (source !== parent || origin !== host) return;
    if (isPlain) {
      if (data?.source === NAME) receive(data);
    } else if (data === HELLO && ports.length === 1 && !port) {
      [port] = ports;
      port.onmessage = (event) => receive(event.data);
    }
  });
  addEventListener("keydown", (event) => {
    const isFree = !event.defaultPrevented && !event.isComposing && !document.querySelector("dialog[open]");
    if (event.key === "Escape" && isFree) hear({ type: "closing" });
  });
  // Where a question stands in a frame that is longer than the window.
  addEventListener("focusin", ({ target }) => {
    if (!target.closest("dialog, .toasts")) {
      document.documentElement.style.setProperty("--focus-top", Math.max(16, Math.round(target.getBoundingClientRect().top) - 120));
    }
  });
  new ResizeObserver(() => say("resize", { height: Math.ceil(document.body.getBoundingClientRect().height) })).observe(document.body);
  if (isPlain) receive({ ...Object.fromEntries(query), type: "context", mode: "panel" });
  parent.postMessage(HELLO, host);
}

/** Tells the page something. */
export function say(type, detail) {
  if (type === "dirty") ({ dirty } = detail);
  if (isPlain) parent.postMessage({ source: NAME, type, ...detail }, host);
  else port?.postMessage({ type, ...detail });
}

/** Asks the page for a token and opens it. Whoever asks meanwhile gets the same answer. */
export function renew() {
  renewing ??= open().finally(() => (renewing = undefined));
  return renewing;
}

/** The same for a request, which does not insist: a page that gave none, or that nobody sees, is left in peace. */
async function isRenewed() {
  if (!renewing && (isClosed || performance.now() < quietUntil)) return false;
  return renew().then(
    () => true,
    () => false,
  );
}

/** The error says why nobody came in: `no-token`, `not-accepted`, `out-of-reach`. */
async function open() {
  quietUntil = performance.now() + QUIET;
  const token = await new Promise((resolve) => {
    take = resolve;
    setTimeout(resolve, PATIENCE, null);
    say("token-wanted");
  });
  take = undefined;
  if (token === null) throw new Error("no-token");
  const asked = fetch("/api/embed/open", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ token, origin: host }),
    credentials: "omit",
    signal: AbortSignal.timeout(PATIENCE),
  });
  const answer = await asked.catch(() => undefined);
  if (answer?.status === 401) throw new Error("not-accepted");
  if (!answer?.ok) throw new Error("out-of-reach");
  const opened = await answer.json();
  pass = { ...opened, ends: performance.now() + opened.seconds * 1000 - MARGIN };
  quietUntil = 0;
  return JSON.stringify(opened);
}

/** `fetch`, with the pass. One that has ended is renewed, and the request sent again: nothing was done for it. */
export async function send(request) {
  const isRefused = isLate() && !(await isRenewed());
  const [used, again] = [pass, request.clone()];
  const answer = await fetch(signed(request));
  if (answer.status !== 401 || isRefused) return answer;
  // Somebody else may have renewed it meanwhile.
  return used !== pass || (await isRenewed()) ? fetch(signed(again)) : answer;
}

/** With the pass and without any cookie: whoever signed in beside the frame is not in it. */
function signed(request) {
  const signed = new Request(request, { credentials: "omit" });
  if (pass) {
    signed.headers.set("Authorization", `Bearer ${pass.secret}`);
    signed.headers.set("X-Embed-Origin", host);
  }
  return signed;
}

/** What the application uses of `EventSource`, with the pass. */
export class Stream extends EventTarget {
  readyState = EventSource.CONNECTING;
  #stop = new AbortController();
  #last = "";

  constructor(path) {
    super();
    this.#run(path);
  }

  close() {
    this.readyState = EventSource.CLOSED;
    this.#stop.abort();
  }

  async #run(path) {
    while (this.readyState !== EventSource.CLOSED) {
      let hasEnded = false;
      try {
        const headers = { Accept: "text/event-stream", ...(this.#last && { "Last-Event-ID": this.#last }) };
        const answer = await send(new Request(path, { headers, signal: this.#stop.signal }));
        if (answer.status === 200) hasEnded = await this.#read(answer.body.pipeThrough(new TextDecoderStream()).getReader());
        else this.readyState = EventSource.CLOSED;
      } catch {}
      if (this.#stop.signal.aborted) return;
      // The proxy ends a stream with its pass; that is no news.
      if (hasEnded) continue;
      if (this.readyState !== EventSource.CLOSED) this.readyState = EventSource.CONNECTING;
      this.onerror?.();
      await new Promise((again) => setTimeout(again, AGAIN));
    }
  }

  /** Whether it ended after something was heard. */
  async #read(reader) {
    this.readyState = EventSource.OPEN;
    this.onopen?.();
    let rest = "";
    let hasHeard = false;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const events = (rest + part.value).split("\n\n");
      rest = events.pop();
      events.forEach((event) => this.#tell(event));
      hasHeard ||= events.length > 0;
    }
    return hasHeard;
  }

  #tell(event) {
    const fields = { event: "message", data: [] };
    for (const line of event.split("\n")) {
      const colon = line.indexOf(":");
      const [name, value] = [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
      if (name === "data") fields.data.push(value);
      else if (colon > 0) fields[name] = value;
    }
    if (fields.id) this.#last = fields.id;
    if (fields.data.length > 0) this.dispatchEvent(new MessageEvent(fields.event, { data: fields.data.join("\n") }));
  }
}

/** A picture for `<img>`: its content, because a request of `<img>` carries no pass. Empty when it cannot be had. */
export async function picture(path) {
  const answer = await send(new Request(path));
  if (!answer.ok) return "";
  const content = await answer.blob();
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onloadend = () => resolve(reader.result ?? "");
    reader.readAsDataURL(content);
  });
}
