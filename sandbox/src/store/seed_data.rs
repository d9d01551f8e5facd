//! The contents of a new database: two organisations that must not see each other, with people,
//! projects and leave types. The data is made up. Its IDs never change.

use rusqlite::{Connection, params};

/// The token of the sandbox account, which belongs to the first organisation.
pub(crate) const ACCOUNT_TOKEN: &str = "sandbox-token-north";
/// The user ID of the sandbox account.
pub(crate) const ACCOUNT_USER_ID: i64 = 1;

const NORTH: i64 = 1;
const SOUTH: i64 = 2;

const ORGANISATIONS: [(i64, &str, &str); 2] =
    [(NORTH, "Northwind Studio", ACCOUNT_TOKEN), (SOUTH, "Southbank Works", "sandbox-token-south")];

struct Person {
    id: i64,
    organisation: i64,
    name: (&'static str, &'static str),
    mailbox: &'static str,
    archived: bool,
    location: Option<&'static str>,
    role: Option<&'static str>,
    discipline: Option<&'static str>,
}

const fn person(
    id: i64,
    organisation: i64,
    name: (&'static str, &'static str),
    mailbox: &'static str,
) -> Person {
    Person {
        id,
        organisation,
        name,
        mailbox,
        archived: false,
        location: None,
        role: None,
        discipline: None,
    }
}

impl Person {
    const fn at(self, location: &'static str) -> Self {
        Self { location: Some(location), ..self }
    }

    const fn works_as(self, role: &'static str, discipline: &'static str) -> Self {
        Self { role: Some(role), discipline: Some(discipline), ..self }
    }

    const fn archived(self) -> Self {
        Self { archived: true, ..self }
    }
}

const PEOPLE: [Person; 12] = [
    person(1, NORTH, ("Robin", "Ashby"), "robin").at("Oslo").works_as("Designer", "Product"),
    person(2, NORTH, ("Zoë", "Müller-Łukasik"), "zoe").at("Kraków").works_as("Developer", "Web"),
    person(3, NORTH, ("美咲", "佐藤"), "misaki").at("東京").works_as("Researcher", "Product"),
    person(4, NORTH, ("Siobhán", "O'Neill"), "siobhan").works_as("Producer", "Delivery"),
    person(5, NORTH, ("أمينة", "الزهراء"), "amina").at("الدار البيضاء"),
    person(6, NORTH, ("Ngũgĩ", "wa Kamau"), "ngugi").at("Nairobi").works_as("Developer", "Data"),
    person(7, NORTH, ("Ana María", "Núñez de la Peña"), "ana").at("Bogotá"),
    person(8, NORTH, ("Per", "Holm"), "per").at("Oslo").archived(),
    person(101, SOUTH, ("Олена", "Шевченко"), "olena")
        .at("Львів")
        .works_as("Engineer", "Structures"),
    person(102, SOUTH, ("अर्जुन", "शर्मा"), "arjun").at("पुणे").works_as("Engineer", "Water"),
    person(103, SOUTH, ("지우", "김"), "jiwoo").at("서울"),
    person(104, SOUTH, ("Γιώργος", "Παπαδόπουλος"), "giorgos").works_as("Planner", "Transport"),
];

struct Project {
    id: i64,
    organisation: i64,
    name: &'static str,
    client: Option<&'static str>,
    code: Option<&'static str>,
    dates: (&'static str, &'static str),
    deleted_at: Option<&'static str>,
}

const PROJECTS: [Project; 7] = [
    project(2, NORTH, "Harbour museum", ("2025-01-06", "2027-06-30"))
        .billed("City of Oslo", "HM-01"),
    project(3, NORTH, "Intranet, phase 2", ("2025-03-03", "2026-12-18")),
    project(4, NORTH, "Café Größe", ("2025-09-01", "2027-03-31")).billed("Größe & Söhne", "CG-25"),
    project(5, NORTH, "Old website", ("2019-02-01", "2021-02-26")).deleted("2021-03-01T09:00:00Z"),
    project(6, NORTH, "Wayfinding <pilot>", ("2026-01-05", "2026-11-27"))
        .billed("Ferry & Co", "WF-7"),
    project(102, SOUTH, "River bridge", ("2024-05-06", "2028-09-29")).billed("Highways", "RB-3"),
    project(103, SOUTH, "Tram depot", ("2025-02-03", "2027-10-01")),
];

