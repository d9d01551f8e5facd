//! Makes a function of each message of `languages/en.json`, and the list of languages.
//!
//! A message `area.name` becomes `messages::area::name`, with an argument for each placeholder. The English words go
//! into the program as one text, a line for each message in the order of their names. `scripts/post-build/words.mjs`
//! writes the same for the other languages.

use serde_json::{Map, Value};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

type Fallible<T> = Result<T, Box<dyn Error>>;

fn main() -> Fallible<()> {
    let folder = Path::new("../languages");
    println!("cargo::rerun-if-changed={}", folder.display());
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);

    let mut functions = String::new();
    let mut words = String::new();
    let mut index = 0;
    for (area, messages) in sorted(&read(&folder.join("en.json"))?) {
        let messages = messages.as_object().ok_or("an area is an object")?;
        writeln!(functions, "pub mod {area} {{")?;
        for (name, message) in sorted(messages) {
            let message = message.as_object().ok_or("a message is an object")?;
            writeln!(words, "{}", line(message))?;
            writeln!(functions, "{}", function(name, index, message))?;
            index += 1;
        }
        writeln!(functions, "}}")?;
    }
    fs::write(out.join("messages.rs"), functions)?;
    fs::write(out.join("en.txt"), words.trim_end())?;
    fs::write(out.join("languages.rs"), languages(folder)?)?;
    Ok(())
}

fn read(path: &Path) -> Fallible<Map<String, Value>> {
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

/// By name, whatever map `serde_json` uses.
fn sorted(map: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut entries: Vec<_> = map.iter().collect();
    entries.sort_unstable_by_key(|(name, _)| *name);
    entries
}

/// The texts of a message by their plural forms, or its one `text`.
fn forms(message: &Map<String, Value>) -> impl Iterator<Item = (&str, &str)> {
    let texts = message.iter().filter(|(name, _)| *name != "about");
    texts.map(|(name, text)| (name.as_str(), text.as_str().unwrap_or_default()))
}

/// The names of the placeholders, in the order of the sentence: their places are their numbers in the words. The number
/// that chooses a plural form comes first.
fn placeholders(message: &Map<String, Value>) -> Vec<&str> {
    let text = message.get("text").or_else(|| message.get("other")).and_then(Value::as_str);
    let parts = text.unwrap_or_default().split('{').skip(1);
    let mut names: Vec<&str> = Vec::new();
    for name in parts.filter_map(|part| Some(part.split_once('}')?.0)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.sort_by_key(|name| *name != "count");
    names
}

fn line(message: &Map<String, Value>) -> String {
    let forms = forms(message).map(|(form, text)| match form {
        "text" => text.to_owned(),
        form => format!("{form}:{text}"),
    });
    let named = forms.collect::<Vec<_>>().join("\t");
    placeholders(message).iter().enumerate().fold(named, |line, (number, name)| {
        line.replace(&format!("{{{name}}}"), &format!("{{{number}}}"))
    })
}

fn function(name: &str, index: usize, message: &Map<String, Value>) -> String {
    let about = message.get("about").and_then(Value::as_str).unwrap_or_default();
    let placeholders = placeholders(message);
    let arguments =
        |write: fn(&&str) -> String| placeholders.iter().map(write).collect::<Vec<_>>().join(", ");
    let parameters = arguments(|name| format!("{name}: impl std::fmt::Display"));
    let values = arguments(|name| format!("&{name}"));
    let (returned, call) = match placeholders.first() {
        None => ("&'static str", format!("text({index})")),
        Some(&"count") => ("String", format!("plural({index}, &[{values}])")),
        Some(_) => ("String", format!("sentence({index}, &[{values}])")),
    };
    format!("/// {about}\npub fn {name}({parameters}) -> {returned} {{ super::super::{call} }}")
}

/// The tag of each language, and its name in itself.
fn languages(folder: &Path) -> Fallible<String> {
    let mut languages = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let tag = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let name = read(&path)?["language"]["name"]["text"].as_str().unwrap_or_default().to_owned();
        languages.push((tag, name));
    }
    languages.sort_unstable();
    Ok(format!("&{languages:?}"))
}
