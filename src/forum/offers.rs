use crate::types::Words;

use super::model::{Band, CategoryCode, ForumFacts, NewCategory, NewConsent, Purpose};

/// The categories that a new forum is offered; each may be changed before it is made.
#[must_use]
pub fn offered_categories() -> Vec<NewCategory> {
    let rows = [
        ("general", Band::General, "일반 참가", "General", "누구나", "Open to everyone"),
        ("student", Band::Student, "학생", "Student", "재학생·청소년", "Pupils and students"),
        (
            "civil",
            Band::Civil,
            "시민사회",
            "Civil society",
            "비영리 단체·연구 기관",
            "Non-profit organisations and research institutes",
        ),
        ("press", Band::Press, "언론", "Press", "취재 기자와 제작진", "Reporters and their crews"),
        (
            "diplomatic",
            Band::Diplomatic,
            "외교단",
            "Diplomatic corps",
            "대사관·대표부·국제기구",
            "Embassies, missions and international organisations",
        ),
    ];
    rows.into_iter()
        .filter_map(|(code, band, name_ko, name_en, who_ko, who_en)| {
            Some(NewCategory {
                code: CategoryCode::parse(code).ok()?,
                name: Words::both(name_ko, name_en),
                description: Words::both(who_ko, who_en),
                band,
                capacity: None,
            })
        })
        .collect()
}

/// The consent texts that a new forum is offered, in the words of its host and for its own retention;
/// each may be changed before it is made. They name what the law asks to be named (PIPA Art. 15(2),
/// 17(2), 22): purpose, items, period, who receives, and that one may refuse.
#[must_use]
pub fn offered_consents(facts: &ForumFacts) -> Vec<NewConsent> {
    let days = facts.retention_days;
    let host_ko = facts.host.get(crate::types::Lang::Ko).unwrap_or("주최 기관");
    let host_en = facts.host.get(crate::types::Lang::En).unwrap_or("The host");
    let texts = [
        (
            "privacy",
            true,
            Words::both(
                "개인정보 수집·이용에 동의합니다",
                "I agree to the collection and use of my personal information",
            ),
            privacy(host_ko, host_en, days),
        ),
        (
            "photo",
            false,
            Words::both("사진·영상 촬영에 동의합니다", "I agree to being photographed and filmed"),
            photo(host_ko, host_en),
        ),
        (
            "third_party",
            false,
            Words::both(
                "출입 보안을 위한 개인정보 제3자 제공에 동의합니다",
                "I agree to my name being given to the venue’s security",
            ),
            third_party(),
        ),
    ];
    texts
        .into_iter()
        .filter_map(|(purpose, required, title, body)| {
            Some(NewConsent { purpose: Purpose::parse(purpose).ok()?, required, title, body })
        })
        .collect()
}

fn privacy(host_ko: &str, host_en: &str, days: i32) -> Words {
    Words::both(
        format!(
            "- **수집하는 기관**: {host_ko}\n\
             - **목적**: 참가 신청 접수와 확인, 좌석 배정, 안내 메일 발송, 현장 출입 확인\n\
             - **필수 항목**: 성명, 이메일 주소, 참가 구분, 신청한 세션\n\
             - **선택 항목**: 영문 성명, 명찰 표기, 소속, 필요한 지원\n\
             - **보유 기간**: 행사가 끝난 뒤 {days}일까지 보관하고 파기합니다.\n\n\
             동의하지 않을 수 있습니다. 다만 필수 항목 없이는 신청을 접수할 수 없습니다. \
             선택 항목은 비워 두어도 참가에 불이익이 없습니다."
        ),
        format!(
            "- **Collected by**: {host_en}\n\
             - **Purpose**: to receive and confirm your registration, assign seats, send you letters \
             about it, and let you in\n\
             - **Required**: name, e-mail address, category, the sessions you choose\n\
             - **Optional**: name in Latin letters, badge name, affiliation, the support you need\n\
             - **Kept**: until {days} days after the event, then destroyed\n\n\
             You may refuse. Without the required items we can not register you; leaving the optional \
             ones empty has no disadvantage."
        ),
    )
}

fn photo(host_ko: &str, host_en: &str) -> Words {
    Words::both(
        format!(
            "- **목적**: {host_ko}의 행사 기록과 홍보 (누리집, 보도 자료, 결과 보고서)\n\
             - **항목**: 행사장에서 촬영한 사진과 영상 속 모습\n\
             - **보유 기간**: 동의를 거둘 때까지\n\n\
             동의하지 않아도 참가할 수 있습니다. 동의하지 않으면 명찰에 촬영 제외 표시를 하고, \
             촬영 구역에서 떨어진 자리를 안내합니다."
        ),
        format!(
            "- **Purpose**: to record the event and tell of it ({host_en}: website, press releases, \
             report)\n\
             - **Items**: your likeness in photographs and films made at the event\n\
             - **Kept**: until you withdraw your consent\n\n\
             You can attend without agreeing. Your badge will then carry a no-photo mark and you will \
             be shown to seats away from the cameras."
        ),
    )
}

fn third_party() -> Words {
    Words::both(
        "- **제공받는 곳**: 행사장 출입 보안 담당 부서\n\
         - **목적**: 출입 명단 확인\n\
         - **항목**: 성명, 소속\n\
         - **보유 기간**: 행사 당일까지 이용하고 파기합니다.\n\n\
         동의하지 않아도 참가할 수 있습니다. 이 경우 현장 안내 데스크에서 확인한 뒤 입장합니다.",
        "- **Given to**: the department in charge of security at the venue\n\
         - **Purpose**: to check the list at the entrance\n\
         - **Items**: name, affiliation\n\
         - **Kept**: until the day of the event, then destroyed\n\n\
         You can attend without agreeing. You will then be checked in at the information desk first.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forum::model::{NewForum, PRIVACY};
    use crate::types::{Lang, Slug, Zone};

    #[test]
    fn a_new_forum_is_offered_texts_in_both_languages_and_one_of_them_is_required() {
        let at = |text: &str| text.parse().unwrap();
        let slug = Slug::parse("a-forum").unwrap();
        let (from, to) = (at("2026-07-11T05:00:00Z"), at("2026-07-11T09:00:00Z"));
        let facts =
            NewForum::begun(slug, Words::both("포럼", "Forum"), Zone::SEOUL, from, to).facts;
        let texts = offered_consents(&facts);
        assert_eq!(texts.len(), 3);
        for text in &texts {
            assert_eq!(text.required, text.purpose.as_str() == PRIVACY);
            for lang in Lang::ALL {
                assert!(text.title.get(lang).is_some() && text.body.get(lang).is_some());
            }
        }
        assert!(texts[0].body.in_lang(Lang::Ko).contains("90일"));
        assert_eq!(offered_categories().len(), 5);
    }
}
