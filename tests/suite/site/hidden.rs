use madang::agenda::{Expect, release_session};
use madang::forum::{Founder, NewForum, create_forum};
use madang::speakers::Speaker;
use madang::types::{Lang, Slug, Words, Zone};

use super::{add, part, session, until, walk};
use crate::support::{TestApp, now};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_public_is_on_no_page() {
    let app = TestApp::start().await;
    let forum = app.forum("open", None, &[5]).await;
    let hidden =
        Speaker { hidden: true, ..Speaker::named(Words::both("숨은이", "Hiddenone"), 1) };
    let planned = Speaker::named(Words::both("예정자", "Plannedone"), 2);
    let known = Speaker::named(Words::both("알려진이", "Knownone"), 3);
    let people = [hidden.clone(), planned.clone(), known.clone()];
    let mut conn = app.db.conn().await.unwrap();
    madang::speakers::insert_speakers(&mut conn, &forum.scope, &people).await.unwrap();
    drop(conn);
    let mut shown = session("Shown talk", 2);
    shown.people = vec![part(hidden.id), part(known.id)];
    add(&app, &forum, shown).await;
    let mut secret = session("Secrettalk", 4);
    secret.people = vec![part(planned.id)];
    secret.release = false;
    let no = add(&app, &forum, secret).await;
    let title = Words::both("초안포럼", "Draftforum");
    let draft = NewForum::begun(
        Slug::parse("draft").unwrap(),
        title,
        Zone::SEOUL,
        now(),
        now() + chrono::TimeDelta::days(1),
    );
    create_forum(&app.db, &app.clock, Founder::Operator, draft).await.unwrap();

    let not_public =
        ["숨은이", "Hiddenone", "예정자", "Plannedone", "Secrettalk", "초안포럼", "Draftforum"];
    for lang in Lang::ALL {
        let mut pages = walk(&app, lang).await;
        for path in ["/open/programme?q=hiddenone", "/open/programme?q=secrettalk"] {
            pages.insert(path.to_owned(), app.read(path, lang.code()).await);
        }
        for (path, answer) in &pages {
            let body = answer.body.replace("q=hiddenone", "").replace("q=secrettalk", "");
            let body = body.replace("value=\"hiddenone\"", "").replace("value=\"secrettalk\"", "");
            for word in not_public {
                assert!(!body.contains(word), "{word} is on {path}");
            }
            assert!(!body.contains(&hidden.id.to_string()), "a hidden id is on {path}");
        }
        assert!(pages["/open/speakers"].body.contains(known.name.in_lang(lang)));
    }
    for path in ["/draft", "/draft/programme", "/draft/privacy"] {
        assert_eq!(app.get(path).await.status, 404, "{path}");
    }
    for id in [hidden.id, planned.id] {
        assert_eq!(app.get(&format!("/open/speakers/{id}")).await.status, 404);
    }
    assert_eq!(app.get(&format!("/open/sessions/{no}")).await.status, 404);

    let scope = &forum.scope;
    release_session(&app.db, &app.clock, scope, no, &Expect::Any).await.unwrap();
    until(&app, "/open/speakers", |page| page.body.contains("Plannedone")).await;
    until(&app, "/open/programme", |page| page.body.contains("Secrettalk")).await;
}
