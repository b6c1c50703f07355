/**
 * Brings a hire, draws their form, and sends them. `PROXY` is where the proxy is, `KEY` a server key that may bring candidates
 * and draw forms.
 */

import { connect, follow, isRunning, ProblemError, type Shapes } from "send-to-bamboohr-client";

const { PROXY: url, KEY: key } = process.env;
if (url === undefined || key === undefined) {
  throw new Error("Say where the proxy is in PROXY, and the server key in KEY.");
}
const id = "4711";

async function main(url: string, key: string): Promise<void> {
  const server = connect({ url, bearer: key });
  await server.PUT("/api/candidates/{id}", {
    params: { path: { id } },
    body: {
      id,
      first_name: "Rhea",
      last_name: "Voss",
      email: "rhea.voss@example.com",
      stage: "hired",
      job: { title: "Backend Engineer" },
      offer: { start_date: "2027-01-04" },
    },
  });

  // From here on in the name of whoever sits in front of the form.
  const { data: session } = await server.POST("/api/forms/sessions", {
    body: { recruiter: { email: "ro@ats.example", name: "Ro Hart" }, candidates: [id] },
  });
  const access = { url, bearer: given(session).secret };
  const recruiter = connect(access);
  const path = { id };
  const { data: form } = await recruiter.GET("/api/candidates/{id}/form/schema", { params: { path } });
  for (const section of given(form).display.sections) {
    console.log(`${section.title}: ${section.fields.map((field) => field.label).join(", ")}`);
  }

  // What a person would have entered.
  const wanted: Shapes["NewSendInput"] = { submission: given(form).values };
  const { data: check } = await recruiter.POST("/api/candidates/{id}/validate", { params: { path }, body: wanted });
  const { problems } = given(check);
  if (problems.length > 0) {
    throw new Error(problems.map((problem) => problem.message).join("\n"));
  }

  // Kept until an answer has arrived: the same request with the same key is the same send.
  const header = { "Idempotency-Key": crypto.randomUUID() };
  const { data: begun } = await recruiter.POST("/api/candidates/{id}/sends", { params: { path, header }, body: wanted });
  for await (const send of follow(access, given(begun).id)) {
    console.log(send.state);
    if (!isRunning(send)) {
      console.log(send.employee?.url ?? send.problem?.advice);
      return;
    }
  }
}

function given<T>(data: T | undefined): T {
  if (data === undefined) {
    throw new Error("The answer is empty.");
  }
  return data;
}

main(url, key).catch((error: unknown) => {
  console.error(error instanceof ProblemError ? error.problem : error);
  process.exitCode = 1;
});
