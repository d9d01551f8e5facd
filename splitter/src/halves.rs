//! The two halves of a program.
//!
//! Every function belongs to one half. Where it is called from the other one, or was in the table
//! already, it has a slot in the table, and the other half calls the slot. The rest holds code only, so
//! that it does no harm to bring it twice.
//!
//! Until the rest is there, its slots are empty. Section [`STAND_INS`] of the first half lists them,
//! for stand-ins that fetch it when they are called: `public/rest.js` makes them. Written out in the
//! module itself they cost a first visit 2.6 kB of brotli more.

use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{
    Call, CallIndirect, Const, Instr, InstrSeqId, RefFunc, ReturnCall, Value, Visitor, dfs_in_order,
};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, GlobalKind,
    LocalFunction, Module, RawCustomSection, RefType, TableId, TypeId, ValType, passes,
};

/// For each signature: its parameters and results, each with their number before them, and then the
/// number of its slots and the slots, each as its distance from the one before. All numbers are LEB128.
const STAND_INS: &str = "stand-ins";
/// The module from which the rest imports memory, tables and globals.
const FIRST: &str = "first";
/// A function of the first half with no more instructions than this is copied into the rest, which is
/// smaller than a slot for it.
const COPIED: u64 = 8;

/// A program in two.
pub(crate) struct Halves {
    /// Runs alone, but for what stand-ins bring.
    pub(crate) first: Vec<u8>,
    /// What comes later.
    pub(crate) rest: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    First,
    Rest,
}

/// Splits the program that `program` gives: twice, since each half is what remains of one. Functions
/// of which `is_later` holds go to the rest, but for those that JavaScript calls by name.
pub(crate) fn split(
    program: impl Fn() -> Result<Module>,
    is_later: impl Fn(&str) -> bool,
) -> Result<Halves> {
    let plan = Plan::of(&program()?, is_later)?;
    let mut first = program()?;
    plan.cut(&mut first, Half::First)?;
    let stand_ins = plan.stand_ins(&first)?;
    first.customs.add(RawCustomSection { name: STAND_INS.to_owned(), data: stand_ins });
    share(&mut first, Half::First)?;
    passes::gc::run(&mut first);

    let mut rest = program()?;
    plan.cut(&mut rest, Half::Rest)?;
    share(&mut rest, Half::Rest)?;
    passes::gc::run(&mut rest);
    Ok(Halves { first: first.emit_wasm(), rest: rest.emit_wasm() })
}

/// What both halves must agree on. Functions are named by their index, which is the same whenever a
/// program is read.
struct Plan {
    half: Vec<Half>,
    is_small: Vec<bool>,
    /// What the table holds.
    table: BTreeMap<u32, usize>,
    /// One slot of each function that has any.
    slots: BTreeMap<usize, u32>,
    table_size: u32,
}

impl Plan {
    fn of(program: &Module, is_later: impl Fn(&str) -> bool) -> Result<Self> {
        let called_by_name: BTreeSet<FunctionId> = program
            .exports
            .iter()
            .filter_map(|export| match export.item {
                ExportItem::Function(function) => Some(function),
                _ => None,
            })
            .chain(program.start)
            .collect();
        let mut half = Vec::new();
        let mut is_small = Vec::new();
        for function in program.funcs.iter() {
            let is_rest = matches!(function.kind, FunctionKind::Local(_))
                && !called_by_name.contains(&function.id())
                && function.name.as_deref().is_some_and(&is_later);
            half.push(if is_rest { Half::Rest } else { Half::First });
            is_small.push(
                matches!(&function.kind, FunctionKind::Local(local) if local.size() <= COPIED),
            );
        }
        let table = table_of(program)?;
        let slots = table.iter().map(|(&slot, &function)| (function, slot)).collect();
        let table_size = program.tables.get(function_table(program)?).initial;
        let table_size = u32::try_from(table_size)?;
        let mut plan = Self { half, is_small, table, slots, table_size };
        for (caller, function) in program.funcs.iter_local() {
            for half in [Half::First, Half::Rest] {
                if plan.is_in(caller.index(), half) {
                    for callee in callees(function) {
                        plan.reach(callee.index(), half);
                    }
                }
            }
        }
        Ok(plan)
    }

