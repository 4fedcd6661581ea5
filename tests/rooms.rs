//! Text flows one way: a room imports only from rooms to its left, and within a room no two files need each other.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const ROOMS: [&str; 17] = [
    "text", "token", "model", "ner", "syntax", "mention", "actor", "relation", "pipeline", "record", "eval", "formats",
    "output", "corpus", "view", "serve", "cli",
];

/// Arrows that close a circle and are to be turned round: each still must, or it is taken off this list.
const TO_BE_MENDED: &[(&str, &str)] = &[("model/encoder/fast", "model/encoder/bert")];

/// A module: `model/encoder/fast`, which is a file, or a folder's `mod.rs`.
type Module = String;

/// A path of the code, from the crate's root on: `["model", "folder", "MANIFEST"]`.
type Route = Vec<String>;

/// The crate's modules, and what each names of others.
struct House {
    code: BTreeMap<Module, String>,
    /// What a door hands out under its own name: `(door, name)` to where it stands.
    handed_out: BTreeMap<(Module, String), Route>,
    /// All other paths, by the module that names them.
    named: Vec<(Module, Route)>,
}

impl House {
    fn visit() -> Self {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut house = Self { code: BTreeMap::new(), handed_out: BTreeMap::new(), named: Vec::new() };
        for room in ROOMS {
            walk(&src.join(room), room, &mut house.code);
        }
        for (module, code) in &house.code {
            for (route, handed_out) in routes(module, code, &house.code) {
                match route.last().filter(|_| handed_out) {
                    Some(name) => drop(house.handed_out.insert((module.clone(), name.clone()), route)),
                    None => house.named.push((module.clone(), route)),
                }
            }
        }
        house
    }

    /// The module in which a path ends, however many doors it goes through.
    fn module(&self, route: &[String]) -> Module {
        let mut module = String::new();
        for (at, name) in route.iter().enumerate() {
            let inner = if module.is_empty() { name.clone() } else { format!("{module}/{name}") };
            if self.code.contains_key(&inner) {
                module = inner;
            } else if let Some(behind) = self.handed_out.get(&(module.clone(), name.clone())) {
                return self.module(&[behind, &route[at + 1..]].concat());
            } else {
                break;
            }
        }
        module
    }

    /// Who needs whom.
    fn arrows(&self) -> BTreeSet<(Module, Module)> {
        let arrow = |(from, route): &(Module, Route)| (from.clone(), self.module(route));
        self.named.iter().map(arrow).filter(|(from, to)| from != to && !to.is_empty()).collect()
    }
}

/// The code of a folder's files, without comments and unit tests.
fn walk(folder: &Path, module: &str, code: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let inner = if name == "mod" { module.to_owned() } else { format!("{module}/{name}") };
        if path.is_dir() {
            walk(&path, &inner, code);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod ").next().unwrap();
            let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            code.insert(inner, lines.fold(String::new(), |all, line| all + line + "\n"));
        }
    }
}

/// Every path in a module's code that names another part of the crate, and whether it is handed on (`pub use`).
fn routes(module: &str, code: &str, all: &BTreeMap<Module, String>) -> Vec<(Route, bool)> {
    let here: Route = module.split('/').map(str::to_owned).collect();
    let is_child = |name: &str| all.contains_key(&format!("{module}/{name}"));
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = code[from..].find("::").map(|at| at + from) {
        let start = code[..at].rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |before| before + 1);
        let first = &code[start..at];
        from = at + 2;
        let mut base = match first {
            "crate" => Vec::new(),
            "super" => here[..here.len() - 1].to_vec(),
            "self" => here.clone(),
            child if is_child(child) => [here.as_slice(), &[child.to_owned()]].concat(),
            _ => continue,
        };
        let mut rest = &code[from..];
        while let Some(further) = rest.strip_prefix("super::") {
            base.pop();
            rest = further;
        }
        let line = &code[code[..start].rfind('\n').map_or(0, |end| end + 1)..start];
        let handed_out = line.trim_start().starts_with("pub") && line.trim_end().ends_with("use");
        let (branches, end) = tree(rest);
        from = code.len() - rest.len() + end;
        found.extend(branches.into_iter().map(|branch| ([base.as_slice(), &branch].concat(), handed_out)));
    }
    found
}

