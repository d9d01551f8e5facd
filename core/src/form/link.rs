//! A form as the query of an address, so that a link can fill it.
//!
//! A link fills in what a status consists of and nothing else: no token, no person and no address
//! of an API can come from it.

use super::{Entry, StatusDraft, Until};
use crate::clock::{
    Edge, Zone, format_instant, parse_date, parse_time, parse_wire_instant, wall_at,
};
use crate::domain::{Detail, StatusCode};
use chrono::{NaiveDateTime, Timelike};

/// What a link asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The form, filled as far as the link was understood.
    pub draft: StatusDraft,
    /// The parts that were not, as `name=value`.
    pub not_understood: Vec<String>,
}

impl Link {
    /// Reads the query of an address, with or without its `?`; `None` where there is none.
    /// Times are UTC or have an offset (`…Z`, `…+01:00`), or else are wall times in `zone`.
    #[must_use]
    pub fn read(query: &str, zone: &impl Zone) -> Option<Self> {
        let query = query.strip_prefix('?').unwrap_or(query);
        if query.is_empty() {
            return None;
        }
        let mut link = Self { draft: StatusDraft::default(), not_understood: Vec::new() };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if link.take(&name, &value, zone).is_none() {
                link.not_understood.push(format!("{name}={value}"));
            }
        }
        Some(link)
    }

    /// `None` when the part is not understood.
    fn take(&mut self, name: &str, value: &str, zone: &impl Zone) -> Option<()> {
        let draft = &mut self.draft;
        match name {
            "status" => draft.status = Some(value.parse::<StatusCode>().ok()?),
            "until" => draft.until = value.parse().ok()?,
            "start" => {
                let wall = parse_moment(value, zone)?;
                (draft.start_date, draft.start_time) = entries(wall);
            }
            "end" => {
                let wall = parse_moment(value, zone)?;
                (draft.end_date, draft.end_time) = entries(wall);
                draft.until = Until::Chosen;
            }
            _ => {
                let detail = Detail::ALL.into_iter().find(|detail| detail.name() == name)?;
                draft.details[detail] = value.into();
            }
        }
        Some(())
    }
}

fn parse_moment(text: &str, zone: &impl Zone) -> Option<NaiveDateTime> {
    if let Some(instant) = parse_wire_instant(text) {
        return Some(wall_at(instant, zone));
    }
    let (date, time) = text.split_once('T')?;
    Some(parse_date(date).ok()?.and_time(parse_time(time).ok()?))
}

/// A wall time as a date and a time control hold it.
fn entries(wall: NaiveDateTime) -> (Entry, Entry) {
    let time = wall.time();
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    let text = match second {
        0 => format!("{hour:02}:{minute:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}"),
    };
    (wall.date().to_string().into(), text.into())
}

impl StatusDraft {
    /// Puts an end that is known as an instant into the form.
    #[must_use]
    pub fn ending_at(self, instant: chrono::DateTime<chrono::Utc>, zone: &impl Zone) -> Self {
        let (end_date, end_time) = entries(wall_at(instant, zone));
        Self { until: Until::Chosen, end_date, end_time, ..self }
    }

    /// The query that [`Link::read`] makes this draft of, without `?`. Times are UTC, so that the
    /// link means the same everywhere; what is empty or can't be understood is left out.
    #[must_use]
    pub fn to_query(&self, zone: &impl Zone) -> String {
        let instant = |edge| {
            let instant = self.wall_time(edge, zone)?.instant_for(edge).ok()?;
            Some(format_instant(instant))
        };
        let until = match self.until {
            Until::Preset(_) => Some(self.until.as_str().to_owned()),
            Until::NoEnd | Until::Chosen => None,
        };
        let moments = [
            ("status", self.status.map(|code| code.as_str().to_owned())),
            ("until", until),
            ("end", (self.until == Until::Chosen).then(|| instant(Edge::End)).flatten()),
            ("start", instant(Edge::Start)),
        ];
        let details = self.details.iter().map(|(detail, entry)| {
            let text = entry.text.trim();
            (detail.name(), (!text.is_empty()).then(|| text.to_owned()))
        });
        let given =
            moments.into_iter().chain(details).filter_map(|(name, value)| Some((name, value?)));
        serde_urlencoded::to_string(given.collect::<Vec<_>>()).unwrap_or_default()
    }
}
