//! Splits the page's program (a WebAssembly module that wasm-bindgen made) in two: what a first visit
//! runs, and the rest, which comes later. Both are one program: they share memory, table and globals,
//! and call each other through the table. `docs/performance.md` says what it brings.
//!
//! `scripts/finish-site.mjs` calls it, and `public/rest.js` brings the halves together.

mod halves;
mod names;
mod order;
mod record;

use anyhow::{Context, Result, bail};
use std::collections::HashSet;
use std::fs;
use walrus::{Module, ModuleConfig};

const USAGE: &str = "usage:
  splitter record PROGRAM RECORDING NAMES   the program, which tells what it runs, and its functions' names
  splitter split PROGRAM SCRIPT LATER FIRST REST SHORT
                                            the halves; SCRIPT calls the program, LATER lists the functions
                                            of the rest, and SHORT will list what imports and exports are
                                            called now
  splitter order HALF ORDERED               functions that are alike stand together, once wasm-opt has
                                            put them in the order of their names";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["record", program, recording, names] => {
            let mut module = parse(&read(program)?)?;
            write(names, record::record(&mut module)?)?;
            write(recording, module.emit_wasm())
        }
        ["split", program, script, later, first, rest, short] => {
            let script = String::from_utf8(read(script)?)?;
            let list = String::from_utf8(read(later)?)?;
            let later: HashSet<&str> = list.lines().collect();
            let is_later = |name: &str| later.contains(names::fingerprint(name).as_str());
            let program = || {
                let mut module = parse(&read(program)?)?;
                names::drop_uncalled(&mut module, &script);
                Ok(module)
            };
            let halves = halves::split(program, is_later)?;
            let mut renamed = parse(&halves.first)?;
            write(short, names::shorten(&mut renamed))?;
            write(first, renamed.emit_wasm())?;
            write(rest, halves.rest)
        }
        ["order", half, ordered] => {
            let bytes = read(half)?;
            let mut module = parse(&bytes)?;
            order::order(&mut module, &bytes)?;
            write(ordered, module.emit_wasm())
        }
        _ => bail!(USAGE),
    }
}

fn parse(bytes: &[u8]) -> Result<Module> {
    ModuleConfig::new().generate_producers_section(false).parse(bytes)
}

fn read(path: &str) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| path.to_owned())
}

fn write(path: &str, content: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, content).with_context(|| path.to_owned())
}
