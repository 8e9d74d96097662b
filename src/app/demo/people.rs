//! Fictional registrants for the demo forum: every name and affiliation here is invented, every address
//! is one that can never be delivered to (RFC 2606).

use crate::accounts::Scope;
use crate::registration::{DetailsSent, RegisterSent};
use crate::types::Lang;

use super::super::Parts;
use super::told;

/// Name, Latin name, category, affiliation, language.
type Person = (&'static str, &'static str, &'static str, &'static str, Lang);

const PEOPLE: [Person; 24] = [
    ("김하늘", "Kim Haneul", "civil", "새벽시민연대 활동가", Lang::Ko),
    ("도윤슬", "Do Yunseul", "student", "가람대학교 석사과정", Lang::Ko),
    (
        "Marguerite Delacroix-Fontaine",
        "",
        "diplomatic",
        "Embassy of Estravia, Political Section",
        Lang::En,
    ),
    ("백서린", "Baek Seorin", "press", "푸른내일신문 사회부", Lang::Ko),
    ("유하람", "", "general", "", Lang::Ko),
    ("Nguyễn Thị Minh Khuê", "Nguyen Thi Minh Khue", "civil", "국제인권연구모임", Lang::En),
    ("남궁다온", "Namgung Daon", "civil", "한빛통일교육센터", Lang::Ko),
    ("서이안", "Seo Ian", "student", "가람대학교 학부생", Lang::Ko),
    ("강이솔", "Kang Isol", "press", "독립 사진가", Lang::Ko),
    ("텐진", "Tenzin", "general", "", Lang::En),
    ("황보가람", "Hwangbo Garam", "general", "열린마을도서관", Lang::Ko),
    (
        "María del Carmen Rodríguez-Fernández",
        "",
        "diplomatic",
        "Permanent Mission of Costaverde",
        Lang::En,
    ),
    ("제갈민", "Jegal Min", "student", "누리고등학교", Lang::Ko),
    ("Ludwig van der O'Neill", "", "civil", "Fictional Rights Watch", Lang::En),
    ("한송이", "Han Songi", "general", "", Lang::Ko),
    ("문바다", "Mun Bada", "general", "바다책방", Lang::Ko),
    ("Aisha Al-Rashid", "", "diplomatic", "Embassy of Qamaria", Lang::En),
    ("선우진", "Seonu Jin", "student", "다솜대학교 법학전문대학원", Lang::Ko),
    ("오로라", "O Rora", "general", "", Lang::Ko),
    ("이든", "Lee Deun", "civil", "함께걷는길", Lang::Ko),
    ("Björn Þórðarson", "", "press", "Example Daily", Lang::En),
    ("박새벽", "Park Saebyeok", "general", "", Lang::Ko),
    ("최가온누리", "Choi Gaonnuri", "student", "가람대학교 박사과정", Lang::Ko),
    ("Ngozi Adeyemi", "", "civil", "Example Network of Archivists", Lang::En),
];

/// Registers them as anyone registers; says how many.
pub async fn register(parts: &Parts, scope: &Scope) -> anyhow::Result<usize> {
    let rules = {
        let mut conn = parts.db.conn().await?;
        crate::registration::Rules::load(&mut conn, scope).await?
    };
    let numbers: Vec<i32> = rules.sessions.keys().copied().collect();
    for (at, (name, latin, category, affiliation, lang)) in PEOPLE.iter().enumerate() {
        let sessions =
            numbers.iter().enumerate().filter(|(n, _)| (at + n) % 3 != 2).map(|(_, no)| *no);
        let sent = RegisterSent {
            email: format!("demo{:02}@example.org", at + 1),
            details: DetailsSent {
                name: (*name).to_owned(),
                name_latin: Some((*latin).to_owned()),
                badge_name: (at % 4 != 3).then(|| (*name).to_owned()),
                affiliation: Some((*affiliation).to_owned()),
                ..DetailsSent::default()
            },
            category: Some((*category).to_owned()),
            sessions: sessions.collect(),
            consents: vec![crate::forum::PRIVACY.to_owned()],
        };
        let wish = sent.parse(*lang, Some(format!("demo-{at}")), name.as_bytes());
        let wish = wish.map_err(|faults| anyhow::anyhow!("{faults:?}"))?;
        parts.registrar.register(scope, wish).await.map_err(told)?;
    }
    Ok(PEOPLE.len())
}
