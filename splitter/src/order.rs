//! What the compressor likes: brotli finds what repeats better where it is the same and stands close.

use anyhow::{Context, Result};
use std::collections::{BTreeSet, HashMap};
use walrus::ir::{Load, Store, VisitorMut, dfs_pre_order_mut};
use walrus::{FunctionKind, Module};
use wasmparser::{Parser, Payload};

/// How many bytes in a row count as a thing that repeats. Measured: 4 gives the smallest program.
const SHINGLE: usize = 4;
/// What more functions than this have says little about how alike two of them are, and costs time.
const TOO_COMMON: usize = 400;
/// What a function still counts once another one stands between: 250 bytes less than if it did not.
const FADING: f64 = 0.5;

/// Has all loads and stores promise nothing of their addresses. What they promise is a hint, which no browser
/// uses, and half of them would say it in another way than the other half: 1.7 kB of brotli.
/// <https://webassembly.github.io/spec/core/syntax/instructions.html#memory-instructions>
pub(crate) fn drop_alignments(module: &mut Module) {
    struct Unaligned;
    impl VisitorMut for Unaligned {
        fn visit_load_mut(&mut self, load: &mut Load) {
            load.arg.align = 1;
        }

        fn visit_store_mut(&mut self, store: &mut Store) {
            store.arg.align = 1;
        }
    }
    for (_, function) in module.funcs.iter_local_mut() {
        let entry = function.entry_block();
        dfs_pre_order_mut(&mut Unaligned, function, entry);
    }
}

/// Renames the functions of `module`, whose bytes are `bytes`, so that each follows those that it is
/// most like. Greedy: the best order is a travelling salesman's.
pub(crate) fn order(module: &mut Module, bytes: &[u8]) -> Result<()> {
    let bodies = bodies(bytes)?;
    // In an order, on which sums of floats depend, and with them the bytes of a release.
    let shingles: Vec<BTreeSet<&[u8]>> =
        bodies.iter().map(|body| body.windows(SHINGLE).collect()).collect();
    let mut owners: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (index, shingles) in shingles.iter().enumerate() {
        for shingle in shingles {
            owners.entry(shingle).or_default().push(index);
        }
    }
    let mut by_size: Vec<usize> = (0..bodies.len()).collect();
    by_size.sort_by_key(|&index| std::cmp::Reverse(bodies[index].len()));
    let mut by_size = by_size.into_iter();
    let mut ranks = vec![None; bodies.len()];
    let mut next = by_size.next();
    let mut rank = 0;
    let mut likeness: HashMap<usize, f64> = HashMap::new();
    while let Some(current) = next {
        ranks[current] = Some(rank);
        rank += 1;
        likeness.remove(&current);
        for likeness in likeness.values_mut() {
            *likeness *= FADING;
        }
        for shingle in &shingles[current] {
            let owners = &owners[shingle];
            if owners.len() <= TOO_COMMON {
                #[expect(clippy::cast_precision_loss, reason = "some thousand functions")]
                let weight = (bodies.len() as f64 / owners.len() as f64).ln();
                for &owner in owners.iter().filter(|&&owner| ranks[owner].is_none()) {
                    *likeness.entry(owner).or_default() += weight;
                }
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "some thousand shingles")]
        let relative = |(&owner, weight): (&usize, &f64)| {
            (weight / (shingles[owner].len() as f64 + 8.0).sqrt(), std::cmp::Reverse(owner))
        };
        next = likeness
            .iter()
            .map(relative)
            .max_by(|(one, first), (other, second)| one.total_cmp(other).then(first.cmp(second)))
            .map(|(_, std::cmp::Reverse(owner))| owner)
            .or_else(|| by_size.find(|&index| ranks[index].is_none()));
    }
    let mut ranks = ranks.into_iter();
    for function in module.funcs.iter_mut() {
        if let FunctionKind::Local(_) = function.kind {
            let rank = ranks.next().flatten().context("a function without a body")?;
            function.name = Some(format!("{rank:06}"));
        }
    }
    Ok(())
}

/// The code of each function, in the module's order, which walrus keeps when it reads.
fn bodies(bytes: &[u8]) -> Result<Vec<&[u8]>> {
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        if let Payload::CodeSectionEntry(body) = payload? {
            bodies.push(body.as_bytes());
        }
    }
    Ok(bodies)
}
