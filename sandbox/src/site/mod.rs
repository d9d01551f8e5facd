//! Serves the built page like a static host: MIME types, caching, compression, and `index.html` for
//! every route of the page.

mod encoding;
mod files;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};

use encoding::{Compressed, Encoding};

/// A folder with a built page.
pub(crate) struct Site {
    root: PathBuf,
    account_tag: String,
    compressed: Compressed,
}

/// Why a folder cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The folder cannot be read.
    #[error("Cannot read the site folder {}: {cause}.", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The error of the operating system.
        cause: io::Error,
    },
    /// The page has not been built.
    #[error("The site folder {} has no index.html. Build the page first.", .0.display())]
    NotBuilt(PathBuf),
}

impl Site {
    /// Opens a folder. The served `index.html` will contain the given account.
    pub(crate) fn open(folder: &Path, token: &str, user_id: i64) -> Result<Self, SiteError> {
        let cannot_read = |cause| SiteError::Folder { folder: folder.to_owned(), cause };
        let root = folder.canonicalize().map_err(cannot_read)?;
        root.read_dir().map_err(cannot_read)?;
        if !root.join(files::INDEX).is_file() {
            return Err(SiteError::NotBuilt(folder.to_owned()));
        }
        Ok(Self {
            root,
            account_tag: format!(r#"<meta name="sandbox-account" content="{token} {user_id}">"#),
            compressed: Compressed::default(),
        })
    }

    /// Reads a file. Inserts the account into `index.html`, right before `</head>`.
    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        let content = std::fs::read(file)?;
        if file != self.root.join(files::INDEX) {
            return Ok(content);
        }
        let mut page = String::from_utf8(content).map_err(io::Error::other)?;
        if let Some(at) = page.find("</head>") {
            page.insert_str(at, &self.account_tag);
        }
        Ok(page.into_bytes())
    }

    fn respond(&self, path: &str, headers: &HeaderMap) -> Response {
        let Some(file) = files::find(&self.root, path) else {
            return (StatusCode::NOT_FOUND, "Not found.\n").into_response();
        };
        let Ok(content) = self.read(&file) else {
            return (StatusCode::INTERNAL_SERVER_ERROR, "Cannot read the file.\n").into_response();
        };
        let content_type = files::content_type(&file);
        let tag = encoding::tag(&content);
        let mut response = if tag_matches(headers, &tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let accepted =
                Encoding::accepted(headers).filter(|_| files::is_compressible(content_type));
            match accepted {
                Some(encoding) => {
                    let bytes = encoding::precompressed(&file, encoding)
                        .unwrap_or_else(|| self.compressed.get(&file, &tag, encoding, &content));
                    ([(header::CONTENT_ENCODING, encoding.name())], bytes).into_response()
                }
                None => Bytes::from(content).into_response(),
            }
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers
            .insert(header::CACHE_CONTROL, HeaderValue::from_static(files::cache_control(&file)));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        response
    }
}

/// Serves the site for every path. Without a site, explains how to serve one.
pub(crate) fn router(site: Option<Site>) -> Router {
    let router = match site {
        Some(site) => Router::new().fallback(serve).with_state(Arc::new(site)),
        None => Router::new().fallback(|| async {
            (StatusCode::NOT_FOUND, "No site is served. Start the sandbox with --site DIR.\n")
        }),
    };
    router.layer(middleware::map_response(harden))
}

async fn serve(State(site): State<Arc<Site>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(header::ALLOW, "GET, HEAD")];
        return (StatusCode::METHOD_NOT_ALLOWED, allow, "Method not allowed.\n").into_response();
    }
    // File access and compression would block the runtime.
    let response =
        tokio::task::spawn_blocking(move || site.respond(request.uri().path(), request.headers()));
    response.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

async fn harden(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    // The `<meta>` tag of the page sets the other directives, but cannot set this one.
    let policy = HeaderValue::from_static("frame-ancestors 'none'");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// Whether `If-None-Match` contains the tag.
fn tag_matches(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| matches!(known.trim(), known if known == tag || known == "*"))
}
