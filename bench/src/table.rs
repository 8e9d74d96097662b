//! The table that is printed.

/// One line of the table.
pub struct Line {
    /// What was measured.
    pub what: String,
    /// What Madang did.
    pub ours: String,
    /// What it is held against.
    pub against: String,
    /// How the two compare.
    pub ratio: String,
    /// What is wanted.
    pub wanted: String,
    /// Whether it is met; absent where nothing is promised.
    pub holds: Option<bool>,
}

impl Line {
    /// A line held against a reference: `ratio` must be at least `least`.
    pub fn at_least(what: &str, ours: String, against: String, ratio: f64, least: f64) -> Self {
        Self {
            what: what.to_owned(),
            ours,
            against,
            ratio: format!("{ratio:.2}"),
            wanted: format!(">= {least}"),
            holds: Some(ratio >= least),
        }
    }

    /// A line held against a reference: `ratio` must be at most `most`.
    pub fn at_most(what: &str, ours: String, against: String, ratio: f64, most: f64) -> Self {
        Self {
            what: what.to_owned(),
            ours,
            against,
            ratio: format!("{ratio:.2}"),
            wanted: format!("<= {most}"),
            holds: Some(ratio <= most),
        }
    }

    /// A line held against a fixed figure.
    pub fn limit(what: &str, ours: String, wanted: &str, holds: bool) -> Self {
        Self {
            what: what.to_owned(),
            ours,
            against: String::new(),
            ratio: String::new(),
            wanted: wanted.to_owned(),
            holds: Some(holds),
        }
    }

    /// A line that promises nothing, or says why there is no figure.
    pub fn note(what: &str, ours: String) -> Self {
        Self {
            what: what.to_owned(),
            ours,
            against: String::new(),
            ratio: String::new(),
            wanted: String::new(),
            holds: None,
        }
    }
}

/// The heading, in Markdown.
pub fn heading() -> String {
    format!(
        "{}\n|---|---|---|---|---|---|",
        row(["what", "Madang", "against", "ratio", "wanted", "holds"])
    )
}

/// Prints lines as rows of a Markdown table.
pub fn print(lines: &[Line]) {
    for line in lines {
        let holds = match line.holds {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "",
        };
        println!(
            "{}",
            row([&line.what, &line.ours, &line.against, &line.ratio, &line.wanted, holds])
        );
    }
}

fn row(cells: [&str; 6]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// The middle one.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
