//! Everything under `/api`: the one endpoint of the contract and the lists around it. It answers
//! JSON only, is never cached, and sends no CORS headers, as the real API lets no page of another
//! origin call it.

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
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, get};
use chrono::Utc;

use crate::rate_limit::RateLimit;
use crate::store::Store;
use crate::tokens::Tokens;
use failure::Failure;

/// What the handlers share.
pub(crate) struct Api {
    pub(crate) store: Store,
    pub(crate) tokens: Tokens,
    pub(crate) rate_limit: Option<RateLimit>,
    pub(crate) read_timeout: Duration,
}

/// The routes under `/api`.
pub(crate) fn router(api: Arc<Api>) -> Router {
    // On the methods, not on the router: a path or a method that does not exist says so to
    // anybody.
    let guarded = |methods: MethodRouter<Arc<Api>>| {
        methods.route_layer(middleware::from_fn_with_state(Arc::clone(&api), guard))
    };
    // Routes, and not a fallback, which would be the site's.
    let no_such_path = any(|| async { Failure::NotFound("path") });
    Router::new()
        .route(
            "/api/v1/users/{user_id}/statuses",
            guarded(get(lists::statuses).post(set_status::set_status)),
        )
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

/// Lets in who has a token, as often as the limit allows.
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
    quota.describe(response.headers_mut());
    response
}

async fn no_store(mut response: Response) -> Response {
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, no_store);
    response
}
