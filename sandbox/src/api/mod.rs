//! Everything under `/api`: the endpoint that sets a status and the lists around it. Responses are
//! JSON and never cached. They have no CORS headers, because the real API accepts no requests from
//! pages of another origin.

mod body;
mod failure;
mod ids;
mod lists;
mod paging;
mod set_status;
mod status_form;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, get};
use chrono::Utc;

use crate::rate_limit::RateLimit;
use crate::store::Store;
use crate::tokens::Tokens;
use failure::Failure;

/// State that the handlers share.
pub(crate) struct Api {
    pub(crate) store: Store,
    pub(crate) tokens: Tokens,
    pub(crate) rate_limit: Option<RateLimit>,
    pub(crate) read_timeout: Duration,
}

/// The routes under `/api`.
pub(crate) fn router(api: Arc<Api>) -> Router {
    // Guards the methods, not the router, so that 404 and 405 need no token.
    let guarded = |methods: MethodRouter<Arc<Api>>| {
        methods.route_layer(middleware::from_fn_with_state(Arc::clone(&api), guard))
    };
    // Explicit routes, because the fallback belongs to the site.
    let no_such_path = any(|| async { Failure::NotFound("path") });
    Router::new()
        .route(
            "/api/v1/users/{user_id}/statuses",
            guarded(get(lists::statuses).post(set_status::set_status)),
        )
        // The sandbox is also the relay of the page that it serves, and has no sign-on. Refused, this request of the
        // page would leave an error in the console.
        .route("/api/v1/users/me", get(|| async { StatusCode::NO_CONTENT }))
        .route("/api/v1/users", guarded(get(lists::people)))
        .route("/api/v1/users/{user_id}", guarded(get(lists::person)))
        .route("/api/v1/assignables", guarded(get(lists::assignables)))
        .route("/api/v1/leave_types", guarded(get(lists::leave_types)))
        .route("/api/v1/leave_types/{id}", guarded(get(lists::leave_type)))
        .route("/api", no_such_path.clone())
        .route("/api/", no_such_path.clone())
        .route("/api/{*path}", no_such_path)
        .method_not_allowed_fallback(|| async { Failure::MethodNotAllowed })
        .layer(middleware::from_fn_with_state(Arc::clone(&api), body::read))
        .layer(middleware::map_response(no_store))
        .with_state(api)
}

/// Requires a valid token and applies the rate limit.
async fn guard(State(api): State<Arc<Api>>, mut request: Request, next: Next) -> Response {
    let Some(organisation) = api.tokens.organisation(request.headers(), request.uri().query())
    else {
        return Failure::Forbidden.into_response();
    };
    request.extensions_mut().insert(organisation);
    let Some(limit) = &api.rate_limit else {
        return next.run(request).await;
    };
    let quota = limit.take(organisation.0, Utc::now().timestamp());
    let mut response = if quota.granted {
        next.run(request).await
    } else {
        Failure::TooManyRequests.into_response()
    };
    quota.insert_into(response.headers_mut());
    response
}

async fn no_store(mut response: Response) -> Response {
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, no_store);
    response
}
