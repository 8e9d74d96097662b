use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;

use crate::forum::Band;
use crate::i18n::{self, Tr};
use crate::registration::model::{Photo, RegistrationState};
use crate::registration::queries::Mine;
use crate::types::{RegistrationId, TicketKey, Words};
use crate::web::{Fault, PublicUrl, Qr, Reader, Shell, html, see_other};

use super::lines::interpretation_words;
use super::mine::{Keys, find, home, venue};
use super::visit::{Visit, secret};
use super::words::Said;

#[derive(Template)]
#[template(path = "registration/ticket.html")]
struct TicketPage {
    shell: Shell,
    home: String,
    forum: String,
    /// The name on the badge; a ticket shows no other.
    name: String,
    /// The band of the category: its class and shape.
    band: (&'static str, &'static str),
    category: Said,
    /// The same in the other language, where it has a name.
    category_other: Said,
    qr: Option<Qr>,
    reference: String,
    date: String,
    begins: String,
    place: String,
    /// What the desk prepares or heeds: icon and words.
    needs: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "registration/code.html")]
struct CodePage {
    shell: Shell,
}

/// The ticket, to be shown at the entrance or printed.
pub async fn show_ticket(
    visit: Visit,
    ticket: Data<TicketKey>,
    url: Data<PublicUrl>,
    token: Path<String>,
) -> Result<HttpResponse, Fault> {
    let own = find(&visit).await?;
    let home = home(&token);
    if own.person.state != RegistrationState::Confirmed {
        return Ok(secret(see_other(home)));
    }
    let mut conn = visit.db.conn().await?;
    let place = venue(&mut conn, &visit.scope, visit.t()).await?;
    drop(conn);
    let (t, lang, zone) = (visit.t(), visit.lang(), own.forum.zone);
    let (clock, note) =
        (i18n::clock(zone, own.forum.starts_at), i18n::zone_note(lang, zone, own.forum.starts_at));
    let badge = own.person.details.badge_name.as_ref();
    let page = TicketPage {
        shell: visit.shell(&own.forum, t.s("registration-ticket")),
        home,
        forum: own.forum.title.in_lang(lang).to_owned(),
        name: badge
            .map(|name| t.with("registration-ticket-name", &[("name", name.as_str())]))
            .unwrap_or_default(),
        band: band(own.category.band),
        category: Said::of(&own.category.name, lang),
        category_other: in_other(&own.category.name, t),
        qr: ticket_qr(&Keys { ticket: &ticket, url: &url }, own.person.id),
        reference: own.person.reference.as_str().to_owned(),
        date: i18n::date_long(lang, zone.date(own.forum.starts_at)),
        begins: t.with("registration-ticket-begins", &[("clock", &clock), ("zone", &note)]),
        place,
        needs: needs(t, &own),
    };
    Ok(secret(html(&page)?))
}

/// What whoever scans a ticket without being at the entrance's desk gets to see: the same for every
/// code, whether it is anybody's or not.
pub async fn show_code(reader: Reader) -> Result<HttpResponse, Fault> {
    let title = reader.t().s("registration-code");
    Ok(secret(html(&CodePage { shell: Shell::of(&reader, title) })?))
}

/// The code of a ticket. Its address is in capitals, which makes it smaller and easier to read.
pub fn ticket_qr(keys: &Keys<'_>, id: RegistrationId) -> Option<Qr> {
    let url = keys.url.0.to_ascii_uppercase();
    Qr::of(&format!("{url}/C/{}", keys.ticket.code(id).reveal()))
}

/// A text in the language that the page is not in; empty where there is none.
fn in_other(words: &Words, t: Tr) -> Said {
    let other = t.lang().other();
    let text = words.get(other).filter(|text| *text != words.in_lang(t.lang()));
    Said { text: text.unwrap_or_default().to_owned(), lang: other.code() }
}

/// Colour and shape of a band; the word stands beside them.
const fn band(band: Band) -> (&'static str, &'static str) {
    match band {
        Band::General | Band::Student => ("", "●"),
        Band::Civil => ("civ", "●"),
        Band::Press => ("prs", "■"),
        Band::Diplomatic => ("dip", "◆"),
        Band::Speaker => ("spk", "▲"),
        Band::Staff => ("stf", "■"),
        Band::Vip => ("vip", "★"),
    }
}

fn needs(t: Tr, own: &Mine) -> Vec<(&'static str, String)> {
    let details = &own.person.details;
    let heard = details.needs.interpretation.map(|lang| ("headset", interpretation_words(t, lang)));
    let told = [
        (details.needs.wheelchair, "wheelchair", "registration-support-wheelchair"),
        (details.photo == Photo::No, "no-camera", "registration-photo-no"),
    ];
    let told = told.into_iter().filter(|(on, ..)| *on).map(|(_, icon, key)| (icon, t.s(key)));
    heard.into_iter().chain(told).collect()
}
