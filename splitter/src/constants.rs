//! Which of the program's constants, such as texts and tables, come with which part.
//!
//! The linker tells where each constant lies and who holds its address, if it is asked to keep that
//! (`--emit-relocs`). Nothing is guessed from numbers alone: code may count from before or behind a constant,
//! and what reads a constant that has not come reads zeros, which nothing would tell.
//! <https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md>

use crate::parts::{FIRST_PART, Part};
use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use wasmparser::{
    DataKind, KnownCustom, Linking, LinkingSectionReader, Operator, Parser, Payload,
    RelocAddendKind, RelocationEntry, RelocationType, SymbolInfo,
};

/// Where the names of segments begin whose content never changes.
const READ_ONLY: &str = ".rodata";
/// So few bytes that belong elsewhere may come along, before one more segment costs more.
const GAP: usize = 4;

/// What the linker told of a program's constants and variables, by the number that it gave them.
#[derive(Default)]
pub(crate) struct Constants {
    symbols: Vec<Symbol>,
    /// Whose address a number in the code may be.
    at: HashMap<u32, Vec<usize>>,
}

#[derive(Default)]
struct Symbol {
    addresses: Range<u32>,
    is_constant: bool,
    /// Those whose address it holds.
    holds: Vec<usize>,
}

impl Constants {
    /// Reads what the linker told in `program`. If it told nothing, there are none.
    pub(crate) fn of(program: &[u8]) -> Result<Self> {
        let linked = Linked::read(program)?;
        let mut constants = Self { symbols: linked.symbols()?, at: HashMap::new() };
        for entry in linked.in_code.iter().filter(|entry| is_address(entry)) {
            let (RelocationType::MemoryAddrLeb | RelocationType::MemoryAddrSleb) = entry.ty else {
                bail!("{entry:?} is not known here");
            };
            let symbol = entry.index as usize;
            let start =
                constants.symbols.get(symbol).context("an address of no symbol")?.addresses.start;
            let number = u32::try_from(i64::from(start) + entry.addend)?;
            constants.at.entry(number).or_default().push(symbol);
        }
        for entry in linked.in_data.iter().filter(|entry| is_address(entry)) {
            ensure!(entry.ty == RelocationType::MemoryAddrI32, "{entry:?} is not known here");
            let address = linked.address_of(entry.offset)?;
            let mut is_held = false;
            for holder in &mut constants.symbols {
                if holder.addresses.contains(&address) {
                    holder.holds.push(entry.index as usize);
                    is_held = true;
                }
            }
            ensure!(is_held, "an address that no symbol holds");
        }
        Ok(constants)
    }

    /// Divides them: each comes with the first part that can reach it. `numbers` has the numbers in the code
    /// of each part. What no part reaches stays in the first.
    pub(crate) fn divide(
        &self,
        numbers: impl Iterator<Item = impl Iterator<Item = u32>>,
    ) -> Division {
        let mut parts: Vec<Option<Part>> = vec![None; self.symbols.len()];
        for (part, numbers) in numbers.enumerate() {
            let mut reached: Vec<usize> =
                numbers.filter_map(|number| self.at.get(&number)).flatten().copied().collect();
            while let Some(symbol) = reached.pop() {
                if parts[symbol].is_none() {
                    parts[symbol] = Some(part);
                    reached.extend(&self.symbols[symbol].holds);
                }
            }
        }
        let mut later = BTreeMap::new();
        for (symbol, part) in
            self.symbols.iter().zip(parts).filter(|(symbol, _)| symbol.is_constant)
        {
            for address in symbol.addresses.clone() {
                let part = part.unwrap_or(FIRST_PART);
                later
                    .entry(address)
                    .and_modify(|known: &mut Part| *known = part.min(*known))
                    .or_insert(part);
            }
        }
        Division(later)
    }
}

/// The part that each byte of the constants comes with, by its address.
pub(crate) struct Division(BTreeMap<u32, Part>);