    /// Whether the code of `function` is in `half`.
    fn is_in(&self, function: usize, half: Half) -> bool {
        self.half[function] == half || half == Half::Rest && self.is_small[function]
    }

    /// Gives `callee` a slot, if that is how it is called from `half`.
    fn reach(&mut self, callee: usize, half: Half) {
        if !self.is_in(callee, half) && !self.slots.contains_key(&callee) {
            self.slots.insert(callee, self.table_size);
            self.table.insert(self.table_size, callee);
            self.table_size += 1;
        }
    }

    /// Leaves in `module` what belongs to `half`.
    fn cut(&self, module: &mut Module, half: Half) -> Result<()> {
        let table = function_table(module)?;
        let types: Vec<TypeId> = module.funcs.iter().map(walrus::Function::ty).collect();
        for function in module.funcs.iter_mut() {
            let is_here = self.is_in(function.id().index(), half);
            if let FunctionKind::Local(local) = &mut function.kind
                && is_here
            {
                self.call_slots(local, half, &types, table)?;
            }
        }
        let elements: Vec<_> = module.elements.iter().map(walrus::Element::id).collect();
        for element in elements {
            module.elements.delete(element);
        }
        let functions: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
        // In the first half any function stands in for those of the rest until stand-ins do: a segment
        // for each run of its own would cost 0.5 kB of brotli more.
        let filler = match half {
            Half::First => functions.iter().find(|function| self.is_in(function.index(), half)),
            Half::Rest => None,
        };
        let mine: Vec<(u32, FunctionId)> = self
            .table
            .iter()
            .filter_map(|(&slot, &function)| {
                let is_here = self.half[function] == half;
                Some((slot, if is_here { functions[function] } else { *filler? }))
            })
            .collect();
        let size = u64::from(self.table_size);
        let shared = module.tables.get_mut(table);
        shared.elem_segments.clear();
        shared.initial = size;
        shared.maximum = shared.maximum.map(|maximum| maximum.max(size));
        for run in mine.chunk_by(|(slot, _), (next, _)| slot + 1 == *next) {
            let offset = ConstExpr::Value(Value::I32(i32::try_from(run[0].0)?));
            let items =
                ElementItems::Functions(run.iter().map(|&(_, function)| function).collect());
            let element = module.elements.add(ElementKind::Active { table, offset }, items);
            module.tables.get_mut(table).elem_segments.insert(element);
        }
        Ok(())
    }

    /// Has `function` call slots where what it calls is in the other half.
    fn call_slots(
        &self,
        function: &mut LocalFunction,
        half: Half,
        types: &[TypeId],
        table: TableId,
    ) -> Result<()> {
        for sequence in sequences(function) {
            let instructions = &mut function.block_mut(sequence).instrs;
            let mut changed = Vec::with_capacity(instructions.len());
            for (instruction, place) in instructions.drain(..) {
                let callee = match &instruction {
                    Instr::Call(Call { func }) => Some(*func),
                    Instr::ReturnCall(ReturnCall { .. }) | Instr::RefFunc(RefFunc { .. }) => {
                        bail!("{instruction:?} is not known here");
                    }
                    _ => None,
                };
                match callee.filter(|callee| !self.is_in(callee.index(), half)) {
                    Some(callee) => {
                        let slot =
                            *self.slots.get(&callee.index()).context("a call without a slot")?;
                        let value = Value::I32(i32::try_from(slot)?);
                        changed.push((Instr::Const(Const { value }), place));
                        changed.push((
                            Instr::CallIndirect(CallIndirect { ty: types[callee.index()], table }),
                            place,
                        ));
                    }
                    None => changed.push((instruction, place)),
                }
            }
            *instructions = changed;
        }
        Ok(())
    }

    fn stand_ins(&self, module: &Module) -> Result<Vec<u8>> {
        let mut signatures: BTreeMap<Vec<u8>, Vec<u32>> = BTreeMap::new();
        let types: Vec<TypeId> = module.funcs.iter().map(walrus::Function::ty).collect();
        for (&slot, &function) in
            self.table.iter().filter(|&(_, &function)| self.half[function] == Half::Rest)
        {
            let signature = module.types.get(types[function]);
            let mut key = Vec::new();
            for types in [signature.params(), signature.results()] {
                write_leb(&mut key, u32::try_from(types.len())?);
                for value in types {
                    key.push(code(*value)?);
                }
            }
            signatures.entry(key).or_default().push(slot);
        }
        let mut section = Vec::new();
        for (signature, slots) in signatures {
            section.extend(signature);
            write_leb(&mut section, u32::try_from(slots.len())?);
            let mut before = 0;
            for slot in slots {
                write_leb(&mut section, slot - before);
                before = slot;
            }
        }
        Ok(section)
    }
}

