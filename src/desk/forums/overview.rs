use actix_web::HttpResponse;
use askama::Template;

use crate::accounts::{Permission, Scope};
use crate::agenda::{self, Listed};
use crate::capacity::{self, Limit, LimitKind};
use crate::forum::{self, Forum, ForumState};
use crate::i18n::{Tr, date_range, instant, number, zone_note};
use crate::mail;
use crate::types::Lang;
use crate::web::{Fault, Query, Shell, html, markdown};

use super::super::audit::review_due;
use super::super::frame::{Desk, DeskPage, load_shell, told};
use super::super::mend::told_why;
use super::checklist::{Need, checklist};

/// Letters in trouble are counted up to here.
const MOST_LETTERS: i64 = 50;
/// Sessions whose seats the overview shows; the list has them all.
const MOST_SESSIONS: usize = 12;
/// What a letter in trouble is.
const TROUBLE: [&str; 2] = ["failed", "bounced"];

#[derive(Template)]
#[template(path = "desk/forums/overview.html")]
struct OverviewPage {
    shell: Shell,
    slug: String,
    state: &'static str,
    state_words: String,
    notice: String,
    /// Where last month's review waits to be signed, and what it is called.
    due: Option<(String, String)>,
    draft: bool,
    open: bool,
    /// Whether they may change the forum.
    edits: bool,
    /// Whether they may open its sessions.
    plans: bool,
    /// Whether they may see its people.
    reads: bool,
    public: bool,
    ready: bool,
    needs: Vec<Need>,
    figures: Vec<Figure>,
    heads: Vec<String>,
    seats: Vec<SeatLine>,
    more_seats: bool,
    preview: Vec<Preview>,
}

struct Figure {
    name: String,
    value: String,
    note: String,
    href: String,
}

/// A session's seats.
pub struct SeatLine {
    /// Its number.
    pub no: i32,
    /// Its title.
    pub title: String,
    /// The title's language.
    pub lang: &'static str,
    /// Seats taken, and how many there are.
    pub taken: String,
    /// By how many it is over, in words; empty when it is not.
    pub over: String,
    /// How many wait.
    pub waiting: String,
}

struct Preview {
    lang: &'static str,
    title: String,
    when: String,
    host: String,
    lead: String,
}

/// How a forum stands: what it lacks, how it fills, what it will look like.
pub async fn show_overview(desk: Desk, scope: Scope, query: Query) -> Result<HttpResponse, Fault> {
    let page = page(&desk, &scope, String::new()).await?;
    let acts = [
        ("made", "desk-done-made"),
        ("published", "desk-done-published"),
        ("closed", "desk-done-closed"),
    ];
    let page = OverviewPage { shell: told(page.shell, &query, &acts), ..page };
    html(&page)
}

/// The overview with why something asked for there was not done.
pub async fn refused(desk: &Desk, scope: &Scope, fault: Fault) -> Result<HttpResponse, Fault> {
    told_why(desk.reader.t(), fault, async |notice| page(desk, scope, notice).await).await
}

async fn page(desk: &Desk, scope: &Scope, notice: String) -> Result<OverviewPage, Fault> {
    let t = desk.reader.t();
    let mut conn = desk.db.conn().await?;
    let title = t.s("desk-nav-overview");
    let (forum, shell) = load_shell(desk, &mut conn, scope, DeskPage::Overview, title).await?;
    let missing = forum::missing(&mut conn, scope, &forum).await?;
    let limits = capacity::find_limits(&mut conn, scope).await?;
    let sessions = agenda::desk_sessions(&mut conn, scope).await?;
    let trouble =
        mail::list_messages(&mut conn, forum.id, &TROUBLE, None, MOST_LETTERS).await?.len();
    let due = review_due(desk, &mut conn, scope).await?;
    let may = |permission| desk.who.may(permission, forum.id);
    let seats: Vec<SeatLine> = sessions.iter().filter_map(|row| seat_line(t, row)).collect();
    Ok(OverviewPage {
        state: forum.state.code(),
        state_words: t.s(&format!("desk-state-{}", forum.state.code())),
        notice,
        due,
        draft: forum.state == ForumState::Draft,
        open: matches!(forum.state, ForumState::Published | ForumState::Running),
        edits: may(Permission::EditForum),
        plans: may(Permission::EditAgenda),
        reads: may(Permission::ReadPeople),
        public: forum.state.is_public(),
        ready: missing.is_empty(),
        needs: checklist(t, &forum, &missing, &sessions),
        figures: figures(t, &forum, &limits, trouble, may),
        heads: vec![
            t.s("desk-session"),
            format!("#{}", t.s("desk-figure-confirmed")),
            format!("#{}", t.s("desk-figure-waiting")),
        ],
        more_seats: seats.len() > MOST_SESSIONS,
        seats: seats.into_iter().take(MOST_SESSIONS).collect(),
        preview: forum.languages.iter().map(|lang| preview(&forum, *lang)).collect(),
        slug: forum.slug.to_string(),
        shell,
    })
}

