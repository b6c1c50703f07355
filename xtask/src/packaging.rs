//! Keeps `packaging/` true where it cannot be tried out: a container needs base images from a network, a unit a running
//! systemd. What they name must exist, and say the same as the rest of the checkout.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::path::{Path, PathBuf};

const CONTAINERFILE: &str = include_str!("../../packaging/Containerfile");
const UNIT: &str = include_str!("../../packaging/send-to-bamboohr.service");
const MANIFEST: &str = include_str!("../../Cargo.toml");
const OPERATING: &str = include_str!("../../docs/operating.md");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The words after an instruction, one list per time that it stands there. Lines that go on on the next are joined.
fn instructions(name: &str) -> Vec<Vec<&'static str>> {
    let lines = CONTAINERFILE.split('\n').map(str::trim);
    let given = lines.filter_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    given
        .map(|words| words.split_whitespace().collect())
        .collect()
}

/// What is copied out of the checkout.
fn copied() -> Vec<&'static str> {
    let from_checkout = instructions("COPY").into_iter();
    let from_checkout =
        from_checkout.filter(|words| !words.iter().any(|word| word.starts_with("--from")));
    from_checkout
        .flat_map(|mut words| {
            words.pop();
            words
        })
        .collect()
}

#[test]
fn the_container_copies_what_exists_and_every_member_of_the_workspace() {
    let copied = copied();
    assert!(copied.len() > 5, "{copied:?}");
    for path in &copied {
        assert!(root().join(path).exists(), "{path}");
    }
    let members = MANIFEST.split("members = [").nth(1).unwrap();
    let members = members
        .split(']')
        .next()
        .unwrap()
        .split('"')
        .skip(1)
        .step_by(2);
    for member in members {
        let folder = member.split('/').next().unwrap();
        assert!(copied.contains(&folder), "{member} is not copied");
    }
    for file in ["Cargo.lock", "Cargo.toml", "Trunk.toml", ".cargo"] {
        assert!(copied.contains(&file), "{file} is not copied");
    }
}

#[test]
fn the_container_is_built_with_the_rust_of_the_workspace_from_images_with_a_tag() {
    let version = MANIFEST
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "));
    let version = version.unwrap().trim_matches('"');
    let images: Vec<&str> = instructions("FROM")
        .iter()
        .map(|words| *words.first().unwrap())
        .collect();
    let compiler = format!("docker.io/library/rust:{version}-");
    assert!(images.first().unwrap().starts_with(&compiler), "{images:?}");
    for image in images {
        let (_, tag) = image.rsplit_once(':').unwrap();
        assert_ne!(tag, "latest", "{image}");
    }
}

#[test]
fn the_container_runs_as_nobody_in_particular_with_a_volume_and_a_check_of_its_health() {
    assert_eq!(instructions("USER"), [["nonroot"]]);
    assert_eq!(instructions("VOLUME"), [["/state"]]);
    let check = instructions("HEALTHCHECK").concat().join(" ");
    assert!(check.ends_with(r#"CMD ["/proxy", "health"]"#), "{check}");
    let known = [
        "FROM",
        "RUN",
        "COPY",
        "ENV",
        "USER",
        "WORKDIR",
        "VOLUME",
        "EXPOSE",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "ENTRYPOINT",
    ];
    let mut goes_on = false;
    for line in CONTAINERFILE
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let instruction = line.split(' ').next().unwrap();
        assert!(goes_on || known.contains(&instruction), "{line}");
        goes_on = line.ends_with('\\');
    }
}

#[test]
fn the_unit_and_the_container_set_variables_that_the_proxy_knows() {
    let of_unit = UNIT
        .lines()
        .filter_map(|line| line.strip_prefix("Environment="));
    let of_container = CONTAINERFILE
        .lines()
        .map(|line| line.trim().trim_start_matches("ENV "));
    let is_name = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    };
    let of_container =
        of_container.filter(|line| line.split_once('=').is_some_and(|(name, _)| is_name(name)));
    let names: Vec<&str> = of_unit
        .chain(of_container)
        .map(|pair| pair.split('=').next().unwrap())
        .collect();
    assert!(names.len() > 5, "{names:?}");
    for name in names
        .into_iter()
        .filter(|name| *name != "SEND_TO_BAMBOOHR_TOOLS")
    {
        assert!(OPERATING.contains(&format!("| `{name}` |")), "{name}");
    }
}

#[test]
fn the_unit_can_be_reloaded() {
    let reload = "ExecReload=/bin/kill -HUP $MAINPID";
    assert!(UNIT.lines().any(|given| given == reload));
}

#[test]
fn the_unit_lets_the_program_do_little() {
    for line in [
        "DynamicUser=yes",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "ProtectSystem=strict",
        "MemoryDenyWriteExecute=yes",
        "LimitCORE=0",
        "LoadCredential=master-keys:/etc/send-to-bamboohr/master-keys.txt",
    ] {
        assert!(UNIT.lines().any(|given| given == line), "{line}");
    }
}
