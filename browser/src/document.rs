//! Reads the document.

use whereabouts_core::config::Config;

/// Reads the configuration from the meta tags of `index.html`.
#[must_use]
pub fn read_config() -> Config {
    let document = web_sys::window().and_then(|window| window.document());
    let meta = |name: &str| {
        let element = document.as_ref()?.query_selector(&format!("meta[name={name}]")).ok()??;
        element.get_attribute("content")
    };
    let base_path = document
        .as_ref()
        .and_then(|document| document.base_uri().ok().flatten())
        .and_then(|base| web_sys::Url::new(&base).ok())
        .map(|url| url.pathname())
        .unwrap_or_default();
    Config::new(
        meta("api-base").as_deref(),
        meta("api-auth").as_deref(),
        meta("sandbox-account").as_deref(),
        &base_path,
    )
}
