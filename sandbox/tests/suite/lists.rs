//! The lists and their paging.

use serde_json::{Value, json};

use crate::support::{Client, SOUTH, STATUSES, Sandbox};

fn data(client: &Client, path: &str) -> Vec<Value> {
    let response = client.get(path);
    assert_eq!(response.status, 200, "{path}: {}", response.text());
    response.json()["data"].as_array().unwrap().clone()
}

fn ids(rows: &[Value]) -> Vec<i64> {
    rows.iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

#[test]
fn pages_of_statuses_link_to_each_other_newest_first() {
    let sandbox = Sandbox::start();
    for number in 1..=45 {
        let response = sandbox.client.post(STATUSES, format!("status=WFH&message={number}"));
        assert_eq!(response.json()["id"], number);
    }

    let mut walked = Vec::new();
    let mut next = Some(STATUSES.to_owned());
    let mut previous = Value::Null;
    while let Some(path) = next {
        let body = sandbox.client.get(&path).json();
        let paging = &body["paging"];
        walked.extend(ids(body["data"].as_array().unwrap()));
        assert_eq!(paging["per_page"], 20);
        assert_eq!(paging["previous"], previous);
        // The `self` link returns the same page.
        assert_eq!(sandbox.client.get(paging["self"].as_str().unwrap()).json(), body);
        previous = paging["self"].clone();
        next = paging["next"].as_str().map(str::to_owned);
    }
    assert_eq!(walked, (1..=45).rev().collect::<Vec<i64>>());
}

#[test]
fn a_list_has_five_paging_fields() {
    let sandbox = Sandbox::start();
    let body = sandbox.client.get("/api/v1/users?per_page=3&page=2").json();
    assert_eq!(
        body["paging"],
        json!({
            "per_page": 3,
            "page": 2,
            "previous": "/api/v1/users?per_page=3&page=1",
            "self": "/api/v1/users?per_page=3&page=2",
            "next": "/api/v1/users?per_page=3&page=3",
        })
    );
    assert_eq!(ids(body["data"].as_array().unwrap()), [4, 5, 6]);
}

#[test]
fn a_page_past_the_end_is_empty_and_a_full_last_page_has_no_next() {
    let sandbox = Sandbox::start();
    for page in ["100", "9223372036854775807"] {
        let body = sandbox.client.get(&format!("/api/v1/users?page={page}")).json();
        assert_eq!((&body["data"], &body["paging"]["next"]), (&json!([]), &Value::Null));
    }
    let full = sandbox.client.get("/api/v1/users?per_page=8").json();
    assert_eq!(full["data"].as_array().unwrap().len(), 8);
    assert_eq!(full["paging"]["next"], Value::Null);
}

#[test]
fn invalid_paging_returns_400() {
    let sandbox = Sandbox::start();
    let per_page = "Per page must be an integer from 1 to 1000";
    let page = "Page must be a positive integer";
    for list in [STATUSES, "/api/v1/users", "/api/v1/assignables", "/api/v1/leave_types"] {
        for value in ["0", "-1", "1001", "ten", "", "1.5", "%zz", "99999999999999999999"] {
            let response = sandbox.client.get(&format!("{list}?per_page={value}"));
            assert_eq!(response.assert_error(400, "bad data"), [per_page], "{list} {value}");
        }
        for value in ["0", "-1", "x", ""] {
            let response = sandbox.client.get(&format!("{list}?page={value}"));
            assert_eq!(response.assert_error(400, "bad data"), [page], "{list} {value}");
        }
        let both = sandbox.client.get(&format!("{list}?page=x&per_page=x"));
        assert_eq!(both.assert_error(400, "bad data"), [page, per_page]);
        assert_eq!(sandbox.client.get(&format!("{list}?per_page=1000&colour=red")).status, 200);
    }
}

#[test]
fn paging_links_omit_the_token() {
    let sandbox = Sandbox::start();
    let stranger = sandbox.client.with_token(None);
    let response = stranger.get("/api/v1/users?per_page=2&page=2&auth=sandbox-token-north");
    assert!(response.json()["paging"]["next"].is_string());
    assert!(!response.text().contains("token"));
}

#[test]
fn an_organisation_sees_only_its_own_data() {
    let sandbox = Sandbox::start();
    let (north, south) = (&sandbox.client, &sandbox.client.with_token(Some(SOUTH)));
    assert_eq!(ids(&data(north, "/api/v1/users")), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(ids(&data(south, "/api/v1/users")), [101, 102, 103, 104]);
    assert_eq!(ids(&data(north, "/api/v1/assignables")), [2, 3, 4, 5, 6, 21, 22, 23, 24]);
    assert_eq!(ids(&data(south, "/api/v1/assignables")), [102, 103, 121, 122]);
    assert_eq!(ids(&data(north, "/api/v1/leave_types")), [21, 22, 23, 24]);
    assert_eq!(ids(&data(south, "/api/v1/leave_types")), [121, 122]);
    for path in ["/api/v1/users/1", "/api/v1/users/999", STATUSES, "/api/v1/users/999/statuses"] {
        assert_eq!(south.get(path).assert_error(403, "forbidden"), ["access denied"], "{path}");
    }
    // 403 takes precedence over 400.
    let response = south.get(&format!("{STATUSES}?page=x"));
    assert_eq!(response.assert_error(403, "forbidden"), ["access denied"]);
    for id in ["21", "2", "999"] {
        let response = south.get(&format!("/api/v1/leave_types/{id}"));
        assert_eq!(
            response.assert_error(404, "not found"),
            ["there is no such leave type"],
            "{id}"
        );
    }
}

#[test]
fn a_person_has_the_documented_fields() {
    let sandbox = Sandbox::start();
    let person = sandbox.client.get("/api/v1/users/1").json();
    assert_eq!(
        person,
        json!({
            "id": 1,
            "first_name": "Robin",
            "last_name": "Ashby",
            "display_name": "Robin Ashby",
            "email": "robin@example.com",
            "archived": false,
            "location": "Oslo",
            "role": "Designer",
            "discipline": "Product",
            "thumbnail": null,
        })
    );
    let people = data(&sandbox.client, "/api/v1/users");
    assert_eq!(people[0], person);
    assert_eq!(people.iter().filter(|person| person["archived"] == true).count(), 1);
}

#[test]
fn people_are_sorted_as_requested() {
    let sandbox = Sandbox::start();
    let sorted = |query: &str| ids(&data(&sandbox.client, &format!("/api/v1/users?{query}")));
    assert_eq!(sorted("sort_order=desc"), [8, 7, 6, 5, 4, 3, 2, 1]);
    assert_eq!(sorted("sort_field=email")[..2], [5, 7]);
    let body = sandbox.client.get("/api/v1/users?sort_field=email&sort_order=desc&per_page=1");
    let next = body.json()["paging"]["next"].as_str().unwrap().to_owned();
    assert_eq!(next, "/api/v1/users?per_page=1&page=2&sort_field=email&sort_order=desc");
    let response = sandbox.client.get("/api/v1/users?sort_field=id;DROP&sort_order=up");
    let expected = ["Sort field must be a known field", "Sort order must be asc or desc"];
    assert_eq!(response.assert_error(400, "bad data"), expected);
}

#[test]
fn assignables_are_projects_and_leave_types() {
    let sandbox = Sandbox::start();
    let all = data(&sandbox.client, "/api/v1/assignables");
    let project = all.iter().find(|one| one["id"] == 4).unwrap();
    assert_eq!(
        project,
        &json!({
            "id": 4,
            "type": "Project",
            "name": "Café Größe",
            "client": "Größe & Söhne",
            "project_code": "CG-25",
            "starts_at": "2025-09-01",
            "ends_at": "2027-03-31",
            "deleted_at": null,
        })
    );
    let leave = sandbox.client.get("/api/v1/leave_types/21").json();
    assert_eq!(
        leave,
        json!({
            "id": 21,
            "type": "LeaveType",
            "name": "Vacation",
            "description": "Paid leave",
            "deleted_at": null,
        })
    );
    assert!(all.contains(&leave));
    for kind in ["Project", "LeaveType"] {
        let deleted = |one: &&Value| one["type"] == kind && one["deleted_at"].is_string();
        assert_eq!(all.iter().filter(deleted).count(), 1, "{kind}");
    }
    let response = sandbox.client.get("/api/v1/leave_types/x");
    assert_eq!(response.assert_error(400, "bad data"), ["ID must be an integer"]);
}