/// Exports or imports what both halves share; the rest has nothing else.
fn share(module: &mut Module, half: Half) -> Result<()> {
    let functions = function_table(module)?;
    let tables: Vec<_> = module.tables.iter().map(walrus::Table::id).collect();
    let name = |number: usize, table| {
        if table == functions { "functions".to_owned() } else { format!("table{number}") }
    };
    let globals: Vec<_> = module.globals.iter().map(walrus::Global::id).collect();
    let memories: Vec<_> = module.memories.iter().map(walrus::Memory::id).collect();
    match half {
        Half::First => {
            for (number, &id) in tables.iter().enumerate() {
                module.exports.add(&name(number, id), id);
            }
            for (number, &id) in globals.iter().enumerate() {
                module.exports.add(&format!("global{number}"), id);
            }
        }
        Half::Rest => {
            module.start = None;
            for export in module.exports.iter().map(walrus::Export::id).collect::<Vec<_>>() {
                module.exports.delete(export);
            }
            for data in module.data.iter().map(walrus::Data::id).collect::<Vec<_>>() {
                module.data.delete(data);
            }
            for &id in &memories {
                let memory = module.memories.get_mut(id);
                memory.data_segments.clear();
                memory.import = Some(module.imports.add(FIRST, "memory", id));
            }
            for (number, &id) in tables.iter().enumerate() {
                module.tables.get_mut(id).import =
                    Some(module.imports.add(FIRST, &name(number, id), id));
            }
            for (number, &id) in globals.iter().enumerate() {
                let import = module.imports.add(FIRST, &format!("global{number}"), id);
                module.globals.get_mut(id).kind = GlobalKind::Import(import);
            }
        }
    }
    Ok(())
}

/// The table through which functions are called; there is one more, of what belongs to JavaScript.
fn function_table(module: &Module) -> Result<TableId> {
    module.tables.main_function_table()?.context("the program has no table of functions")
}

fn table_of(program: &Module) -> Result<BTreeMap<u32, usize>> {
    let mut table = BTreeMap::new();
    for element in program.elements.iter() {
        let ElementKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } = element.kind
        else {
            bail!("an element segment of a kind that is not known here");
        };
        let ElementItems::Functions(functions) = &element.items else {
            bail!("an element segment of expressions");
        };
        table.extend((u32::try_from(offset)?..).zip(functions.iter().map(FunctionId::index)));
    }
    Ok(table)
}

fn sequences(function: &LocalFunction) -> Vec<InstrSeqId> {
    struct Sequences(Vec<InstrSeqId>);
    impl<'module> Visitor<'module> for Sequences {
        fn start_instr_seq(&mut self, sequence: &'module walrus::ir::InstrSeq) {
            self.0.push(sequence.id());
        }
    }
    let mut sequences = Sequences(Vec::new());
    dfs_in_order(&mut sequences, function, function.entry_block());
    sequences.0
}

fn callees(function: &LocalFunction) -> Vec<FunctionId> {
    struct Callees(Vec<FunctionId>);
    impl Visitor<'_> for Callees {
        fn visit_function_id(&mut self, callee: &FunctionId) {
            self.0.push(*callee);
        }
    }
    let mut callees = Callees(Vec::new());
    dfs_in_order(&mut callees, function, function.entry_block());
    callees.0
}

/// <https://webassembly.github.io/spec/core/binary/types.html>
fn code(value: ValType) -> Result<u8> {
    Ok(match value {
        ValType::I32 => 0x7f,
        ValType::I64 => 0x7e,
        ValType::F32 => 0x7d,
        ValType::F64 => 0x7c,
        ValType::Ref(RefType::EXTERNREF) => 0x6f,
        other => bail!("a parameter of type {other:?} is not known here"),
    })
}

/// <https://webassembly.github.io/spec/core/binary/values.html#integers>
fn write_leb(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}
