//! The browser's clock behind its adapter.

use wasm_bindgen_test::wasm_bindgen_test;
use whereabouts_browser::clock::{BrowserFormat, BrowserZone, now, parse_http_date};
use whereabouts_core::clock::{MomentFormat, Zone};

#[wasm_bindgen_test]
fn the_zone_has_a_name_and_an_offset() {
    let zone = BrowserZone::current();
    assert!(!zone.name().is_empty());
    assert!(zone.offset_at(now()).abs() <= 14 * 3600);
    assert_eq!(zone, BrowserZone::current());
}

#[wasm_bindgen_test]
fn only_http_dates_are_parsed() {
    let instant = parse_http_date("Tue, 24 Nov 2026 06:37:09 GMT").unwrap();
    assert_eq!(instant.timestamp(), 1_795_502_229);
    assert_eq!(parse_http_date("soon"), None);
}

#[wasm_bindgen_test]
fn wall_times_are_formatted_without_zone_conversion() {
    let wall = "2027-03-14T02:30:00".parse().unwrap();
    assert!(BrowserFormat.day(wall).contains("14"), "{}", BrowserFormat.day(wall));
    assert!(BrowserFormat.time(wall).contains("30"), "{}", BrowserFormat.time(wall));
}

#[wasm_bindgen_test]
fn a_moment_includes_the_year_only_if_it_is_not_this_year() {
    let far = "2099-06-15T12:00:00Z".parse().unwrap();
    assert!(BrowserFormat.moment(far).contains("2099"));
    let year = now().to_rfc3339()[..4].to_owned();
    assert!(!BrowserFormat.moment(now()).contains(&year), "{}", BrowserFormat.moment(now()));
}
