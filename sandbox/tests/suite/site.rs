//! Serving the built page.

use std::fs;
use std::io::Read;

use crate::support::{Folder, Response, Sandbox};

const INDEX: &str = "<!doctype html><html><head><title>Page</title></head><body>é</body></html>";
const WASM: &str = "app-0123456789abcdef.wasm";

struct Served {
    folder: Folder,
    sandbox: Sandbox,
}

fn serve() -> Served {
    let folder = Folder::new();
    folder.write("secret.txt", "not part of the site");
    folder.write("dist/index.html", INDEX);
    folder.write(&format!("dist/{WASM}"), "wasm ".repeat(10_000));
    for name in [
        "app-0123456789abcdef.js",
        "main.css",
        "icon.svg",
        "icon.png",
        "site.webmanifest",
        "data.json",
        "sw.js",
        "sub/page.html",
        "name with é.txt",
        "noextension",
    ] {
        folder.write(&format!("dist/{name}"), format!("contents of {name}"));
    }
    let site = Some(folder.join("dist"));
    let sandbox = Sandbox::with(sandbox::Options { site, ..Sandbox::options() });
    Served { folder, sandbox }
}

impl Served {
    fn get(&self, path: &str) -> Response {
        self.sandbox.client.with_token(None).get(path)
    }

    fn get_with(&self, path: &str, header: (&str, &str)) -> Response {
        self.sandbox.client.send("GET", path, &[header])
    }
}

fn is_index(response: &Response) -> bool {
    response.status == 200 && response.text().contains("<title>Page</title>")
}

#[test]
fn the_page_contains_the_sandbox_account() {
    let site = serve();
    let expected = INDEX.replace(
        "</head>",
        r#"<meta name="sandbox-account" content="sandbox-token-north 1"></head>"#,
    );
    for path in ["/", "/index.html", "/history", "/?status=WFH"] {
        assert_eq!(site.get(path).text(), expected, "{path}");
    }
    assert_eq!(fs::read_to_string(site.folder.join("dist/index.html")).unwrap(), INDEX);
    assert_eq!(site.get("/sub/page.html").text(), "contents of sub/page.html");
}

#[test]
fn a_rebuilt_page_is_served_at_once() {
    let site = serve();
    let before = site.get("/");
    site.folder.write("dist/index.html", INDEX.replace("Page", "Rebuilt"));
    let after = site.get_with("/", ("if-none-match", before.header("etag").unwrap()));
    assert_eq!(after.status, 200);
    assert!(after.text().contains("Rebuilt"));
    // The cache of compressed files does not return the old page.
    let brotli = |site: &Served| unbrotli(&site.get_with("/", ("accept-encoding", "br")).body);
    assert!(brotli(&site).contains("Rebuilt"));
    site.folder.write("dist/index.html", INDEX.replace("Page", "Again"));
    assert!(brotli(&site).contains("Again"));
}

#[test]
fn a_route_serves_the_page_and_a_missing_file_returns_404() {
    let site = serve();
    for path in ["/settings", "/a/b/c", "/settings/", "/sub", "/sub/", "//", "/%C3%A9", "/apis"] {
        assert!(is_index(&site.get(path)), "{path}");
    }
    for path in ["/missing.js", "/app-fedcba9876543210.js", "/a/b.css", "/favicon.ico", "/.env"] {
        let response = site.get(path);
        assert_eq!((response.status, response.text()), (404, "Not found.\n"), "{path}");
    }
    for path in ["/api", "/api/", "/api/v1/settings", "/api/index.html"] {
        site.get(path).assert_error(404, "not found");
    }
    assert_eq!(site.get("/noextension").text(), "contents of noextension");
    assert_eq!(site.get("/name%20with%20%C3%A9.txt").text(), "contents of name with é.txt");
}

#[test]
fn no_path_escapes_the_folder() {
    let site = serve();
    #[cfg(unix)]
    std::os::unix::fs::symlink(site.folder.join("secret.txt"), site.folder.join("dist/link.txt"))
        .unwrap();
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/../nothing",
        "/sub/../nothing",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/sub/../../secret.txt",
        "/..%5csecret.txt",
        "/sub/%2e%2e/%2e%2e/secret.txt",
        "/..%00/secret.txt",
        "/%",
        "/%ff.txt",
        "/....//secret.txt",
        "//etc/hostname.txt",
        "/%2fetc%2fhosts.txt",
        "/..",
        "/.",
        "/link.txt",
        "/secret.txt",
    ] {
        let response = site.get(path);
        assert_eq!(response.status, 404, "{path}");
        assert!(!response.text().contains("not part"), "{path}");
    }
}

