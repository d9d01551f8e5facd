//! Sends requests. No other file uses gloo-net.

use crate::clock::{now, parse_http_date};
use crate::console::warn;
use gloo_net::http::{self, RequestBuilder};
use gloo_timers::callback::Timeout;
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestRedirect};
use whereabouts_core::api::{Answer, ApiError, Method, Request};
use whereabouts_core::domain::Token;

/// The time limit of a request in milliseconds, in two parts. The timers of a page that was frozen fire before it
/// sees an answer that came in time, so the limit is over only after a second timer.
const TIME_LIMIT: [u32; 2] = [14_000, 1_000];
/// The header of the token.
const AUTH: &str = "auth";
const FORM: &str = "application/x-www-form-urlencoded";

/// Sends a request and reads the complete response.
///
/// # Errors
/// [`ApiError::TimedOut`], [`ApiError::NoAnswer`] or, if the browser says so, [`ApiError::Offline`]. The request may
/// have been sent all the same.
pub(crate) async fn send(
    base: &str,
    token: Option<&Token>,
    request: &Request,
) -> Result<Answer, ApiError> {
    let controller = AbortController::new().ok();
    let signal = controller.as_ref().map(AbortController::signal);
    let url = format!("{base}{}", request.path);
    // Split, because gloo-net appends `&` to the query of a URL, and a strict relay rejects that.
    let (address, query) = url.split_once('?').unwrap_or((&url, ""));
    let mut builder = match request.method {
        Method::Get => http::Request::get(address),
        Method::Post => http::Request::post(address),
    }
    .query(query.split('&').filter_map(|pair| pair.split_once('=')))
    // A redirected POST would become a GET, and would send the token to another address.
    .redirect(RequestRedirect::Manual)
    .cache(RequestCache::NoStore)
    .referrer_policy(ReferrerPolicy::NoReferrer)
    .header("accept", "application/json")
    .abort_signal(signal.as_ref());
    if let Some(token) = token {
        builder = builder.header(AUTH, token.expose());
    }
    // Dropping the first timer cancels both. Aborting a request that has ended does nothing.
    let _timer = Timeout::new(TIME_LIMIT[0], move || {
        Timeout::new(TIME_LIMIT[1], move || {
            if let Some(controller) = controller {
                controller.abort();
            }
        })
        .forget();
    });
    exchange(builder, request.body.as_deref()).await.map_err(|error| {
        let gloo_net::Error::JsError(error) = error else { return ApiError::NoAnswer };
        warn(&request.to_string(), &error.message);
        // Not asked before: behind some VPNs the browser says "offline" although the network works.
        let is_offline = web_sys::window().is_some_and(|window| !window.navigator().on_line());
        match error.name.as_str() {
            "AbortError" => ApiError::TimedOut,
            _ if is_offline => ApiError::Offline,
            _ => ApiError::NoAnswer,
        }
    })
}

async fn exchange(builder: RequestBuilder, body: Option<&str>) -> Result<Answer, gloo_net::Error> {
    let response = match body {
        Some(body) => builder.header("content-type", FORM).body(body)?.send().await?,
        None => builder.send().await?,
    };
    let headers = response.headers();
    let time = headers.get("date").as_deref().and_then(parse_http_date);
    Ok(Answer {
        status: response.status(),
        rate_limit_reset: headers.get("x-ratelimit-reset"),
        server_time: time,
        received_at: now(),
        body: response.text().await?,
    })
}
