// An invented applicant tracking system with a router of its own. Whatever it hears of the widget it keeps, for who looks.

const people = { cand_0001: "Amelia Hartwell", cand_0002: "Jonas Brandt" };
const events = ["ready", "resize", "dirty", "progress", "sent", "failed", "close", "token-expired"];
const main = document.querySelector("main");
const query = new URLSearchParams(location.search);

window.heard = [];

async function getToken() {
  const candidate = main.querySelector("send-to-bamboohr").candidate;
  const answer = await fetch(`/token?candidate=${candidate}`, { method: "POST" });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return (await answer.json()).token;
}

function widget(candidate) {
  const element = document.createElement("send-to-bamboohr");
  element.candidate = candidate;
  element.mode = query.get("mode");
  element.theme = query.get("theme");
  element.getToken = getToken;
  for (const name of events) {
    element.addEventListener(name, ({ detail }) => {
      window.heard.push([name, detail]);
      if (name === "sent") main.querySelector("output").textContent = `Employee ${detail.employee.id} in BambooHR`;
    });
  }
  return element;
}

function make(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function show() {
  const [, room, id] = location.pathname.split("/");
  const name = people[id];
  document.title = `${name ?? "Jobs"} – Harbour ATS`;
  if (room === "candidates" && name) {
    main.replaceChildren(
      make("h1", { textContent: name }),
      make("p", {}, make("span", { className: "stage", textContent: "Hired" }), " Backend Engineer, London"),
      make("p", {}, make("button", { className: "primary", textContent: "Write a message" }), " ", widget(id)),
      make("p", {}, make("output", { textContent: "Not in BambooHR yet" })),
      make("iframe", { title: "Calendar", className: "calendar" }),
    );
  } else {
    main.replaceChildren(make("h1", { textContent: "Jobs" }), make("p", { textContent: "Two jobs are open." }));
  }
}

addEventListener("popstate", show);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='/']");
  if (!link) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  show();
});
show();
