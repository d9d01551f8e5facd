//! The parts of a program.
//!
//! Every function belongs to one part. Where it is called from another one, or was in the table
//! already, it has a slot in the table, and the other parts call the slot. All parts but the first hold
//! only what never changes, code and constants, so that it does no harm to bring one twice. A part needs
//! those before it: constants come with the first part that can reach them.
//!
//! Until a part is there, its slots are empty. [`Parts::stand_ins`] lists them, for stand-ins that fetch
//! what is missing when they are called: `public/parts.js` makes them. Written out in a module they cost a
//! first visit 2.6 kB of brotli more.

use crate::constants::{Constants, Division};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{
    Call, CallIndirect, Const, Instr, InstrSeqId, Load, RefFunc, ReturnCall, Store, Value, Visitor,
    dfs_in_order,
};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind,
    GlobalKind, LocalFunction, Module, RefType, TableId, TypeId, ValType, passes,
};

/// The module from which the others import memory, tables and globals.
const FIRST: &str = "first";
/// A function with no more instructions than this is copied into the parts that come later, which is
/// smaller than a slot for it.
const COPIED: u64 = 8;

/// A program in parts.
pub(crate) struct Parts {
    /// The modules, the first of which runs alone, but for what stand-ins bring.
    pub(crate) modules: Vec<Vec<u8>>,
    /// The number of signatures and the signatures, and then for each slot which of them stands in
    /// there, from 1, or 0 where none does. All numbers are LEB128. (By signature, with distances
    /// between the slots, it is 0.3 kB of brotli more.)
    pub(crate) stand_ins: Vec<u8>,
}

/// A part, by its place in the order in which they come.
pub(crate) type Part = usize;
pub(crate) const FIRST_PART: Part = 0;

/// Splits the program that `program` gives into `count` parts: it is read for each anew, since a part is
/// what remains of all. A function's part is `part_of` its name, but for those that JavaScript calls by
/// name, which are in the first.
pub(crate) fn split(
    program: impl Fn() -> Result<Module>,
    constants: &Constants,
    count: usize,
    part_of: impl Fn(&str) -> Part,
) -> Result<Parts> {
    let whole = program()?;
    let plan = Plan::of(&whole, count, part_of)?;
    let division = constants.divide((FIRST_PART..count).map(|part| plan.numbers(&whole, part)));
    let stand_ins = plan.stand_ins(&whole)?;
    let cut = |part| {
        let mut module = program()?;
        plan.cut(&mut module, part)?;
        keep_data(&mut module, &division, part)?;
        share(&mut module, part)?;
        passes::gc::run(&mut module);
        Ok(module.emit_wasm())
    };
    let modules = (FIRST_PART..count).map(cut).collect::<Result<_>>()?;
    Ok(Parts { modules, stand_ins })
}

/// What all parts must agree on. Functions are named by their index, which is the same whenever a
/// program is read.
struct Plan {
    part: Vec<Part>,
    is_small: Vec<bool>,
    /// What the table holds.
    table: BTreeMap<u32, usize>,
    /// One slot of each function that has any.
    slots: BTreeMap<usize, u32>,
    table_size: u32,
}

impl Plan {
    fn of(program: &Module, count: usize, part_of: impl Fn(&str) -> Part) -> Result<Self> {
        let called_by_name: BTreeSet<FunctionId> = program
            .exports
            .iter()
            .filter_map(|export| match export.item {
                ExportItem::Function(function) => Some(function),
                _ => None,
            })
            .chain(program.start)
            .collect();
        let mut part = Vec::new();
        let mut is_small = Vec::new();
        for function in program.funcs.iter() {
            let is_free = matches!(function.kind, FunctionKind::Local(_))
                && !called_by_name.contains(&function.id());
            let name = function.name.as_deref().filter(|_| is_free);
            part.push(name.map_or(FIRST_PART, &part_of));
            is_small.push(
                matches!(&function.kind, FunctionKind::Local(local) if local.size() <= COPIED),
            );
        }
        let table = table_of(program)?;
        let slots = table.iter().map(|(&slot, &function)| (function, slot)).collect();
        let table_size = program.tables.get(function_table(program)?).initial;
        let table_size = u32::try_from(table_size)?;
        let mut plan = Self { part, is_small, table, slots, table_size };
        // Those of a part stand together, in one run.
        let mut called = BTreeSet::new();
        for (caller, function) in program.funcs.iter_local() {
            for part in (FIRST_PART..count).filter(|&part| plan.is_in(caller.index(), part)) {
                let callees = callees(function).into_iter().map(|callee| callee.index());
                let elsewhere = callees.filter(|&callee| !plan.is_in(callee, part));
                called.extend(elsewhere.map(|callee| (plan.part[callee], callee)));
            }
        }
        for (_, function) in called {
            if !plan.slots.contains_key(&function) {
                plan.slots.insert(function, plan.table_size);
                plan.table.insert(plan.table_size, function);
                plan.table_size += 1;
            }
        }
        Ok(plan)
    }

    /// Whether the code of `function` is in `part`: as its own, or as a copy from one before.
    fn is_in(&self, function: usize, part: Part) -> bool {
        self.part[function] == part || self.part[function] < part && self.is_small[function]
    }