/// The branches of `a::{b, c::d}` at the start of some code, and where it ends.
fn tree(code: &str) -> (Vec<Route>, usize) {
    if let Some(inner) = code.strip_prefix('{') {
        let (mut branches, mut at) = (Vec::new(), 0);
        loop {
            at += inner[at..].find(|c: char| !c.is_whitespace() && c != ',').unwrap();
            if inner[at..].starts_with('}') {
                return (branches, at + 2);
            }
            let (more, length) = tree(&inner[at..]);
            assert!(length > 0, "no path: {}", &inner[at..]);
            branches.extend(more);
            at += length;
        }
    }
    let end = code.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*').unwrap_or(code.len());
    let name = &code[..end];
    let own = if name.is_empty() || name == "self" { vec![] } else { vec![name.to_owned()] };
    if let Some(rest) = code[end..].strip_prefix("::") {
        let (branches, length) = tree(rest);
        return (branches.into_iter().map(|branch| [own.as_slice(), &branch].concat()).collect(), end + 2 + length);
    }
    (vec![own], end)
}

fn room(module: &str) -> &str {
    module.split('/').next().unwrap()
}

#[test]
fn no_arrow_points_back() {
    let arrows = House::visit().arrows();
    let place = |module: &str| ROOMS.iter().position(|name| *name == room(module)).unwrap();
    let mut between_rooms = 0;
    for (from, to) in arrows.iter().filter(|(from, to)| room(from) != room(to)) {
        between_rooms += 1;
        assert!(place(to) < place(from), "{from} imports from {to}, a room to its right");
        assert!((room(from), room(to)) != ("syntax", "ner"), "`ner` and `syntax` stand side by side: {from}, {to}");
    }
    assert!(between_rooms > 100, "the test no longer sees the imports: {between_rooms}");
}

/// A door may need what is behind it, and what is behind it the door: it hands out, and holds what its files share.
fn within_rooms() -> BTreeSet<(Module, Module)> {
    let mut arrows = House::visit().arrows();
    arrows.retain(|(from, to)| room(from) == room(to) && !to.starts_with(&format!("{from}/")));
    arrows
}

/// The modules that can be come to from one.
fn reach<'a>(from: &'a str, arrows: &'a BTreeSet<(Module, Module)>) -> BTreeSet<&'a str> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(module) = open.pop() {
        let next = arrows.iter().filter(|(from, _)| from == module).map(|(_, to)| to.as_str());
        open.extend(next.filter(|to| reached.insert(*to)));
    }
    reached
}

fn in_circles(arrows: &BTreeSet<(Module, Module)>) -> Vec<String> {
    let back = |(from, to): &&(Module, Module)| reach(to, arrows).contains(from.as_str());
    arrows.iter().filter(back).map(|(from, to)| format!("{from} → {to}")).collect()
}

#[test]
fn no_files_of_a_room_need_each_other() {
    let mut arrows = within_rooms();
    assert!(arrows.len() > 100, "the test no longer sees the imports: {}", arrows.len());
    for (from, to) in TO_BE_MENDED.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())) {
        let mended = !arrows.contains(&(from.clone(), to.clone())) || !reach(&to, &arrows).contains(from.as_str());
        assert!(!mended, "{from} → {to} closes no circle any more: take it off the list");
        arrows.remove(&(from, to));
    }
    let circles = in_circles(&arrows);
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn a_circle_is_seen() {
    let arrows = [("a", "b"), ("b", "c"), ("c", "b")].map(|(from, to)| (from.to_owned(), to.to_owned()));
    assert_eq!(in_circles(&arrows.into()), ["b → c", "c → b"]);
}

#[test]
fn paths_are_followed_through_groups_and_doors() {
    let code = [
        ("room", "mod a;\npub use a::Shown;\n"),
        ("room/a", "use super::b::{self, Deep, c::{D, E}};\n"),
        ("room/b", "fn f() { super::Shown::new(); }\n"),
    ];
    let code: BTreeMap<_, _> = code.map(|(module, code)| (module.to_owned(), code.to_owned())).into();
    let of = |module: &str| routes(module, &code[module], &code);
    let route = |path: &str| path.split(' ').map(str::to_owned).collect::<Route>();
    assert_eq!(of("room"), [(route("room a Shown"), true)]);
    assert_eq!(of("room/a"), ["room b", "room b Deep", "room b c D", "room b c E"].map(|path| (route(path), false)));
    let handed_out = [(("room".to_owned(), "Shown".to_owned()), route("room a Shown"))].into();
    let house = House { handed_out, named: vec![("room/b".to_owned(), of("room/b")[0].0.clone())], code };
    assert_eq!(house.arrows(), [("room/b".to_owned(), "room/a".to_owned())].into());
}
