//! The API's description: it knows every route, and every route it knows is there. That answers are
//! what it says is held by `support::contract`, for every request of the suite.

use madang::accounts::Access;
use madang::app::table;
use serde_json::Value;

use crate::support::contract::document;

const PROBLEM: &str = "application/problem+json";

fn operations() -> Vec<(String, &'static Value)> {
    let mut all = Vec::new();
    for (path, item) in document()["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            all.push((format!("{} {path}", method.to_uppercase()), operation));
        }
    }
    all.sort_by(|(a, _), (b, _)| a.cmp(b));
    all
}

#[test]
fn every_route_is_described_and_every_described_one_is_there() {
    let routes = table();
    let routes = routes.iter().filter(|route| route.path.starts_with("/api/v1/"));
    let mut there: Vec<String> =
        routes.map(|route| format!("{} {}", route.method, route.path)).collect();
    there.sort();
    let described: Vec<String> = operations().into_iter().map(|(name, _)| name).collect();
    assert_eq!(described, there);
}

#[test]
fn every_operation_says_who_may_ask_and_which_problems_there_are() {
    let routes = table();
    for (name, operation) in operations() {
        let (method, path) = name.split_once(' ').unwrap();
        let route = routes.iter().find(|r| r.method.as_str() == method && r.path == path).unwrap();
        let key = match route.access {
            Access::Public | Access::PublicForum | Access::Speaker => None,
            Access::Holder => Some("manage_token"),
            _ => Some("staff_token"),
        };
        let told = operation["security"][0].as_object().and_then(|keys| keys.keys().next());
        assert_eq!(told.map(String::as_str), key, "{name}");
        if let Some(key) = key {
            assert!(document()["components"]["securitySchemes"][key].is_object(), "{key}");
        }
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses.contains_key("503"), "{name}");
        assert!(responses.keys().any(|status| status.starts_with('2')), "{name}");
        for (status, response) in responses {
            let text = response["description"].as_str().unwrap();
            assert!(!text.is_empty(), "{name} {status}");
            if status.starts_with(['4', '5']) {
                let schema = &response["content"][PROBLEM]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/Problem", "{name} {status}");
            }
        }
        for part in ["summary", "operationId"] {
            assert!(operation[part].as_str().is_some_and(|text| !text.is_empty()), "{name}");
        }
        assert!(!operation.to_string().contains("# Errors"), "{name}");
    }
}

#[test]
fn every_name_in_the_description_leads_somewhere() {
    fn walk(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|value| walk(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| walk(value, found)),
            _ => {}
        }
    }
    let mut names = Vec::new();
    walk(document(), &mut names);
    assert!(names.len() > 20);
    for name in names {
        assert!(document().pointer(name.trim_start_matches('#')).is_some(), "{name}");
    }
}

#[test]
fn the_description() {
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(madang::app::openapi_text().unwrap());
    });
}
