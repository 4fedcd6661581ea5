//! The manual page of rule files, `docs/rules.md`: every table, key and shape, as the code has them.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fmt::Write as _;
use std::path::Path;

use strum::VariantNames;

use super::rule_file::{Cue, Example, Key, Rule, Silent};
use super::{Frame, Role, RuleSet};

const HEAD: &str = "\
# Rule files

<!-- Written by `UPDATE=1 cargo test --lib manual` from the code: change it there. -->

A relation is one TOML file: what it means, which words signal it, in which sentences, and sentences that show it. The files that
ship are in `src/relation/rules`; an installed program writes them out:

```
onrecord rules export my-rules    # all embedded files, to read and to copy from
onrecord rules list               # every relation with its codes
onrecord rules explain said.report
```

Your own files go into a folder of their own. `--rules DIR` adds them to the embedded ones; a file with the name of an embedded one
replaces it. `onrecord rules check --rules DIR` runs every example and every silent sentence and inflects every listed word;
`onrecord extract --rules DIR …` uses them.

Words are listed as lemmas, in lower case: `deny` stands for denies, denied and denying, `claim` for claims. Two entries may share a
verb where they ask for different things; the one that asks for more is tried first.
";

fn table(page: &mut String, title: &str, about: &str, keys: &[Key]) {
    writeln!(page, "\n## {title}\n\n{about}\n\n| key | value | meaning |\n|---|---|---|").unwrap();
    for key in keys {
        writeln!(page, "| `{}` | {} | {} |", key.name, key.holds, key.means).unwrap();
    }
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    let roles: Vec<String> = Role::VARIANTS.iter().map(|role| format!("`{role}`")).collect();
    table(&mut page, "The file", &format!("Roles are {}.", roles.join(", ")), Rule::KEYS);
    table(
        &mut page,
        "`[[cue]]`",
        "Only `name` and `frame` are in every cue; which others may be goes by the shape.",
        Cue::KEYS,
    );
    table(&mut page, "`[[example]]`", "What is not given is not compared.", Example::KEYS);
    table(&mut page, "`[[silent]]`", "The relation of the file must not be found; others may.", Silent::KEYS);
    page.push_str("\n## Shapes\n\nA key that a shape does not read is an error. Needed keys are in bold.\n");
    let embedded = RuleSet::embedded().unwrap();
    for &frame in Frame::ALL {
        let mut cues = embedded.rules.iter().flat_map(|rule| rule.cues.iter().map(move |cue| (rule, cue.as_ref())));
        let (rule, cue) = cues.find(|(_, cue)| cue.frame == frame).unwrap();
        let example = rule.examples().find(|example| example.rule == cue.name).unwrap();
        let keys = frame
            .reads()
            .filter(|key| !["name", "frame"].contains(key))
            .map(|key| if frame.needed().contains(&key) { format!("**`{key}`**") } else { format!("`{key}`") });
        let keys = keys.collect::<Vec<_>>().join(", ");
        writeln!(
            page,
            "\n### `{}`\n\n{}\n\n> {}\n>\n> `{}.{}`\n\nReads {keys}.",
            frame.name(),
            frame.means(),
            example.text,
            rule.kind,
            cue.name
        )
        .unwrap();
    }
    page
}

#[test]
fn the_manual_says_what_the_code_reads() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let now = page();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, now).unwrap();
    } else {
        let then = std::fs::read_to_string(path).unwrap();
        assert!(then == now, "run `UPDATE=1 cargo test --lib manual` and commit the result");
    }
}

#[test]
fn every_key_is_read_by_a_shape_and_every_read_key_exists() {
    for key in Cue::KEYS {
        assert!(
            Frame::ALL.iter().any(|frame| frame.reads().any(|read| read == key.name)),
            "{} is read by none",
            key.name
        );
    }
    for frame in Frame::ALL {
        for read in frame.reads() {
            assert!(Cue::KEYS.iter().any(|key| key.name == read), "`{}` reads `{read}`, which is no key", frame.name());
        }
    }
}