    /// The numbers in the code of `part`, each of which could be an address.
    fn numbers<'module>(
        &self,
        program: &'module Module,
        part: Part,
    ) -> impl Iterator<Item = u32> + use<'module, '_> {
        let functions = program.funcs.iter_local();
        functions
            .filter(move |(function, _)| self.is_in(function.index(), part))
            .flat_map(|(_, function)| numbers(function))
    }

    /// Leaves in `module` the functions that belong to `part`.
    fn cut(&self, module: &mut Module, part: Part) -> Result<()> {
        let table = function_table(module)?;
        let types: Vec<TypeId> = module.funcs.iter().map(walrus::Function::ty).collect();
        for function in module.funcs.iter_mut() {
            let is_here = self.is_in(function.id().index(), part);
            if let FunctionKind::Local(local) = &mut function.kind
                && is_here
            {
                self.call_slots(local, part, &types, table)?;
            }
        }
        let elements: Vec<_> = module.elements.iter().map(walrus::Element::id).collect();
        for element in elements {
            module.elements.delete(element);
        }
        let functions: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
        // In the first part any function stands in for those of the others until stand-ins do: a segment
        // for each run of its own would cost 0.5 kB of brotli more.
        let filler = functions
            .iter()
            .find(|function| part == FIRST_PART && self.is_in(function.index(), part));
        let mine: Vec<(u32, FunctionId)> = self
            .table
            .iter()
            .filter_map(|(&slot, &function)| {
                let is_here = self.part[function] == part;
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

    /// Has `function` call slots where what it calls is in another part.
    fn call_slots(
        &self,
        function: &mut LocalFunction,
        part: Part,
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
                match callee.filter(|callee| !self.is_in(callee.index(), part)) {
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
        let types: Vec<TypeId> = module.funcs.iter().map(walrus::Function::ty).collect();
        let mut signatures = Vec::new();
        let mut of_slots = Vec::new();
        for slot in 0..self.table_size {
            let later =
                self.table.get(&slot).filter(|&&function| self.part[function] != FIRST_PART);
            let number = match later {
                Some(&function) => {
                    let signature = signature(module, types[function])?;
                    let known = signatures.iter().position(|known| *known == signature);
                    1 + known.unwrap_or_else(|| {
                        signatures.push(signature);
                        signatures.len() - 1
                    })
                }
                None => 0,
            };
            write_leb(&mut of_slots, u32::try_from(number)?);
        }
        let mut list = Vec::new();
        write_leb(&mut list, u32::try_from(signatures.len())?);
        list.extend(signatures.into_iter().flatten());
        list.extend(of_slots);
        Ok(list)
    }
}

/// Parameters and results, each with their number before them.
fn signature(module: &Module, of: TypeId) -> Result<Vec<u8>> {
    let of = module.types.get(of);
    let mut signature = Vec::new();
    for types in [of.params(), of.results()] {
        write_leb(&mut signature, u32::try_from(types.len())?);
        for value in types {
            signature.push(code(*value)?);
        }
    }
    Ok(signature)
}

/// Leaves in `module` the data that `division` gives to `part`.
fn keep_data(module: &mut Module, division: &Division, part: Part) -> Result<()> {
    let mut kept = Vec::new();
    for data in module.data.iter() {
        let DataKind::Active { memory, offset: ConstExpr::Value(Value::I32(address)) } = data.kind
        else {
            bail!("a data segment of a kind that is not known here");
        };
        for run in division.runs(address.cast_unsigned(), &data.value, part) {
            let start = address + i32::try_from(run.start)?;
            kept.push((memory, start, data.value[run].to_vec()));
        }
    }
    for data in module.data.iter().map(walrus::Data::id).collect::<Vec<_>>() {
        module.data.delete(data);
    }
    for memory in module.memories.iter_mut() {
        memory.data_segments.clear();
    }
    for (memory, address, bytes) in kept {
        let offset = ConstExpr::Value(Value::I32(address));
        let data = module.data.add(DataKind::Active { memory, offset }, bytes);
        module.memories.get_mut(memory).data_segments.insert(data);
    }
    Ok(())
}

/// Exports what the parts share, in the first one; in the others imports it, and leaves no other way in.
fn share(module: &mut Module, part: Part) -> Result<()> {
    let functions = function_table(module)?;
    let tables: Vec<_> = module.tables.iter().map(walrus::Table::id).collect();
    let name = |number: usize, table| {
        if table == functions { "functions".to_owned() } else { format!("table{number}") }
    };
    let globals: Vec<_> = module.globals.iter().map(walrus::Global::id).collect();
    if part == FIRST_PART {
        for (number, &id) in tables.iter().enumerate() {
            module.exports.add(&name(number, id), id);
        }
        for (number, &id) in globals.iter().enumerate() {
            module.exports.add(&format!("global{number}"), id);
        }
        return Ok(());
    }
    module.start = None;
    for export in module.exports.iter().map(walrus::Export::id).collect::<Vec<_>>() {
        module.exports.delete(export);
    }
    for id in module.memories.iter().map(walrus::Memory::id).collect::<Vec<_>>() {
        let memory = module.memories.get_mut(id);
        memory.import = Some(module.imports.add(FIRST, "memory", id));
    }
    for (number, &id) in tables.iter().enumerate() {
        module.tables.get_mut(id).import = Some(module.imports.add(FIRST, &name(number, id), id));
    }
    for (number, &id) in globals.iter().enumerate() {
        let import = module.imports.add(FIRST, &format!("global{number}"), id);
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
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

/// What stands in the code of `function` as a number, and where loads and stores count from.
fn numbers(function: &LocalFunction) -> Vec<u32> {
    struct Numbers(Vec<u32>);
    impl Visitor<'_> for Numbers {
        fn visit_value(&mut self, value: &Value) {
            if let Value::I32(number) = value {
                self.0.push(number.cast_unsigned());
            }
        }

        fn visit_load(&mut self, load: &Load) {
            self.0.extend(u32::try_from(load.arg.offset));
        }

        fn visit_store(&mut self, store: &Store) {
            self.0.extend(u32::try_from(store.arg.offset));
        }
    }
    let mut numbers = Numbers(Vec::new());
    dfs_in_order(&mut numbers, function, function.entry_block());
    numbers.0
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