const fn project(
    id: i64,
    organisation: i64,
    name: &'static str,
    dates: (&'static str, &'static str),
) -> Project {
    Project { id, organisation, name, client: None, code: None, dates, deleted_at: None }
}

impl Project {
    const fn billed(self, client: &'static str, code: &'static str) -> Self {
        Self { client: Some(client), code: Some(code), ..self }
    }

    const fn deleted(self, at: &'static str) -> Self {
        Self { deleted_at: Some(at), ..self }
    }
}

struct LeaveType {
    id: i64,
    organisation: i64,
    name: &'static str,
    description: Option<&'static str>,
    deleted_at: Option<&'static str>,
}

const LEAVE_TYPES: [LeaveType; 6] = [
    leave(21, NORTH, "Vacation", Some("Paid leave")),
    leave(22, NORTH, "Sick", None),
    leave(23, NORTH, "Parental leave", Some("For either parent")),
    LeaveType {
        deleted_at: Some("2023-12-31T23:00:00Z"),
        ..leave(24, NORTH, "Summer Fridays", Some("Ended in 2023"))
    },
    leave(121, SOUTH, "Annual leave", None),
    leave(122, SOUTH, "Training", Some("Courses and conferences")),
];

const fn leave(
    id: i64,
    organisation: i64,
    name: &'static str,
    description: Option<&'static str>,
) -> LeaveType {
    LeaveType { id, organisation, name, description, deleted_at: None }
}

/// Inserts the seed data into an empty schema.
pub(super) fn insert(db: &Connection) -> rusqlite::Result<()> {
    let mut organisations = db.prepare("INSERT INTO organisations (id, name) VALUES (?, ?)")?;
    let mut tokens = db.prepare("INSERT INTO tokens (token, organisation_id) VALUES (?, ?)")?;
    for (id, name, token) in ORGANISATIONS {
        organisations.execute(params![id, name])?;
        tokens.execute(params![token, id])?;
    }

    let mut people = db.prepare(
        "INSERT INTO users (id, organisation_id, first_name, last_name, display_name, email, \
         archived, location, role, discipline) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for Person {
        id,
        organisation,
        name: (first, last),
        mailbox,
        archived,
        location,
        role,
        discipline,
    } in PEOPLE
    {
        let display = format!("{first} {last}");
        let email = format!("{mailbox}@example.com");
        people.execute(params![
            id,
            organisation,
            first,
            last,
            display,
            email,
            archived,
            location,
            role,
            discipline
        ])?;
    }

    let mut projects = db.prepare(
        "INSERT INTO assignables (id, organisation_id, type, name, client, project_code, \
         starts_at, ends_at, deleted_at) VALUES (?, ?, 'Project', ?, ?, ?, ?, ?, ?)",
    )?;
    for Project { id, organisation, name, client, code, dates: (starts, ends), deleted_at } in
        PROJECTS
    {
        projects.execute(params![
            id,
            organisation,
            name,
            client,
            code,
            starts,
            ends,
            deleted_at
        ])?;
    }

    let mut leave_types = db.prepare(
        "INSERT INTO assignables (id, organisation_id, type, name, description, deleted_at) \
         VALUES (?, ?, 'LeaveType', ?, ?, ?)",
    )?;
    for LeaveType { id, organisation, name, description, deleted_at } in LEAVE_TYPES {
        leave_types.execute(params![id, organisation, name, description, deleted_at])?;
    }
    Ok(())
}