#[test]
fn content_types_and_security_headers_are_set() {
    let site = serve();
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/app-0123456789abcdef.js", "text/javascript; charset=utf-8"),
        ("/app-0123456789abcdef.wasm", "application/wasm"),
        ("/main.css", "text/css; charset=utf-8"),
        ("/icon.svg", "image/svg+xml"),
        ("/icon.png", "image/png"),
        ("/site.webmanifest", "application/manifest+json"),
        ("/data.json", "application/json"),
        ("/noextension", "application/octet-stream"),
    ] {
        let response = site.get(path);
        assert_eq!(response.header("content-type"), Some(kind), "{path}");
    }
    for path in ["/", "/icon.png", "/missing.js"] {
        let response = site.get(path);
        assert_eq!(response.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(response.header("referrer-policy"), Some("no-referrer"), "{path}");
        let policy = response.header("content-security-policy");
        assert_eq!(policy, Some("frame-ancestors 'none'"), "{path}");
    }
}

#[test]
fn only_hashed_files_are_cached_forever() {
    let site = serve();
    for (path, caching) in [
        ("/", "no-cache"),
        ("/history", "no-cache"),
        ("/sw.js", "no-cache"),
        ("/icon.svg", "no-cache"),
        ("/app-0123456789abcdef.js", "public, max-age=31536000, immutable"),
        ("/app-0123456789abcdef.wasm", "public, max-age=31536000, immutable"),
    ] {
        assert_eq!(site.get(path).header("cache-control"), Some(caching), "{path}");
    }
}

#[test]
fn an_unchanged_file_returns_304() {
    let site = serve();
    for path in ["/", "/main.css"] {
        let tag = site.get(path).header("etag").unwrap().to_owned();
        for known in [tag.clone(), format!("\"other\", {tag}"), "*".to_owned()] {
            let response = site.get_with(path, ("if-none-match", &known));
            assert_eq!((response.status, response.body.len()), (304, 0), "{path} {known}");
            assert_eq!(response.header("etag"), Some(tag.as_str()));
            assert_eq!(response.header("cache-control"), Some("no-cache"));
        }
        assert_eq!(site.get_with(path, ("if-none-match", "\"other\"")).status, 200);
    }
}

fn unbrotli(bytes: &[u8]) -> String {
    let mut text = String::new();
    brotli::Decompressor::new(bytes, 4096).read_to_string(&mut text).unwrap();
    text
}

fn ungzip(bytes: &[u8]) -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn wasm_and_html_are_compressed_as_the_client_accepts() {
    let site = serve();
    let path = format!("/{WASM}");
    let plain = site.get(&path);
    assert_eq!(plain.header("content-encoding"), None);
    assert_eq!(plain.body.len(), 50_000);
    for (accept, encoding) in [
        ("br", Some("br")),
        ("gzip, deflate, br, zstd", Some("br")),
        ("gzip", Some("gzip")),
        ("br;q=0, gzip;q=0.5", Some("gzip")),
        ("br;q=0", None),
        ("identity", None),
    ] {
        // The second response comes from the cache.
        for _ in 0..2 {
            let response = site.get_with(&path, ("accept-encoding", accept));
            assert_eq!(response.header("content-encoding"), encoding, "{accept}");
            assert_eq!(response.header("vary"), Some("accept-encoding"));
            let content = match encoding {
                Some("br") => unbrotli(&response.body),
                Some(_) => ungzip(&response.body),
                None => response.text().to_owned(),
            };
            assert_eq!(content, plain.text(), "{accept}");
            assert!(encoding.is_none() || response.body.len() < 1_000);
        }
    }
    let index = site.get_with("/history", ("accept-encoding", "br"));
    assert!(unbrotli(&index.body).contains("sandbox-account"));
    let png = site.get_with("/icon.png", ("accept-encoding", "br, gzip"));
    assert_eq!((png.header("content-encoding"), png.text()), (None, "contents of icon.png"));
}

#[test]
fn precompressed_files_are_sent_unchanged() {
    let site = serve();
    let read = |encoding: &str| {
        site.get_with("/main.css", ("accept-encoding", encoding)).text().to_owned()
    };
    site.folder.write("dist/main.css.br", "brotli of the build");
    site.folder.write("dist/main.css.gz", "gzip of the build");
    assert_eq!(read("br, gzip"), "brotli of the build");
    assert_eq!(read("gzip"), "gzip of the build");
    assert_eq!(read("identity"), "contents of main.css");
}

#[test]
fn head_returns_the_headers_of_get_without_a_body() {
    let site = serve();
    for path in ["/", "/history", "/main.css"] {
        let get = site.get(path);
        let head = site.sandbox.client.send("HEAD", path, &[]);
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        for name in ["content-type", "content-length", "etag", "cache-control"] {
            assert!(head.header(name).is_some(), "{path} {name}");
            assert_eq!(head.header(name), get.header(name), "{path} {name}");
        }
    }
    for method in ["PUT", "DELETE", "OPTIONS"] {
        let response = site.sandbox.client.send(method, "/", &[]);
        assert_eq!(
            (response.status, response.header("allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
}

#[test]
fn without_a_site_the_root_returns_404() {
    let response = Sandbox::start().client.get("/");
    assert_eq!(response.status, 404);
    assert!(response.text().contains("--site"));
}
