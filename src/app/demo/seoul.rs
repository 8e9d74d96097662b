//! Published facts, word for word in Korean; English where it was published, else our rendering.

use crate::agenda::{AppearanceRole, SessionKind};
use crate::forum::{NewRoom, NewVenue};
use crate::types::Words;

pub const TITLE: (&str, &str) =
    ("2024 북한인권 서울포럼", "Seoul Forum on North Korean Human Rights 2024");

pub const HOST: (&str, &str) = ("서울시", "Seoul Metropolitan Government");

pub const LEAD: (&str, &str) = (
    "유엔 북한인권조사위원회 보고서 10주년과 첫 북한이탈주민의 날(7월 14일)을 맞아 여는, \
     지방자치단체 최초의 북한인권 포럼입니다.",
    "The first forum on North Korean human rights held by a local government, ten years after the UN \
     Commission of Inquiry report and in the week of the first North Korean Defectors’ Day (14 July).",
);

pub const SAMPLE: (&str, &str) = (
    "마당을 보여 드리기 위한 견본입니다. 공개된 사실이 아닌 값(14:00 외의 시각, 정원과 좌석 수, \
     신청 기간, 문의처, 일부 영문 표기)은 예시이며, 신청자는 모두 가상의 인물입니다.",
    "This is a sample that shows Madang. Values that are not published facts (times other than 14:00, \
     capacities and seats, registration dates, contact, some English names) are illustrative, and \
     everyone registered is fictional.",
);

pub const CONTACT: &str = "help@forum.example";

/// How many it takes; illustrative.
pub const CAPACITY: i32 = 300;

/// How many of a kind it takes; illustrative.
pub const LIMITS: [(&str, i32); 3] = [("student", 60), ("press", 40), ("diplomatic", 30)];

const HALL: (&str, &str) = ("다목적홀", "Multipurpose Hall");
const CITIZENS_HALL: (&str, &str) = ("시민청", "Citizens Hall");
const PLAZA: (&str, &str) = ("서울광장", "Seoul Plaza");

/// Seoul City Hall with the rooms that were named.
pub fn city_hall() -> NewVenue {
    NewVenue {
        name: Words::both("서울시청", "Seoul City Hall"),
        address: Words::both("서울특별시 중구 세종대로 110", "110 Sejong-daero, Jung-gu, Seoul"),
        rooms: vec![room(HALL, None), room(CITIZENS_HALL, Some("B1"))],
        ..NewVenue::default()
    }
}

/// The square in front of it.
pub fn plaza() -> NewVenue {
    NewVenue {
        name: Words::both(PLAZA.0, PLAZA.1),
        rooms: vec![room(PLAZA, None)],
        ..NewVenue::default()
    }
}

fn room((ko, en): (&str, &str), floor: Option<&str>) -> NewRoom {
    NewRoom { name: Words::both(ko, en), floor: floor.map(str::to_owned), ..NewRoom::default() }
}

/// Someone who spoke.
pub struct Person {
    pub name: (&'static str, &'static str),
    pub title: (&'static str, &'static str),
}

/// In the order they were announced.
pub const PEOPLE: [Person; 13] = [
    Person { name: ("오세훈", "Oh Se-hoon"), title: ("서울특별시장", "Mayor of Seoul") },
    Person {
        name: ("반기문", "Ban Ki-moon"),
        title: ("제8대 유엔 사무총장", "8th UN Secretary-General"),
    },
    Person {
        name: ("김영호", "Kim Yung-ho"), title: ("통일부 장관", "Minister of Unification")
    },
    Person {
        name: ("이신화", "Lee Shin-wha"),
        title: ("북한인권국제협력대사", "Ambassador-at-large on North Korean Human Rights"),
    },
    Person {
        name: ("줄리 터너", "Julie Turner"),
        title: (
            "미국 국무부 북한인권특사",
            "Special Envoy on North Korean Human Rights, US Department of State",
        ),
    },
    Person {
        name: ("엘리자베스 살몬", "Elizabeth Salmón"),
        title: ("UN 북한인권특별보고관", "UN Special Rapporteur on human rights in North Korea"),
    },
    Person {
        name: ("제임스 히넌", "James Heenan"),
        title: ("서울UN인권사무소장", "Head of the UN Human Rights Office in Seoul"),
    },
    Person {
        name: ("브라이언 마이어스", "Brian Myers"),
        title: (
            "동서대학교 국제학과 교수",
            "Professor of International Studies, Dongseo University",
        ),
    },
    Person {
        name: ("남성욱", "Nam Sung-wook"),
        title: (
            "고려대학교 통일융합연구원장",
            "Director of the Institute of Unification Convergence, Korea University",
        ),
    },
    Person {
        name: ("유성옥", "Yoo Seong-ok"),
        title: (
            "국가안보전략연구원 이사장",
            "Chair of the Institute for National Security Strategy",
        ),
    },
    Person {
        name: ("김천식", "Kim Chun-sig"),
        title: ("통일연구원장", "President of the Korea Institute for National Unification"),
    },
    Person {
        name: ("윤여상", "Yoon Yeo-sang"),
        title: ("북한인권기록보존소장", "Director of the North Korean Human Rights Archives"),
    },
    Person {
        name: ("김일혁", "Kim Il-hyuk"),
        title: ("북한연구소 연구원", "Researcher, Institute of North Korean Studies"),
    },
];

