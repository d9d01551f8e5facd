//! What the page tells the service worker (`public/sw.js`).

/// The cache that stands for "there is a sign-on". It is empty, and needs no running worker.
const SIGN_ON: &str = "whereabouts-sign-on";

/// Tells the service worker whether a sign-on stands in front of the page. If so, it asks the network for the page
/// first, because an expired sign-in renews itself by a redirect.
pub fn tell_sign_on(has_sign_on: bool) {
    // Without TLS there is neither a cache nor a worker.
    let caches = web_sys::window().and_then(|window| window.caches().ok());
    if let Some(caches) = caches.filter(|caches| !caches.is_undefined()) {
        let _ = if has_sign_on { caches.open(SIGN_ON) } else { caches.delete(SIGN_ON) };
    }
}
