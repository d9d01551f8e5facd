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
    DataKind, KnownCustom, Linking, Operator, Parser, Payload, RelocAddendKind, RelocationEntry,
    RelocationType, SymbolInfo,
};

/// Where the names of segments begin whose content never changes.
const READ_ONLY: &str = ".rodata";
/// So few bytes that belong elsewhere may come along, before one more segment costs more.
const GAP: usize = 4;

/// What the linker told of a program's constants and variables, by their number.
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
    /// Reads what the linker told in `linked`. If it told nothing, there are none.
    pub(crate) fn of(linked: &[u8]) -> Result<Self> {
        let mut segments = Vec::new();
        let mut contents = 0..0;
        let mut read_only = Vec::new();
        let mut symbols = Vec::new();
        // By the number of the symbol that the linker gave it, as there are functions among them.
        let mut numbers = HashMap::new();
        let mut of_code = Vec::new();
        let mut of_data = Vec::new();
        for payload in Parser::new(0).parse_all(linked) {
            match payload? {
                Payload::DataSection(section) => {
                    contents = section.range();
                    segments = section
                        .into_iter()
                        .map(|data| Segment::of(&data?))
                        .collect::<Result<_>>()?;
                }
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Linking(linking) => {
                        for subsection in linking.subsections() {
                            match subsection? {
                                Linking::SegmentInfo(infos) => {
                                    for info in infos {
                                        read_only.push(info?.name.starts_with(READ_ONLY));
                                    }
                                }
                                Linking::SymbolTable(table) => {
                                    for (index, symbol) in (0u32..).zip(table) {
                                        if let SymbolInfo::Data { symbol: Some(place), .. } =
                                            symbol?
                                        {
                                            numbers.insert(index, symbols.len());
                                            symbols.push(place);
                                        }
                                    }
                                }
                                _ => {}
                            }
                        }
                    }
                    KnownCustom::Reloc(reloc) => {
                        let entries = reloc.entries().into_iter().collect::<Result<Vec<_>, _>>()?;
                        match section.name() {
                            "reloc.CODE" => of_code = entries,
                            "reloc.DATA" => of_data = entries,
                            _ => {}
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        let symbols = symbols.into_iter().map(|place| {
            let index = place.index as usize;
            let segment: &Segment = segments.get(index).context("a symbol without a segment")?;
            let start = segment.address + place.offset;
            let is_constant = read_only.get(index).copied().unwrap_or_default();
            Ok(Symbol { addresses: start..start + place.size, is_constant, holds: Vec::new() })
        });
        let mut constants = Self { symbols: symbols.collect::<Result<_>>()?, at: HashMap::new() };
        let address_in = |entry: &RelocationEntry| {
            let is_address = entry.ty.addend_kind() == RelocAddendKind::Addend32;
            numbers.get(&entry.index).copied().filter(|_| is_address)
        };
        for entry in &of_code {
            if let Some(symbol) = address_in(entry) {
                ensure!(
                    matches!(
                        entry.ty,
                        RelocationType::MemoryAddrLeb | RelocationType::MemoryAddrSleb
                    ),
                    "{entry:?} is not known here"
                );
                let start = i64::from(constants.symbols[symbol].addresses.start);
                let number = u32::try_from(start + entry.addend)?;
                constants.at.entry(number).or_default().push(symbol);
            }
        }
        for entry in &of_data {
            if let Some(symbol) = address_in(entry) {
                ensure!(entry.ty == RelocationType::MemoryAddrI32, "{entry:?} is not known here");
                let offset = contents.start + entry.offset as usize;
                let address = segments
                    .iter()
                    .find_map(|segment| segment.address_of(offset))
                    .context("an address outside of all segments")?;
                let mut holders = constants
                    .symbols
                    .iter_mut()
                    .filter(|holder| holder.addresses.contains(&address))
                    .peekable();
                ensure!(holders.peek().is_some(), "an address that no symbol holds");
                holders.for_each(|holder| holder.holds.push(symbol));
            }
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

/// A segment of a linked program.
struct Segment {
    address: u32,
    /// Where it lies in the file.
    offsets: Range<usize>,
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

    fn address_of(&self, offset: usize) -> Option<u32> {
        let inside = offset.checked_sub(self.offsets.start)?;
        (offset < self.offsets.end).then_some(self.address + u32::try_from(inside).ok()?)
    }
}