/// One item of the programme.
pub struct Item {
    pub kind: SessionKind,
    pub title: (&'static str, &'static str),
    pub subtitle: (&'static str, &'static str),
    pub day: (u32, u32),
    pub from: (u32, u32),
    pub to: (u32, u32),
    /// Only the hour at which the forum opened was published.
    pub illustrative: bool,
    /// The Korean name of its room.
    pub room: Option<&'static str>,
    /// Illustrative; none where whoever is registered may come.
    pub seats: Option<i32>,
    /// Roles and Korean names, in the order they were announced.
    pub parts: &'static [(AppearanceRole, &'static str)],
}

const AN_ITEM: Item = Item {
    kind: SessionKind::Other,
    title: ("", ""),
    subtitle: ("", ""),
    day: (7, 11),
    from: (0, 0),
    to: (0, 0),
    illustrative: true,
    room: None,
    seats: None,
    parts: &[],
};

/// The programme; session numbers are given in this order, the forum's own sessions first.
pub const PROGRAMME: [Item; 9] = [
    Item {
        kind: SessionKind::Ceremony,
        title: ("개회", "Opening"),
        from: (14, 0),
        to: (14, 40),
        illustrative: false,
        room: Some(HALL.0),
        parts: &[
            (AppearanceRole::Welcome, "오세훈"),
            (AppearanceRole::Congratulation, "반기문"),
            (AppearanceRole::Congratulation, "김영호"),
        ],
        ..AN_ITEM
    },
    Item {
        kind: SessionKind::Panel,
        title: (
            "북한인권 실상 및 국제 협력 방안",
            "The reality of North Korean human rights and international cooperation strategies",
        ),
        subtitle: ("세션 1", "Session 1"),
        from: (14, 40),
        to: (16, 0),
        room: Some(HALL.0),
        seats: Some(120),
        parts: &[
            (AppearanceRole::Chair, "이신화"),
            (AppearanceRole::Panel, "줄리 터너"),
            (AppearanceRole::Panel, "엘리자베스 살몬"),
            (AppearanceRole::Panel, "제임스 히넌"),
            (AppearanceRole::Panel, "브라이언 마이어스"),
        ],
        ..AN_ITEM
    },
    Item {
        kind: SessionKind::Panel,
        title: (
            "자유를 향한 여정, 북한이탈주민과의 동행",
            "Journey to freedom, accompanying North Korean defectors",
        ),
        subtitle: ("세션 2", "Session 2"),
        from: (16, 20),
        to: (17, 40),
        room: Some(HALL.0),
        seats: Some(80),
        parts: &[
            (AppearanceRole::Chair, "남성욱"),
            (AppearanceRole::Panel, "유성옥"),
            (AppearanceRole::Panel, "김천식"),
            (AppearanceRole::Panel, "윤여상"),
            (AppearanceRole::Panel, "김일혁"),
        ],
        ..AN_ITEM
    },
    Item {
        kind: SessionKind::Break,
        title: ("휴식", "Break"),
        from: (16, 0),
        to: (16, 20),
        ..AN_ITEM
    },
    Item {
        title: (
            "북한인권 사진·영상 전시회",
            "Exhibition of photographs and videos on North Korean human rights",
        ),
        subtitle: ("부대행사 · 7월 8일–13일", "Side event, 8–13 July"),
        day: (7, 8),
        from: (10, 0),
        to: (18, 0),
        room: Some(CITIZENS_HALL.0),
        ..AN_ITEM
    },
    Item {
        kind: SessionKind::Film,
        title: (
            "'비욘드 유토피아' 상영, 출연자와의 만남",
            "Screening of ‘Beyond Utopia’ and a meeting with people who appear in it",
        ),
        subtitle: ("부대행사 · 7월 8일–9일", "Side event, 8–9 July"),
        day: (7, 8),
        from: (19, 0),
        to: (21, 30),
        ..AN_ITEM
    },
    Item {
        kind: SessionKind::Film,
        title: ("영화 '크로싱'", "Film: ‘Crossing’"),
        subtitle: ("부대행사", "Side event"),
        day: (7, 12),
        from: (20, 0),
        to: (22, 0),
        room: Some(PLAZA.0),
        ..AN_ITEM
    },
    Item {
        title: (
            "남북 MZ세대 인권 토크콘서트",
            "Talk concert on human rights by young people from South and North",
        ),
        subtitle: ("부대행사 · 7월 12일–13일", "Side event, 12–13 July"),
        day: (7, 12),
        from: (18, 0),
        to: (19, 30),
        seats: Some(40),
        ..AN_ITEM
    },
    Item {
        kind: SessionKind::Film,
        title: ("영화 '아일라'", "Film: ‘Ayla’"),
        subtitle: ("부대행사", "Side event"),
        day: (7, 13),
        from: (20, 0),
        to: (22, 0),
        room: Some(PLAZA.0),
        ..AN_ITEM
    },
];
