//! Names of functions: as they stay the same from build to build, and as short as they get.

use std::fmt::Write;
use walrus::Module;

/// Sixteen digits for a function's name. What differs from machine to machine is left out of it: the
/// hash by which a compiler tells crates apart, `name[0123456789abcdef]`, and the number by which
/// wasm-opt tells functions of one name apart, `name.12`.
pub(crate) fn fingerprint(name: &str) -> String {
    let numbered = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut rest =
        if numbered.len() < name.len() { numbered.strip_suffix('.').unwrap_or(name) } else { name };
    let mut hash = Fnv::default();
    while let Some(at) = rest.find('[') {
        let (before, bracketed) = rest.split_at(at);
        hash.add(before);
        rest = match bracketed[1..].split_once(']') {
            Some((inside, after)) if is_crate_hash(inside) => after,
            _ => {
                hash.add("[");
                &bracketed[1..]
            }
        };
    }
    hash.add(rest);
    format!("{:016x}", hash.0)
}

fn is_crate_hash(text: &str) -> bool {
    (8..=16).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// FNV-1a: ten lines, and good enough for some thousand names that nobody picks to collide.
/// <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, text: &str) {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Takes away the exports that `script` has no use for, as `module.name`: with them goes what only they
/// need. (The glue has classes for streams, which came with a library and which nothing makes.)
pub(crate) fn drop_uncalled(module: &mut Module, script: &str) {
    let exports: Vec<_> =
        module.exports.iter().map(|export| (export.id(), export.name.clone())).collect();
    for (export, name) in exports {
        if !has_member(script, &name) {
            module.exports.delete(export);
        }
    }
}

fn has_member(script: &str, name: &str) -> bool {
    script.match_indices(name).any(|(at, _)| {
        script[..at].ends_with('.')
            && !script[at + name.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
    })
}

/// Gives short names to what wasm-bindgen's glue and the program know each other by: a hash in each of
/// them is 4 kB of brotli. Gives a line for each: the long name and the short one.
pub(crate) fn shorten(module: &mut Module) -> String {
    let imports = module.imports.iter_mut().map(|import| &mut import.name);
    let exports = module.exports.iter_mut().map(|export| &mut export.name);
    let mut lines = String::new();
    let made_up =
        |name: &&mut String| name.starts_with("__wb") || name.starts_with("wasm_bindgen_");
    for (number, name) in imports.chain(exports).filter(made_up).enumerate() {
        let short = format!("_{number}");
        // Writing to a string can't fail.
        let _ = writeln!(lines, "{name} {short}");
        *name = short;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{fingerprint, has_member};

    #[test]
    fn what_differs_between_machines_is_left_out() {
        let here = "<core[0123456789abcdef]::option::Option<app[60f0012c8550cd84]::Page>>::map.12";
        let there = "<core[fedcba987654321]::option::Option<app[e8550cd84]::Page>>::map";
        assert_eq!(fingerprint(here), fingerprint(there));
    }

    #[test]
    fn a_member_is_a_whole_name_behind_a_dot() {
        assert!(has_member("id=\"main\";wasm.main(1)", "main"));
        for script in ["", "#main", "wasm.main_2()", "wasm.mains()", "domain"] {
            assert!(!has_member(script, "main"), "{script}");
        }
    }

    #[test]
    fn what_tells_functions_apart_is_not() {
        let names = [
            "app::show",
            "app::hide",
            "app::show::{closure#0}",
            "app::show::{closure#1}",
            "<[u8; 3]>::len",
            "<[u8; 4]>::len",
            "f64",
            "f6",
        ];
        for (index, one) in names.iter().enumerate() {
            for other in &names[index + 1..] {
                assert_ne!(fingerprint(one), fingerprint(other), "{one} and {other}");
            }
        }
    }
}
