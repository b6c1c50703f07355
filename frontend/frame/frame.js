// In a frame: how it and the page around it come to know each other, and what it sends with its requests, which is kept here
// and nowhere else. `src/host/host.js` loads it.

import { dress } from "./look.js";

const NAME = "send-to-bamboohr";
const HELLO = `${NAME}:hello`;
/** Milliseconds that the page has to hand over a token. */
const PATIENCE = 20_000;
/** Milliseconds before its end in which a pass is no longer used. */
const MARGIN = 5_000;
/** Milliseconds until a broken stream is taken up again. */
const AGAIN = 2_000;

const query = new URLSearchParams(location.search);
/** The only page that is listened to. The answer that brought this document lets no other one show it. */
const host = query.get("host");
if (new URL(host).origin !== host) throw new Error("no page");
/** A page without our element says in the address whom it is about, and gets plain messages. */
const isPlain = query.has("candidate");

let port;
let pass;
let renewing;
let take;
let dirty = false;

export const isDirty = () => dirty;

/** Calls `hear` with what the page says: who it is about (`context`), and that it would like to close (`closing`). */
export function listen(hear) {
  const receive = (data) => {
    if (typeof data !== "object" || data === null) return;
    if (data.type === "token" && typeof data.token === "string") take?.(data.token);
    else if (data.type === "no-token") take?.(null);
    else if (data.type === "closing") hear(data);
    else if (data.type === "context") {
      dress(data);
      hear(data);
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
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) hear({ type: "closing" });
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

async function open() {
  const token = await new Promise((resolve) => {
    take = resolve;
    setTimeout(resolve, PATIENCE, null);
    say("token-wanted");
  });
  take = undefined;
  const answer =
    token !== null &&
    (await fetch("/api/embed/open", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ token, origin: host }),
    }));
  if (!answer || !answer.ok) throw new Error(answer ? "not-accepted" : "no-token");
  const opened = await answer.json();
  pass = { secret: opened.secret, ends: performance.now() + opened.seconds * 1000 - MARGIN };
  return JSON.stringify(opened);
}

/** `fetch`, with the pass. One that has ended is renewed, and the request sent again: nothing was done for it. */
export async function send(request) {
  const isLate = !pass || performance.now() > pass.ends;
  const isRefused = isLate && !(await isRenewed());
  const [used, again] = [pass, request.clone()];
  const answer = await fetch(signed(request));
  if (answer.status !== 401 || isRefused) return answer;
  // Somebody else may have renewed it meanwhile.
  return used !== pass || (await isRenewed()) ? fetch(signed(again)) : answer;
}

const isRenewed = () => renew().then(() => true, () => false);

function signed(request) {
  if (pass) {
    request.headers.set("Authorization", `Bearer ${pass.secret}`);
    request.headers.set("X-Embed-Origin", host);
  }
  return request;
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
      try {
        const headers = { Accept: "text/event-stream", ...(this.#last && { "Last-Event-ID": this.#last }) };
        const answer = await send(new Request(path, { headers, signal: this.#stop.signal }));
        if (!answer.ok) this.readyState = EventSource.CLOSED;
        else await this.#read(answer.body.pipeThrough(new TextDecoderStream()).getReader());
      } catch {}
      if (this.#stop.signal.aborted) return;
      if (this.readyState !== EventSource.CLOSED) this.readyState = EventSource.CONNECTING;
      this.onerror?.();
      await new Promise((again) => setTimeout(again, AGAIN));
    }
  }

  async #read(reader) {
    this.readyState = EventSource.OPEN;
    this.onopen?.();
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const events = (rest + part.value).split("\n\n");
      rest = events.pop();
      events.forEach((event) => this.#tell(event));
    }
  }

  #tell(event) {
    const fields = { event: "message", data: "" };
    for (const line of event.split("\n")) {
      const [, name, value] = /^(\w*): ?(.*)$/.exec(line) ?? [];
      if (name) fields[name] = value;
    }
    if (fields.id) this.#last = fields.id;
    if (fields.data) this.dispatchEvent(new MessageEvent(fields.event, { data: fields.data }));
  }
}

/** A picture for `<img>`: its content, because a request of `<img>` carries no pass. */
export async function picture(path) {
  const answer = await send(new Request(path));
  const content = answer.ok ? await answer.blob() : new Blob();
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onloadend = () => resolve(reader.result ?? "");
    reader.readAsDataURL(content);
  });
}
