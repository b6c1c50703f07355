//! The colours of `style/tokens.css`, in both schemes: text stands out 4.5 to 1 from what it is written on,
//! edges of controls and marks of state 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

const TEXT: f64 = 4.5;
const CONTROL: f64 = 3.0;

/// What is drawn in a colour, and on which grounds it may be drawn.
const PAIRS: &[(&str, &[&str], f64)] = &[
    (
        "text",
        &["ground", "surface", "sunken", "accent-soft"],
        TEXT,
    ),
    ("text-muted", &["ground", "surface", "sunken"], TEXT),
    (
        "accent",
        &["ground", "surface", "sunken", "accent-soft"],
        TEXT,
    ),
    ("accent-strong", &["ground", "surface", "sunken"], TEXT),
    ("on-accent", &["accent", "accent-strong"], TEXT),
    ("good-text", &["surface", "ground", "good-ground"], TEXT),
    ("busy-text", &["surface", "ground", "busy-ground"], TEXT),
    (
        "warning-text",
        &["surface", "ground", "warning-ground"],
        TEXT,
    ),
    ("bad-text", &["surface", "ground", "bad-ground"], TEXT),
    ("edge-control", &["ground", "surface"], CONTROL),
    (
        "focus",
        &["ground", "surface", "sunken", "accent-soft"],
        CONTROL,
    ),
];

/// Colours that only separate; nothing is read from them.
const DECORATION: &[&str] = &["edge"];

#[test]
fn every_text_and_every_control_stands_out_in_both_schemes() -> Result<()> {
    let colours = colours()?;
    let mut faint = Vec::new();
    for (ink, grounds, least) in PAIRS {
        for ground in *grounds {
            let (ink_pair, ground_pair) = (pair(&colours, ink)?, pair(&colours, ground)?);
            let schemes = ["light", "dark"].into_iter();
            for (scheme, (ink_colour, ground_colour)) in
                schemes.zip(ink_pair.iter().zip(ground_pair))
            {
                let contrast = contrast(*ink_colour, ground_colour);
                if contrast < *least {
                    faint.push(format!(
                        "--{ink} on --{ground}, {scheme}: {contrast:.2}, needs {least}"
                    ));
                }
            }
        }
    }
    ensure!(faint.is_empty(), "too faint:\n{}", faint.join("\n"));
    Ok(())
}

#[test]
fn no_colour_escapes_the_check() -> Result<()> {
    let used = PAIRS
        .iter()
        .flat_map(|(ink, grounds, _)| std::iter::once(ink).chain(*grounds));
    let known: Vec<_> = used.chain(DECORATION).collect();
    for name in colours()?.keys() {
        ensure!(
            known.iter().any(|known| **known == name.as_str()),
            "--{name} is a colour, but no pair says on what it may be seen"
        );
    }
    Ok(())
}

#[test]
fn colours_are_named_in_the_tokens_and_nowhere_else() -> Result<()> {
    let mut spelled = Vec::new();
    let components = folder().join("components").read_dir()?;
    let files = components.map(|entry| entry.map(|entry| entry.path()));
    let files = files.chain([
        Ok(folder().join("base.css")),
        Ok(folder().join("layout.css")),
    ]);
    for file in files {
        let file = file?;
        let text = fs::read_to_string(&file)?;
        for (number, line) in text.lines().enumerate() {
            if ["#", "rgb", "hsl", "oklch", "light-dark("]
                .iter()
                .any(|colour| line.contains(&format!(": {colour}")))
            {
                spelled.push(format!("{}:{}: {line}", file.display(), number + 1));
            }
        }
    }
    ensure!(spelled.is_empty(), "use a token:\n{}", spelled.join("\n"));
    Ok(())
}

#[test]
fn contrast_is_that_of_the_standard() {
    assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 1e-9);
    assert!((contrast([255, 255, 255], [255, 255, 255]) - 1.0).abs() < 1e-9);
    // A grey that is known to be just too faint on white.
    assert!((contrast([0x77, 0x77, 0x77], [255, 255, 255]) - 4.48).abs() < 0.005);
}

type Colour = [u8; 3];

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../style")
}

/// Every token of the form `--name: light-dark(#light, #dark);`.
fn colours() -> Result<BTreeMap<String, [Colour; 2]>> {
    let text = fs::read_to_string(folder().join("tokens.css"))?;
    let mut colours = BTreeMap::new();
    for line in text.lines() {
        let declaration = line.trim().strip_prefix("--");
        let Some((name, value)) = declaration.and_then(|line| line.split_once(": light-dark(#"))
        else {
            continue;
        };
        let (light, dark) = value.split_once(", #").context("two colours")?;
        let dark = dark.strip_suffix(");").context("the end of the pair")?;
        colours.insert(name.to_owned(), [colour(light)?, colour(dark)?]);
    }
    ensure!(colours.len() > 10, "the tokens are written in another way");
    Ok(colours)
}

fn pair(colours: &BTreeMap<String, [Colour; 2]>, name: &str) -> Result<[Colour; 2]> {
    let pair = colours.get(name).copied();
    pair.with_context(|| format!("--{name} is no token"))
}

fn colour(hex: &str) -> Result<Colour> {
    ensure!(hex.len() == 6, "#{hex} is not six digits");
    let [_, red, green, blue] = u32::from_str_radix(hex, 16)?.to_be_bytes();
    Ok([red, green, blue])
}

fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
