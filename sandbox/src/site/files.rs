//! Maps URL paths to files, and file names to headers.

use std::path::{Path, PathBuf};

use crate::percent;

pub(super) const INDEX: &str = "index.html";

/// Finds the file for a URL path. A route of the page has no extension and maps to `index.html`.
/// Never returns a file outside `root`, which must be canonical.
pub(super) fn find(root: &Path, url_path: &str) -> Option<PathBuf> {
    let path = percent::decode(url_path.as_bytes()).ok()?;
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    if segments.iter().any(|segment| is_unsafe(segment)) {
        return None;
    }
    let mut file = root.to_owned();
    file.extend(&segments);
    if file.is_file() {
        // A symbolic link may point outside the folder.
        return file.canonicalize().ok().filter(|file| file.starts_with(root));
    }
    let is_route = !segments.last().is_some_and(|name| name.contains('.'));
    is_route.then(|| root.join(INDEX))
}

/// The MIME type for the extension of a file.
pub(super) fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

/// Whether compression pays off. Most images and fonts are compressed already.
pub(super) fn is_compressible(content_type: &str) -> bool {
    content_type.starts_with("text/")
        || matches!(
            content_type,
            "application/wasm"
                | "application/json"
                | "application/manifest+json"
                | "application/xml"
                | "image/svg+xml"
                | "image/x-icon"
        )
}

/// The `Cache-Control` value. A file with a hash in its name never changes. Browsers must
/// revalidate every other file.
pub(super) fn cache_control(file: &Path) -> &'static str {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if has_hash(name) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// Matches the names that the build generates, such as `start-0123456789abcdef.js`.
fn has_hash(name: &str) -> bool {
    name.rsplit_once('-').and_then(|(_, end)| end.split_once('.')).is_some_and(|(hash, _)| {
        hash.len() == 16 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// On Windows, a backslash or a colon can lead out of the folder.
fn is_unsafe(segment: &str) -> bool {
    matches!(segment, "." | "..") || segment.contains(['/', '\\', ':', '\0'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_generated_names_have_a_hash() {
        for name in
            ["app-0123456789abcdef.js", "a-b-0123456789abcdef.wasm", "de-0123456789abcdef.txt"]
        {
            assert!(has_hash(name), "{name}");
        }
        for name in [
            "0123456789abcdef.js",
            "app-0123456789abcde.js",
            "app-0123456789ABCDEF.js",
            "app-0123456789abcdef0.js",
            "app-0123456789abcdef",
            "app.js",
            "de.webmanifest",
        ] {
            assert!(!has_hash(name), "{name}");
        }
    }

    #[test]
    fn the_files_of_a_language_are_served_like_the_others() {
        for (name, kind, caching) in [
            (
                "de-0123456789abcdef.txt",
                "text/plain; charset=utf-8",
                "public, max-age=31536000, immutable",
            ),
            ("de.webmanifest", "application/manifest+json", "no-cache"),
        ] {
            assert_eq!(content_type(Path::new(name)), kind);
            assert_eq!(cache_control(Path::new(name)), caching);
            assert!(is_compressible(kind), "{name}");
            assert_eq!(find(Path::new("/nowhere"), name), None);
        }
    }
}
