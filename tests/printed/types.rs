//! The types of the package: pages in TypeScript, TSX and the templates of Vue are checked by them.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::package::{installed, installed_in, said};

/// A page as somebody writes it: everything that the element takes and tells.
const PAGE: &str = r#"
import "send-to-bamboohr";
const button = document.querySelector("send-to-bamboohr");
if (button === null) throw new Error("no button");
button.candidate = "cand_0001";
button.mode = "panel";
button.theme = "dark";
button.getToken = async () => "token";
button.token = "another";
button.addEventListener("sent", ({ detail }) => {
  const employee: string = detail.employee.id;
  button.title = employee;
});
button.addEventListener("failed", ({ detail }) => console.log(detail.code));
if (!button.dirty) button.close();
button.open();
// @ts-expect-error there is no such mode
button.mode = "window";
// @ts-expect-error nobody can write it
button.dirty = true;
"#;

const REACT: &str = r#"
import "send-to-bamboohr";
import type {} from "send-to-bamboohr/react";
import type { SendToBambooHR } from "send-to-bamboohr";
import { useRef, useState } from "react";

export function Candidate({ id }: { id: string }) {
  const [employee, setEmployee] = useState("");
  const button = useRef<SendToBambooHR>(null);
  return (
    <>
      <send-to-bamboohr
        ref={button}
        key={id}
        className="wide"
        proxy="https://hires.acme.example"
        candidate={id}
        mode="panel"
        getToken={async () => "token"}
        onsent={({ detail }) => setEmployee(detail.employee.id)}
        onfailed={({ detail }) => console.log(detail.code)}
        ontoken-expired={() => button.current?.close()}
      >
        {employee}
      </send-to-bamboohr>
      {/* @ts-expect-error there is no such mode */}
      <send-to-bamboohr mode="window" />
      {/* @ts-expect-error a token comes later */}
      <send-to-bamboohr getToken={() => "token"} />
      {/* @ts-expect-error it tells no such thing */}
      <send-to-bamboohr onsent={({ detail }) => detail.salary} />
    </>
  );
}
"#;

/// What a template is checked by.
const VUE: &str = r#"
import type {} from "send-to-bamboohr/vue";
import type { GlobalComponents } from "vue";

type Bound = InstanceType<GlobalComponents["send-to-bamboohr"]>["$props"];
export const bound: Bound = {
  key: 1,
  class: "wide",
  proxy: "https://hires.acme.example",
  candidate: "cand_0001",
  mode: "panel",
  getToken: async () => "token",
  onSent: ({ detail }) => console.log(detail.employee.id),
  onTokenExpired: () => console.log("expired"),
};
// @ts-expect-error there is no such mode
export const mode: Bound = { mode: "window" };
// @ts-expect-error it tells no such thing
export const sent: Bound = { onSent: ({ detail }) => detail.salary };
"#;

#[test]
fn a_page_is_typed_where_there_is_no_framework() -> Result<()> {
    let project = installed_in(&compiler()?)?;
    is_typed(&project, "page.ts", PAGE)
}

#[test]
fn the_element_is_typed_in_tsx_of_react() -> Result<()> {
    is_typed(&installed()?, "App.tsx", REACT)
}

#[test]
fn the_element_is_typed_in_templates_of_vue() -> Result<()> {
    is_typed(&installed()?, "bound.ts", VUE)
}

/// Where TypeScript is.
fn compiler() -> Result<PathBuf> {
    let tools = std::env::var_os("TYPESCRIPT_TOOLS").context("run `cargo xtask test`")?;
    Ok(tools.into())
}

fn is_typed(project: &TempDir, name: &str, text: &str) -> Result<()> {
    std::fs::write(project.path().join(name), text)?;
    let mut check = Command::new("node");
    check
        .arg(compiler()?.join("node_modules/typescript/bin/tsc"))
        .args(["--noEmit", "--strict", "--jsx", "react-jsx"])
        .args(["--target", "es2022", "--lib", "es2022,dom"])
        .args(["--module", "es2022", "--moduleResolution", "bundler"])
        .args(["--typeRoots", "no-types-of-others", name])
        .current_dir(project.path());
    said(&mut check)?;
    Ok(())
}
