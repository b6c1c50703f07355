/**
 * A client for the interface of Send to BambooHR, for servers.
 *
 * The addresses and shapes in `interface.ts` are made of docs/openapi.json; what is here is what no description says: errors
 * are thrown, a send is followed until it needs nothing more, and nothing that could create somebody is repeated by itself.
 */

import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./interface.js";

export type { components, operations, paths } from "./interface.js";
/** Everything that is taken and given, by name. */
export type Shapes = components["schemas"];
export type Api = Client<paths>;

/** What the proxy answers when something was not done (RFC 9457). */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(
    /** Its `type` is stable, its `detail` is for a person. */
    readonly problem: Shapes["Problem"],
    /** Seconds after which it makes sense to ask again, when the proxy named them. */
    readonly retryAfter: number | undefined,
  ) {
    super(`${problem.title}: ${problem.detail}`);
  }

  /** Whether it is the problem of this name, for example `already-sent`. */
  is(name: string): boolean {
    return this.problem.type === `/problems/${name}`;
  }
}

export interface Access {
  /** Where the proxy is, for example `https://hires.acme.example`. */
  url: string;
  /** A server key (`stbk_…`), or the `secret` of `POST /api/forms/sessions`. */
  bearer: string;
}

/** A client whose answers are what was asked for: everything else is thrown as a {@link ProblemError}. */
export function connect({ url, bearer }: Access): Api {
  const api = createClient<paths>({
    baseUrl: url,
    headers: { authorization: `Bearer ${bearer}` },
  });
  api.use({
    async onResponse({ response }) {
      if (!response.ok) {
        throw await problemOf(response);
      }
    },
  });
  return api;
}

async function problemOf(response: Response): Promise<ProblemError> {
  const text = await response.text();
  const seconds = Number.parseInt(response.headers.get("retry-after") ?? "", 10);
  const retryAfter = Number.isNaN(seconds) ? undefined : seconds;
  return new ProblemError(readProblem(text) ?? strange(response), retryAfter);
}

function readProblem(text: string): Shapes["Problem"] | undefined {
  try {
    const problem: unknown = JSON.parse(text);
    const isOne = typeof problem === "object" && problem !== null && "type" in problem && "detail" in problem;
    return isOne ? (problem as Shapes["Problem"]) : undefined;
  } catch {
    return undefined;
  }
}

/** Somebody between us and the proxy answered in its place. */
function strange(response: Response): Shapes["Problem"] {
  return {
    type: "about:blank",
    title: `HTTP ${response.status}`,
    status: response.status,
    detail: "The answer is not the proxy's. Look at what is between.",
  };
}

/** Whether the proxy is still at work on it; else it has ended, or waits for a person. */
export function isRunning(send: Shapes["SendView"]): boolean {
  return ["intent", "in_flight", "created", "unknown"].includes(send.state);
}

/**
 * How a send stands, each time that it changes, until it has ended. One that waits for a person is followed on: leave the loop
 * when {@link isRunning} says that it needs one. A stream that breaks ends the loop; follow again, which is safe.
 */
export async function* follow({ url, bearer }: Access, id: string): AsyncGenerator<Shapes["SendView"]> {
  const response = await fetch(new URL(`/api/sends/${encodeURIComponent(id)}/events`, url), {
    headers: { accept: "text/event-stream", authorization: `Bearer ${bearer}` },
  });
  if (!response.ok) {
    throw await problemOf(response);
  }
  let rest = "";
  for await (const piece of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    const events = (rest + piece).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      const data = event.split("\n").find((line) => line.startsWith("data:"));
      if (data !== undefined) {
        yield JSON.parse(data.slice("data:".length)) as Shapes["SendView"];
      }
    }
  }
}
