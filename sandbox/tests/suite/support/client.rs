//! An HTTP client that returns error responses instead of failing.

use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::{HeaderMap, Request};

/// Sends requests to one sandbox, with or without a token.
#[derive(Clone)]
pub(crate) struct Client {
    agent: Agent,
    base: String,
    token: Option<&'static str>,
}

pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Client {
    pub(crate) fn new(base: &str, token: Option<&'static str>) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_mins(1)))
            .proxy(None)
            .build();
        Self { agent: config.into(), base: base.to_owned(), token }
    }

    /// A copy with its own connections.
    pub(crate) fn with_own_connections(&self) -> Self {
        Self::new(&self.base, self.token)
    }

    pub(crate) fn with_token(&self, token: Option<&'static str>) -> Self {
        Self { token, ..self.clone() }
    }

    pub(crate) fn get(&self, path: &str) -> Response {
        self.send("GET", path, &[])
    }

    pub(crate) fn post(&self, path: &str, form: impl AsRef<[u8]>) -> Response {
        self.try_post(path, form).unwrap()
    }

    /// Like [`Client::post`], for a sandbox that may be killed during the request.
    pub(crate) fn try_post(
        &self,
        path: &str,
        form: impl AsRef<[u8]>,
    ) -> Result<Response, ureq::Error> {
        self.try_post_as("application/x-www-form-urlencoded", path, form)
    }

    pub(crate) fn post_as(&self, kind: &str, path: &str, form: impl AsRef<[u8]>) -> Response {
        self.try_post_as(kind, path, form).unwrap()
    }

    fn try_post_as(
        &self,
        kind: &str,
        path: &str,
        form: impl AsRef<[u8]>,
    ) -> Result<Response, ureq::Error> {
        let mut request =
            Request::post(format!("{}{path}", self.base)).header("content-type", kind);
        if let Some(token) = self.token {
            request = request.header("auth", token);
        }
        self.agent.run(request.body(form.as_ref()).unwrap()).map(Response::from)
    }

    /// Sends a request without a body.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        if let Some(token) = self.token {
            request = request.header("auth", token);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.agent.run(request.body(()).unwrap()).unwrap().into()
    }
}

impl From<ureq::http::Response<ureq::Body>> for Response {
    fn from(response: ureq::http::Response<ureq::Body>) -> Self {
        let (head, mut body) = response.into_parts();
        let body = body.with_config().limit(64 << 20).read_to_vec().unwrap_or_default();
        Self { status: head.status.as_u16(), headers: head.headers, body }
    }
}

impl Response {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"), "{}", self.text());
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Asserts that this is an error in the format of the contract. Returns its `errors`.
    pub(crate) fn assert_error(&self, status: u16, message: &str) -> Vec<String> {
        assert_eq!(self.status, status, "{}", self.text());
        let body = self.json();
        assert_eq!(body["message"], message);
        assert_eq!(body.as_object().unwrap().len(), 2, "only message and errors: {body}");
        let errors = strings(&body["errors"]);
        assert!(!errors.is_empty(), "errors is empty");
        errors
    }
}

fn strings(array: &Value) -> Vec<String> {
    array.as_array().unwrap().iter().map(|item| item.as_str().unwrap().to_owned()).collect()
}
