//! What a status is. Every type here is valid by construction, and none knows about forms, browsers or
//! the network.

mod account;
mod detail;
mod id;
mod pasted;
mod period;
mod person;
mod status;
mod status_code;
mod suggestion;
mod text;
mod timeline;
mod token;

pub use account::{Account, Authentication};
pub use detail::{Detail, DetailKind, DetailValue, Details};
pub use id::{AssignableId, IdError, UserId};
pub use period::{Period, PeriodError};
pub use person::Person;
pub use status::{NewStatus, StatusRecord};
pub use status_code::{ReportedCode, StatusCode, UnknownStatusCode};
pub use suggestion::Suggestion;
pub use text::Text;
pub use timeline::{Current, Timeline};
pub use token::{Token, TokenError};