fn figures(
    t: Tr,
    forum: &Forum,
    limits: &[Limit],
    trouble: usize,
    may: impl Fn(Permission) -> bool,
) -> Vec<Figure> {
    let own = limits.iter().find(|limit| limit.kind == LimitKind::Forum.code());
    let people = format!("/desk/{}/people", forum.slug);
    let room = own.map_or_else(|| t.s("desk-no-limit"), |limit| room_words(t, limit));
    let many = trouble > usize::try_from(MOST_LETTERS).unwrap_or(usize::MAX);
    let letters = if many { format!("{MOST_LETTERS}+") } else { trouble.to_string() };
    // A figure leads to its list for whoever may open that.
    let figure = |name: &str, value: String, note: String, href: String| {
        let needs =
            if href.contains("/letters") { Permission::ReadMail } else { Permission::ReadPeople };
        let href = if may(needs) { href } else { String::new() };
        Figure { name: t.s(name), value, note, href }
    };
    vec![
        figure(
            "desk-figure-confirmed",
            number(own.map_or(0, |limit| limit.taken)),
            room,
            format!("{people}?state=confirmed"),
        ),
        figure(
            "desk-figure-waiting",
            number(own.map_or(0, |limit| limit.waiting)),
            String::new(),
            format!("{people}?state=waitlisted"),
        ),
        figure(
            "desk-figure-letters",
            letters,
            String::new(),
            format!("/desk/{}/letters?state=failed", forum.slug),
        ),
    ]
}

/// A capacity and what is left of it, or by how much it is over.
pub fn room_words(t: Tr, limit: &Limit) -> String {
    let Some(capacity) = limit.capacity else { return t.s("desk-no-limit") };
    if limit.taken > capacity {
        let over = number(limit.taken - capacity);
        return t.with("desk-over", &[("capacity", &number(capacity)), ("over", &over)]);
    }
    let left = number(capacity - limit.taken);
    t.with("desk-room", &[("capacity", &number(capacity)), ("left", &left)])
}

/// The seats of a session that counts them.
pub fn seat_line(t: Tr, session: &Listed) -> Option<SeatLine> {
    let (lang, sign_up) = (t.lang(), session.sign_up?);
    let taken = match sign_up.capacity {
        Some(capacity) => format!("{} / {}", number(sign_up.taken), number(capacity)),
        None => number(sign_up.taken),
    };
    let over = match sign_up.over() {
        0 => String::new(),
        over => t.with("desk-over-by", &[("over", &number(over))]),
    };
    Some(SeatLine {
        no: session.no,
        title: session.title.in_lang(lang).to_owned(),
        lang: session.title.lang_shown(lang).code(),
        taken,
        over,
        waiting: number(sign_up.waiting),
    })
}

fn preview(forum: &Forum, lang: Lang) -> Preview {
    let said = |words: &crate::types::Words| words.get(lang).unwrap_or_default().to_owned();
    let days = date_range(lang, forum.first_day(), forum.last_day());
    let begins = instant(lang, forum.zone, forum.starts_at);
    let zone = zone_note(lang, forum.zone, forum.starts_at);
    let one = forum.first_day() == forum.last_day();
    Preview {
        lang: lang.code(),
        title: said(&forum.title),
        when: format!("{} · {zone}", if one { begins } else { days }),
        host: said(&forum.host),
        lead: markdown(forum.lead.get(lang).unwrap_or_default()),
    }
}
