//! What the API's description promises, held against every answer that a test gets.

use std::sync::LazyLock;

use serde_json::Value;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(&madang::app::openapi_text().unwrap()).expect("the description is JSON")
});

/// The description of the API.
pub fn document() -> &'static Value {
    &DOCUMENT
}

/// Fails when an answer of the API is none that its description knows.
pub fn hold(method: &str, path: &str, status: u16, kind: Option<&str>, body: &[u8]) {
    let Some(operation) = operation(method, path) else { return };
    let told = &operation["responses"][status.to_string()];
    let at = format!("{method} {path} answered {status}");
    assert!(told.is_object(), "{at}, which its description does not know");
    let Some(contents) = told["content"].as_object() else {
        assert!(body.is_empty() || told["content"].is_null(), "{at} with a body");
        return;
    };
    let kind = kind.unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default();
    let content = contents.get(essence);
    let content = content.unwrap_or_else(|| panic!("{at} as {kind}, not as {:?}", contents.keys()));
    if essence.ends_with("json") {
        let value: Value = serde_json::from_slice(body).expect("an answer is JSON");
        let mut faults = Vec::new();
        check(&content["schema"], &value, "", true, &mut faults);
        assert!(faults.is_empty(), "{at}, but {}\n{value:#}", faults.join("; "));
    }
}

/// The operation of a request, if its path is one of the API's.
pub fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let path = path.split('?').next().unwrap_or_default();
    let fits = |pattern: &str| {
        let (own, asked) = (pattern.split('/'), path.split('/'));
        own.clone().count() == asked.clone().count()
            && own.zip(asked).all(|(own, asked)| own == asked || own.starts_with('{'))
    };
    let paths = DOCUMENT["paths"].as_object()?;
    // What is written out comes before what a parameter stands for.
    let mut fitting: Vec<&String> = paths.keys().filter(|pattern| fits(pattern)).collect();
    fitting.sort_by_key(|pattern| pattern.matches('{').count());
    let item = paths.get(*fitting.first()?)?;
    item.get(method.to_lowercase())
}

/// Notes where a value is not what a schema says. A whole one tells every field of an object.
fn check(schema: &Value, value: &Value, at: &str, whole: bool, faults: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let found = DOCUMENT.pointer(name.trim_start_matches('#'));
        return match found {
            Some(found) => check(found, value, at, whole, faults),
            None => faults.push(format!("{name} is not described")),
        };
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        check(part, value, at, false, faults);
    }
    for choice in ["oneOf", "anyOf"] {
        let Some(parts) = schema[choice].as_array() else { continue };
        let fits = |part: &Value| {
            let mut faults = Vec::new();
            check(part, value, at, whole, &mut faults);
            faults.is_empty()
        };
        if !parts.iter().any(fits) {
            faults.push(format!("{at} fits none of its choices"));
        }
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        faults.push(format!("{at} is {value}, a word that is not described"));
    }
    if !is_of_kind(&schema["type"], value) {
        return faults.push(format!("{at} is {value}, not {}", schema["type"]));
    }
    if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
        for (place, value) in values.iter().enumerate() {
            check(items, value, &format!("{at}/{place}"), true, faults);
        }
    }
    if let Some(fields) = value.as_object() {
        check_fields(schema, fields, at, whole, faults);
    }
}

fn check_fields(
    schema: &Value,
    fields: &serde_json::Map<String, Value>,
    at: &str,
    whole: bool,
    faults: &mut Vec<String>,
) {
    for name in schema["required"].as_array().into_iter().flatten() {
        let name = name.as_str().unwrap_or_default();
        if !fields.contains_key(name) {
            faults.push(format!("{at}/{name} is missing"));
        }
    }
    let known = schema["properties"].as_object();
    let others = schema.get("additionalProperties").filter(|others| others.is_object());
    for (name, value) in fields {
        let at = format!("{at}/{name}");
        match (known.and_then(|known| known.get(name)), others) {
            (Some(schema), _) | (None, Some(schema)) => check(schema, value, &at, true, faults),
            (None, None)
                if whole && known.is_some() && schema["additionalProperties"].is_null() =>
            {
                faults.push(format!("{at} is not described"));
            }
            (None, None) => {}
        }
    }
}

fn is_of_kind(kinds: &Value, value: &Value) -> bool {
    let is = |kind: &str| match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    };
    match kinds {
        Value::String(kind) => is(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}
