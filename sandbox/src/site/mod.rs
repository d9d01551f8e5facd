//! Serves the built page as a static host would: MIME types, caching, compression, and
//! `index.html` for every path that is a place in the page and not a file.

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
    /// There is no such folder.
    #[error("The site folder {} cannot be read: {cause}.", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The page has not been built.
    #[error("The site folder {} has no index.html: build the page first.", .0.display())]
    NotBuilt(PathBuf),
}

impl Site {
    /// Takes the folder into service; the page in it is told of the given account.
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

    /// The contents of a file. `index.html` is given the account, right before `</head>`.
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
            return (StatusCode::INTERNAL_SERVER_ERROR, "The file cannot be read.\n")
                .into_response();
        };
        let content_type = files::content_type(&file);
        let tag = encoding::tag(&content);
        let mut response = if has(headers, &tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let accepted = Encoding::accepted(headers).filter(|_| files::shrinks(content_type));
            match accepted {
                Some(encoding) => {
                    let bytes = encoding::beside(&file, encoding)
                        .unwrap_or_else(|| self.compressed.get(&file, &tag, encoding, &content));
                    ([(header::CONTENT_ENCODING, encoding.name())], bytes).into_response()
                }
                None => Bytes::from(content).into_response(),
            }
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(files::caching(&file)));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        response
    }
}

/// Serves the site for every path; without one, says how to get one.
pub(crate) fn router(site: Option<Site>) -> Router {
    let router = match site {
        Some(site) => Router::new().fallback(serve).with_state(Arc::new(site)),
        None => Router::new().fallback(|| async {
            (StatusCode::NOT_FOUND, "No site is served here: start with --site DIR.\n")
        }),
    };
    router.layer(middleware::map_response(harden))
}

async fn serve(State(site): State<Arc<Site>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(header::ALLOW, "GET, HEAD")];
        return (StatusCode::METHOD_NOT_ALLOWED, allow, "Not allowed.\n").into_response();
    }
    // Files and compression block, and must not keep others waiting.
    let answer =
        tokio::task::spawn_blocking(move || site.respond(request.uri().path(), request.headers()));
    answer.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

async fn harden(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    // The page's own tag says the rest; this much a tag cannot say.
    let policy = HeaderValue::from_static("frame-ancestors 'none'");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// Whether the client holds this version already.
fn has(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| matches!(known.trim(), known if known == tag || known == "*"))
}
