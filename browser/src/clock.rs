//! The browser's clock, zone and time format.

use crate::language;
use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Utc, Weekday};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use whereabouts_core::clock::{MomentFormat, Week, Zone};

/// The current time by the device's clock.
#[must_use]
pub fn now() -> DateTime<Utc> {
    from_milliseconds(Date::now()).unwrap_or_default()
}

/// Parses an HTTP date such as `Tue, 24 Nov 2026 06:37:09 GMT`.
#[must_use]
pub fn parse_http_date(text: &str) -> Option<DateTime<Utc>> {
    from_milliseconds(Date::parse(text))
}

#[expect(clippy::cast_possible_truncation, reason = "a JS time is within ±8.64e15 ms, or NaN")]
fn from_milliseconds(milliseconds: f64) -> Option<DateTime<Utc>> {
    milliseconds.is_finite().then(|| DateTime::from_timestamp_millis(milliseconds as i64))?
}

#[expect(clippy::cast_precision_loss, reason = "a JS time is within ±8.64e15 ms, below 2^53")]
fn to_date(instant: DateTime<Utc>) -> Date {
    Date::new(&JsValue::from_f64(instant.timestamp_millis() as f64))
}

/// The browser's zone. Its rules always follow the system, while its name is the one at creation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserZone {
    name: String,
    offset_now: i32,
}

impl BrowserZone {
    /// The current zone. Two values differ if the system's zone or its offset changed in between.
    #[must_use]
    pub fn current() -> Self {
        let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
        let name = Reflect::get(&format.resolved_options(), &"timeZone".into())
            .ok()
            .and_then(|name| name.as_string())
            .unwrap_or_default();
        Self { name, offset_now: offset_at(now()) }
    }

    /// The IANA name, such as `America/New_York`; empty if the browser gives none.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Zone for BrowserZone {
    fn offset_at(&self, instant: DateTime<Utc>) -> i32 {
        offset_at(instant)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "an offset is within a day")]
fn offset_at(instant: DateTime<Utc>) -> i32 {
    // Minutes west of UTC, with a fraction for local mean times of the nineteenth century.
    (to_date(instant).get_timezone_offset() * -60.0).round() as i32
}

/// Formats times in the page's language, by the customs of the person's region, in the browser's zone.
#[derive(Debug, Clone, Copy, Default)]
pub struct BrowserFormat;

const DAY: &[(&str, &str)] = &[("day", "numeric"), ("month", "long")];
const TIME: &[(&str, &str)] = &[("hour", "2-digit"), ("minute", "2-digit")];
const MOMENT: &[(&str, &str)] = &[
    ("weekday", "short"),
    ("day", "numeric"),
    ("month", "short"),
    ("hour", "2-digit"),
    ("minute", "2-digit"),
];
const MOMENT_WITH_YEAR: &[(&str, &str)] = &[
    ("weekday", "short"),
    ("day", "numeric"),
    ("month", "short"),
    ("year", "numeric"),
    ("hour", "2-digit"),
    ("minute", "2-digit"),
];
const IN_UTC: (&str, &str) = ("timeZone", "UTC");

fn write(date: &Date, options: impl IntoIterator<Item = (&'static str, &'static str)>) -> String {
    let bag = Object::new();
    for (name, value) in options {
        // Setting a property of a fresh object can't fail.
        let _ = Reflect::set(&bag, &name.into(), &value.into());
    }
    Intl::DateTimeFormat::new(&locale(), &bag)
        .format()
        .call1(&JsValue::UNDEFINED, date)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

impl MomentFormat for BrowserFormat {
    fn moment(&self, instant: DateTime<Utc>) -> String {
        let year_of = |instant: DateTime<Utc>| {
            (instant + TimeDelta::seconds(offset_at(instant).into())).year()
        };
        let is_this_year = year_of(instant) == year_of(now());
        let options = if is_this_year { MOMENT } else { MOMENT_WITH_YEAR };
        write(&to_date(instant), options.iter().copied())
    }

    fn day(&self, wall: NaiveDateTime) -> String {
        write(&to_date(wall.and_utc()), DAY.iter().copied().chain([IN_UTC]))
    }

    fn time(&self, wall: NaiveDateTime) -> String {
        write(&to_date(wall.and_utc()), TIME.iter().copied().chain([IN_UTC]))
    }
}

thread_local! {
    /// The person's region, such as `-CH`.
    static REGION: String = {
        let region = || {
            let locale = person_locale()?;
            let maximize: Function = Reflect::get(&locale, &"maximize".into()).ok()?.dyn_into().ok()?;
            let maximized = maximize.call0(&locale).ok()?;
            Reflect::get(&maximized, &"region".into()).ok()?.as_string()
        };
        region().map(|region| format!("-{region}")).unwrap_or_default()
    };
}

/// The page's language with the customs of the person's region: a date never stands in another language than the words
/// around it. Its digits are those of the other numbers on the page and of the keys.
fn locale() -> Array {
    let tag = language::tag();
    Array::of1(&REGION.with(|region| format!("{tag}{region}-u-nu-latn")).into())
}

/// The first of the person's languages, as an `Intl.Locale`.
fn person_locale() -> Option<JsValue> {
    let language = web_sys::window()?.navigator().language()?;
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"Locale".into()).ok()?.dyn_into().ok()?;
    Reflect::construct(&constructor, &Array::of1(&language.into())).ok()
}

/// The week of the person's locale, as far as the browser knows it.
#[must_use]
pub fn week() -> Week {
    // `getWeekInfo()` is the standard; earlier Chromium and Safari have `weekInfo`, Firefox neither.
    let info = || {
        let locale = person_locale()?;
        match Reflect::get(&locale, &"getWeekInfo".into()).ok()?.dyn_into::<Function>() {
            Ok(get) => get.call0(&locale).ok(),
            Err(_) => Reflect::get(&locale, &"weekInfo".into()).ok(),
        }
    };
    let mut week = Week::default();
    let Some(info) = info() else { return week };
    let part = |name: &str| Reflect::get(&info, &name.into()).unwrap_or_default();
    if let Some(day) = weekday(&part("firstDay")) {
        week.starts_on = day;
    }
    if let Ok(days) = part("weekend").dyn_into::<Array>() {
        week.weekend = days.iter().filter_map(|day| weekday(&day)).collect();
    }
    week
}

/// The day of an ISO number: 1 is Monday, 7 is Sunday.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "other numbers become 0 or are above 7, and neither is a day"
)]
fn weekday(number: &JsValue) -> Option<Weekday> {
    Weekday::try_from((number.as_f64()? as u8).checked_sub(1)?).ok()
}
