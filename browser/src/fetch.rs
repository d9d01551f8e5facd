//! Requests on their way through the browser: the only file that knows gloo-net.

use crate::clock::{now, parse_http_date};
use crate::console::warn;
use gloo_net::http::{self, RequestBuilder};
use gloo_timers::callback::Timeout;
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestRedirect};
use whereabouts_core::api::{Answer, ApiError, Method, Request};
use whereabouts_core::domain::Token;

/// An answer that takes longer is given up, in milliseconds.
const TIME_LIMIT: u32 = 15_000;
/// The header that carries the token.
const AUTH: &str = "auth";
const FORM: &str = "application/x-www-form-urlencoded";

/// Sends a request and reads its whole answer.
///
/// # Errors
/// [`ApiError::Offline`] before anything is sent; [`ApiError::TimedOut`] or [`ApiError::NoAnswer`]
/// once it may have been.
pub(crate) async fn send(
    base: &str,
    token: Option<&Token>,
    request: &Request,
) -> Result<Answer, ApiError> {
    if web_sys::window().is_some_and(|window| !window.navigator().on_line()) {
        return Err(ApiError::Offline);
    }
    let controller = AbortController::new().ok();
    let signal = controller.as_ref().map(AbortController::signal);
    let url = format!("{base}{}", request.path);
    // Apart, since gloo-net puts a `&` behind a query that it finds, and a strict relay refuses that.
    let (address, query) = url.split_once('?').unwrap_or((&url, ""));
    let mut builder = match request.method {
        Method::Get => http::Request::get(address),
        Method::Post => http::Request::post(address),
    }
    .query(query.split('&').filter_map(|pair| pair.split_once('=')))
    // A redirected POST would be repeated as a GET, and carry the token to another address.
    .redirect(RequestRedirect::Manual)
    .cache(RequestCache::NoStore)
    .referrer_policy(ReferrerPolicy::NoReferrer)
    .header("accept", "application/json")
    .abort_signal(signal.as_ref());
    if let Some(token) = token {
        builder = builder.header(AUTH, token.expose());
    }
    // Dropped, and with it disarmed, when the answer is there.
    let _timer = Timeout::new(TIME_LIMIT, move || {
        if let Some(controller) = controller {
            controller.abort();
        }
    });
    exchange(builder, request.body.as_deref()).await.map_err(|error| {
        let gloo_net::Error::JsError(error) = error else { return ApiError::NoAnswer };
        warn(&request.to_string(), &error.message);
        if error.name == "AbortError" { ApiError::TimedOut } else { ApiError::NoAnswer }
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
