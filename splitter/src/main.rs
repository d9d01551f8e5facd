//! Splits the page's program (a WebAssembly module that wasm-bindgen made) in three parts: what sends a
//! status that was chosen before there was a program, what shows the page, and the rest. They are one
//! program: they share memory, table and globals, and call each other through the table.
//! `docs/performance.md` says what it brings.
//!
//! `scripts/finish-site.mjs` calls it, and `public/parts.js` brings the parts together.

mod constants;
mod names;
mod order;
mod parts;
mod record;

use anyhow::{Context, Result, bail, ensure};
use constants::Constants;
use std::collections::HashMap;
use std::fs;
use walrus::{Module, ModuleConfig};

const USAGE: &str = "usage:
  splitter record PROGRAM RECORDING NAMES   the program, which tells what it runs, and its functions' names
  splitter split PROGRAM LINKED SCRIPT LATER SHORT STAND-INS PART...
                                            the parts; LINKED is the program as it came from the linker, SCRIPT
                                            calls it, LATER lists functions that are not in the first part, each
                                            with the number of its part, SHORT will list what imports and
                                            exports are called now, and STAND-INS what must stand in for the
                                            other parts
  splitter order PART ORDERED               functions that are alike stand together, once wasm-opt has
                                            put them in the order of their names";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["record", program, recording, names] => {
            let mut module = parse(&read(program)?)?;
            write(names, record::record(&mut module)?)?;
            write(recording, module.emit_wasm())
        }
        ["split", program, linked, script, later, short, stand_ins, first, ref others @ ..] => {
            let script = String::from_utf8(read(script)?)?;
            let list = String::from_utf8(read(later)?)?;
            let later: HashMap<&str, usize> = list
                .lines()
                .map(|line| line.split_once(' ').context("a line of LATER without a part"))
                .map(|line| line.and_then(|(print, part)| Ok((print, part.parse()?))))
                .collect::<Result<_>>()?;
            ensure!(later.values().all(|part| *part <= others.len()), "LATER has more parts");
            let part_of =
                |name: &str| later.get(names::fingerprint(name).as_str()).copied().unwrap_or(0);
            let program = || {
                let mut module = parse(&read(program)?)?;
                names::drop_uncalled(&mut module, &script);
                // What the linker told holds for LINKED only.
                for section in ["linking", "reloc.CODE", "reloc.DATA"] {
                    module.customs.remove_raw(section);
                }
                Ok(module)
            };
            let constants = Constants::of(&read(linked)?)?;
            let split = parts::split(program, &constants, 1 + others.len(), part_of)?;
            write(stand_ins, split.stand_ins)?;
            let mut modules = split.modules.into_iter();
            let mut renamed = parse(&modules.next().context("no parts")?)?;
            write(short, names::shorten(&mut renamed))?;
            write(first, renamed.emit_wasm())?;
            others.iter().zip(modules).try_for_each(|(path, module)| write(path, module))
        }
        ["order", part, ordered] => {
            let mut module = parse(&read(part)?)?;
            order::drop_alignments(&mut module);
            let bytes = module.emit_wasm();
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
