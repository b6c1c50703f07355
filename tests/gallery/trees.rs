//! The accessibility tree of every example, as screen readers get it, against the one on record in `trees/`.
//!
//! After a change that is meant, `UPDATE_TREES=1` writes the records anew; what they then say is looked at like
//! any other change.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use system_tests::World;
use thirtyfour::Key;

use crate::shared::on_the_gallery;
use crate::{ask, examples, focus, press};

/// What is said about a node besides its role and its name.
const STATES: [&str; 13] = [
    "checked", "pressed", "expanded", "selected", "disabled", "readonly", "required", "invalid",
    "modal", "level", "hasPopup", "live", "atomic",
];

/// Controls whose inside is the browser's own affair, and another one with each version.
const CLOSED: [&str; 4] = ["textbox", "Date", "combobox", "MenuListPopup"];

#[test]
fn the_accessibility_tree_of_every_example_is_the_one_on_record() -> Result<()> {
    on_the_gallery(|world| Box::pin(compare_all(world)))
}

async fn compare_all(world: &World) -> Result<()> {
    let mut trees = BTreeMap::new();
    for (id, opener) in examples(world).await? {
        let selector = format!("#{id} > .gallery__part");
        trees.insert(id.clone(), tree(world, &selector).await?);
        if let Some(opener) = opener {
            press(world, &opener).await?;
            // Beside an open dialog there is nothing else.
            let has_dialog = format!("return document.querySelector('#{id} dialog') !== null");
            let opened = match ask(world, &has_dialog).await? {
                Value::Bool(true) => format!("#{id} dialog"),
                _ => selector,
            };
            trees.insert(format!("{id}-opened"), tree(world, &opened).await?);
            world.person.strikes(Key::Escape).await?;
        }
    }
    focus(world, "#combobox-input").await?;
    world.person.types("zz").await?;
    let nothing_fits = tree(world, "#combobox > .gallery__part").await?;
    trees.insert("combobox-nothing-fits".to_owned(), nothing_fits);
    press(world, "#toasts .button").await?;
    world.person.sees("Stage changed to Interview").await?;
    trees.insert("toasts-opened".to_owned(), tree(world, ".toasts").await?);

    if std::env::var_os("UPDATE_TREES").is_some() {
        return write(&trees);
    }
    let known = read()?;
    let names = trees.keys().chain(known.keys());
    let mut differences: Vec<String> = names
        .filter(|name| trees.get(*name) != known.get(*name))
        .map(|name| difference(name, known.get(name), trees.get(name)))
        .collect();
    differences.dedup();
    println!("{} accessibility trees compared", trees.len());
    ensure!(
        differences.is_empty(),
        "{}\nIf this is meant: UPDATE_TREES=1 cargo xtask test -- accessibility_tree",
        differences.join("\n")
    );
    Ok(())
}

/// The part of the page below what this selector finds, one line for each node.
async fn tree(world: &World, selector: &str) -> Result<String> {
    let browser = world.person.browser();
    let expression = format!("document.querySelector('{selector}')");
    let found = browser
        .devtools("Runtime.evaluate", json!({ "expression": expression }))
        .await?;
    let object = &found["result"]["objectId"];
    let described = browser
        .devtools("DOM.describeNode", json!({ "objectId": object }))
        .await?;
    let wanted = &described["node"]["backendNodeId"];
    let all = browser
        .devtools("Accessibility.getFullAXTree", json!({}))
        .await?;
    let nodes = all["nodes"].as_array().context("no tree")?;
    let by_id: BTreeMap<&str, &Value> = nodes
        .iter()
        .filter_map(|node| Some((node["nodeId"].as_str()?, node)))
        .collect();
    let top = nodes
        .iter()
        .find(|node| node["backendDOMNodeId"] == *wanted)
        .with_context(|| format!("{selector} is not in the tree"))?;
    let mut lines = String::new();
    describe(&by_id, top, 0, &mut lines);
    ensure!(!lines.is_empty(), "{selector} is empty");
    Ok(lines)
}

fn describe(nodes: &BTreeMap<&str, &Value>, node: &Value, depth: usize, lines: &mut String) {
    let role = node["role"]["value"].as_str().unwrap_or_default();
    let name = node["name"]["value"].as_str().unwrap_or_default().trim();
    let is_said = node["ignored"] != true
        && !matches!(
            role,
            "generic" | "none" | "InlineTextBox" | "LineBreak" | "ListMarker"
        )
        && !(role == "StaticText" && name.is_empty());
    if is_said {
        lines.push_str(&"  ".repeat(depth));
        lines.push_str(role);
        if !name.is_empty() {
            lines.push_str(&format!(" {name:?}"));
        }
        for (label, key) in [("value", "value"), ("description", "description")] {
            if let Some(value) = node[key]["value"]
                .as_str()
                .filter(|value| !value.is_empty())
            {
                lines.push_str(&format!(" {label}={value:?}"));
            }
        }
        lines.push_str(&states(node));
        lines.push('\n');
    }
    if is_said && CLOSED.contains(&role) {
        return;
    }
    let children = node["childIds"].as_array().into_iter().flatten();
    let children = children.filter_map(|id| nodes.get(id.as_str()?).copied());
    for child in children {
        // A button's words are its name already.
        let repeats = is_said
            && child["role"]["value"] == "StaticText"
            && child["name"]["value"].as_str().map(str::trim) == Some(name);
        if !repeats {
            describe(nodes, child, depth + usize::from(is_said), lines);
        }
    }
}

fn states(node: &Value) -> String {
    let properties = node["properties"].as_array().into_iter().flatten();
    let known: BTreeMap<&str, &Value> = properties
        .filter_map(|property| Some((property["name"].as_str()?, &property["value"]["value"])))
        .collect();
    let said = STATES.iter().filter_map(|state| {
        let value = known.get(state)?;
        let words = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        // What is not so by default needs no words, but a switch that is off does.
        let is_default =
            words == "false" && !matches!(*state, "checked" | "expanded" | "selected" | "pressed");
        (!is_default).then(|| format!(" {state}={words}"))
    });
    said.collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("gallery/trees")
}

fn read() -> Result<BTreeMap<String, String>> {
    let mut known = BTreeMap::new();
    for entry in folder().read_dir().context("no records")? {
        let file = entry?.path();
        let name = file.file_stem().and_then(|name| name.to_str());
        let name = name.context("a file name that is no text")?.to_owned();
        known.insert(name, fs::read_to_string(&file)?);
    }
    Ok(known)
}

fn write(trees: &BTreeMap<String, String>) -> Result<()> {
    for name in read()?.keys().filter(|name| !trees.contains_key(*name)) {
        fs::remove_file(folder().join(format!("{name}.txt")))?;
    }
    for (name, tree) in trees {
        fs::write(folder().join(format!("{name}.txt")), tree)?;
    }
    Ok(())
}

/// The lines that only one of the two has.
fn difference(name: &str, known: Option<&String>, now: Option<&String>) -> String {
    let lines = |tree: Option<&String>| -> Vec<String> {
        let tree = tree.map(String::as_str).unwrap_or_default();
        tree.lines().map(str::to_owned).collect()
    };
    let (before, after) = (lines(known), lines(now));
    let gone = before.iter().filter(|line| !after.contains(line));
    let new = after.iter().filter(|line| !before.contains(line));
    let gone = gone.map(|line| format!("  - {line}"));
    let new = new.map(|line| format!("  + {line}"));
    let changes: Vec<String> = gone.chain(new).collect();
    if changes.is_empty() {
        return format!("{name}: the same lines in another order");
    }
    format!("{name}:\n{}", changes.join("\n"))
}
