use actix_web::HttpResponse;
use askama::Template;

use crate::web::{Fault, Reader, Shell};

use super::snapshots::Made;
use super::visit::{Stage, Visit};
use super::words::{doors, turns};

/// What is asked most; each has its sentences `site-help-…-q` and `-a` and an anchor of its name.
const ASKED: [&str; 8] =
    ["account", "letter", "link", "change", "line", "name", "support", "press"];

#[derive(Template)]
#[template(path = "site/help.html")]
struct HelpPage<'a> {
    shell: Shell,
    questions: Vec<Question>,
    contact: &'a str,
    sample: bool,
    /// Where one registers, while one may.
    register: String,
    /// Whether this is about one forum.
    of_forum: bool,
}

struct Question {
    id: &'static str,
    question: String,
    answer: String,
    /// Where it is done; empty where nothing is to be done.
    href: String,
}

#[derive(Template)]
#[template(path = "site/accessibility.html")]
struct AccessibilityPage {
    shell: Shell,
}

/// Help with registering anywhere.
pub async fn show_help(visit: Visit) -> Result<HttpResponse, Fault> {
    visit.house_page("/help", async |_| Ok(()), |reader, _, ()| render(reader)).await
}

fn render(reader: &Reader) -> Result<Made, Fault> {
    let t = reader.t();
    let page = HelpPage {
        shell: Shell::of(reader, t.s("web-foot-guide")).listed(t.s("site-help-lead")),
        questions: questions(t, "/r"),
        contact: "",
        sample: false,
        register: String::new(),
        of_forum: false,
    };
    Ok(Made { html: page.render()?, ..Made::default() })
}

/// Help with one forum, and whom to ask.
pub async fn show_forum_help(visit: Visit) -> Result<HttpResponse, Fault> {
    visit.forum_page("/help", render_forum).await
}

fn render_forum(stage: &Stage) -> Result<Made, Fault> {
    let (t, forum) = (stage.t(), stage.forum());
    let open = doors(t, forum, stage.now).open;
    let page = HelpPage {
        shell: stage.shell(t.s("web-foot-help"), None),
        questions: questions(t, &format!("/{}/register/link", forum.slug)),
        contact: stage.contact(),
        sample: stage.is_sample(),
        register: if open { format!("/{}/register", forum.slug) } else { String::new() },
        of_forum: true,
    };
    stage.made(&page, turns(forum))
}

/// What is asked, the lost link with the way to a new one.
fn questions(t: crate::i18n::Tr, link: &str) -> Vec<Question> {
    let question = |id: &'static str| Question {
        id,
        href: if id == "link" { link.to_owned() } else { String::new() },
        question: t.s(&format!("site-help-{id}-q")),
        answer: t.s(&format!("site-help-{id}-a")),
    };
    ASKED.into_iter().map(question).collect()
}

/// How far these pages can be used by everyone, and whom to tell where they can not.
pub async fn show_accessibility(visit: Visit) -> Result<HttpResponse, Fault> {
    let make = |reader: &Reader, _, ()| {
        let t = reader.t();
        let shell = Shell::of(reader, t.s("web-foot-access")).listed(t.s("site-access-lead"));
        Ok(Made { html: AccessibilityPage { shell }.render()?, ..Made::default() })
    };
    visit.house_page("/accessibility", async |_| Ok(()), make).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Tr;
    use crate::types::Lang;

    #[test]
    fn every_question_has_its_answer_in_both_languages() {
        for lang in Lang::ALL {
            for question in questions(Tr(lang), "/r") {
                assert!(!question.question.starts_with("site-help"), "{}", question.question);
                assert!(!question.answer.starts_with("site-help"), "{}", question.answer);
            }
        }
    }
}