impl Division {
    /// What of `bytes`, which lie at `address`, comes with `part`: places in it. All that is no constant is
    /// in the first part.
    pub(crate) fn runs(&self, address: u32, bytes: &[u8], part: Part) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (place, address) in (0..bytes.len()).zip(address..) {
            if self.0.get(&address).copied().unwrap_or(FIRST_PART) == part {
                match runs.last_mut() {
                    Some(run) if place - run.end <= GAP => run.end = place + 1,
                    _ => runs.push(place..place + 1),
                }
            }
        }
        runs
    }
}

/// What a linker left in a program.
#[derive(Default)]
struct Linked<'a> {
    /// Where the section of data begins in the file, from which the linker counts.
    data_start: usize,
    segments: Vec<Segment>,
    /// By segment.
    names: Vec<&'a str>,
    symbols: Vec<SymbolInfo<'a>>,
    in_code: Vec<RelocationEntry>,
    in_data: Vec<RelocationEntry>,
}

struct Segment {
    address: u32,
    /// Where it lies in the file.
    offsets: Range<usize>,
}

fn is_address(entry: &RelocationEntry) -> bool {
    entry.ty.addend_kind() == RelocAddendKind::Addend32
}

impl<'a> Linked<'a> {
    fn read(program: &'a [u8]) -> Result<Self> {
        let mut linked = Self::default();
        for payload in Parser::new(0).parse_all(program) {
            match payload? {
                Payload::DataSection(section) => {
                    linked.data_start = section.range().start;
                    let segments = section.into_iter().map(|data| Segment::of(&data?));
                    linked.segments = segments.collect::<Result<_>>()?;
                }
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Linking(linking) => linked.read_linking(&linking)?,
                    KnownCustom::Reloc(reloc) => {
                        let entries = reloc.entries().into_iter().collect::<Result<_, _>>()?;
                        match section.name() {
                            "reloc.CODE" => linked.in_code = entries,
                            "reloc.DATA" => linked.in_data = entries,
                            _ => {}
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(linked)
    }

    fn read_linking(&mut self, linking: &LinkingSectionReader<'a>) -> Result<()> {
        for subsection in linking.subsections() {
            match subsection? {
                Linking::SegmentInfo(segments) => {
                    let names = segments.into_iter().map(|segment| Ok(segment?.name));
                    self.names = names.collect::<Result<_>>()?;
                }
                Linking::SymbolTable(symbols) => {
                    self.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// All symbols. What is no data takes no room.
    fn symbols(&self) -> Result<Vec<Symbol>> {
        let symbol = |symbol: &SymbolInfo| {
            let SymbolInfo::Data { symbol: Some(place), .. } = symbol else {
                return Ok(Symbol::default());
            };
            let segment = place.index as usize;
            let name = self.names.get(segment).context("a segment without a name")?;
            let segment = self.segments.get(segment).context("a symbol without a segment")?;
            let start = segment.address + place.offset;
            Ok(Symbol {
                addresses: start..start + place.size,
                is_constant: name.starts_with(READ_ONLY),
                holds: Vec::new(),
            })
        };
        self.symbols.iter().map(symbol).collect()
    }

    /// The address at which a program has what lies at `offset` in the section of data.
    fn address_of(&self, offset: u32) -> Result<u32> {
        let offset = self.data_start + offset as usize;
        let segment = self.segments.iter().find(|segment| segment.offsets.contains(&offset));
        let segment = segment.context("an address outside of all segments")?;
        Ok(segment.address + u32::try_from(offset - segment.offsets.start)?)
    }
}

impl Segment {
    fn of(data: &wasmparser::Data) -> Result<Self> {
        let DataKind::Active { offset_expr, .. } = &data.kind else {
            bail!("a passive segment is not known here");
        };
        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
            bail!("a segment whose address is not a number");
        };
        let end = data.range.end;
        Ok(Self { address: value.cast_unsigned(), offsets: end - data.data.len()..end })
    }
}
