//! What a status is, as the page understands it. Every type here is valid by construction;
//! nothing here knows a form, a browser or the network.

mod id;
mod period;
mod status;
mod status_code;
mod text;
mod token;

pub use id::{AssignableId, IdError, UserId};
pub use period::{Period, PeriodError};
pub use status::{NewStatus, StatusRecord};
pub use status_code::{ReportedCode, StatusCode, UnknownStatusCode};
pub use text::Text;
pub use token::{Token, TokenError};
