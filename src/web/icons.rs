use std::collections::BTreeMap;
use std::sync::LazyLock;

use askama::filters::Safe;

use super::assets::Static;

/// Every drawing of `static/icons`, written into pages in the colour of the text around it.
static ICONS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut icons = BTreeMap::new();
    for path in Static::iter() {
        let name = path.strip_prefix("icons/").and_then(|file| file.strip_suffix(".svg"));
        if let (Some(name), Some(file)) = (name, Static::get(&path)) {
            icons.insert(name.to_owned(), inlined(&String::from_utf8_lossy(&file.data)));
        }
    }
    icons
});

/// The drawing without its own colours. It is decoration: the word beside it says the same.
fn inlined(svg: &str) -> String {
    let drawing = svg.split_once('>').map_or("", |(_, rest)| rest.trim_end());
    format!("<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">{drawing}")
}

/// An icon of `static/icons` by its name, as markup; nothing for a name that has no drawing, which a
/// test keeps from happening.
#[must_use]
pub fn icon(name: &str) -> Safe<&'static str> {
    Safe(ICONS.get(name).map_or("", String::as_str))
}

/// The letter that stands where a portrait would: the first of the name.
#[must_use]
pub fn initial(name: &str) -> String {
    name.chars().find(|c| c.is_alphanumeric()).map(String::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_icon_a_template_names_is_drawn() {
        let mut named = 0;
        for text in texts(Path::new("templates")) {
            for rest in text.split("icon(\"").chain(text.split("icon_name=\"")).skip(1) {
                let name = rest.split('"').next().unwrap_or_default();
                let is_name =
                    !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
                if is_name {
                    assert!(ICONS.contains_key(name), "no static/icons/{name}.svg");
                    named += 1;
                }
            }
        }
        assert!(named > 5);
    }

    #[test]
    fn an_icon_takes_the_colour_of_its_text() {
        let icon = icon("check").0;
        assert!(icon.starts_with("<svg class=\"i\"") && icon.ends_with("</svg>"));
        assert!(!icon.contains('#'));
    }

    fn texts(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
        entries
            .flat_map(|path| {
                if path.is_dir() { texts(&path) } else { vec![fs::read_to_string(path).unwrap()] }
            })
            .collect()
    }
}
