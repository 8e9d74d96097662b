use madang::db::{Db, Stop};
use madang::forum::{
    ForumRefusal, ForumState, Missing, NewConsent, Purpose, close_forum, edit_consent, edit_forum,
    find_forum, list_consents, publish_forum, remove_category, retire_consent,
};
use madang::types::{Clock, Words};

use super::{made, now, whole};
use crate::support::database::fresh;

fn clock() -> Clock {
    Clock::set(now())
}

async fn state(db: &Db, scope: &madang::accounts::Scope) -> ForumState {
    find_forum(&mut db.conn().await.unwrap(), scope).await.unwrap().state
}

#[tokio::test]
async fn a_draft_is_published_only_when_nothing_is_missing() {
    let db = fresh().await;
    let mut want = whole("halfway");
    want.facts.title = Words::both("반쪽", "");
    want.facts.registration_closes_at = None;
    want.venue = None;
    want.categories.clear();
    want.consents.remove(0);
    let scope = made(&db, want).await;
    let refused = publish_forum(&db, &clock(), &scope).await;
    let all =
        [Missing::Title, Missing::Venue, Missing::Window, Missing::Category, Missing::Privacy];
    assert!(
        matches!(&refused, Err(Stop::Refused(ForumRefusal::NotReady(missing))) if missing == &all),
        "{refused:?}"
    );
    assert_eq!(state(&db, &scope).await, ForumState::Draft);

    let scope = made(&db, whole("ready")).await;
    publish_forum(&db, &clock(), &scope).await.unwrap();
    assert_eq!(state(&db, &scope).await, ForumState::Published);
    let again = publish_forum(&db, &clock(), &scope).await;
    assert!(matches!(again, Err(Stop::Refused(ForumRefusal::IllegalMove(_)))));
}

#[tokio::test]
async fn a_forum_in_one_language_needs_no_other() {
    let db = fresh().await;
    let mut want = whole("english");
    want.facts.languages = vec![madang::types::Lang::En];
    want.facts.title = Words::both("", "English only");
    let scope = made(&db, want).await;
    publish_forum(&db, &clock(), &scope).await.unwrap();
}

#[tokio::test]
async fn what_the_public_sees_stays_complete() {
    let db = fresh().await;
    let scope = made(&db, whole("whole")).await;
    publish_forum(&db, &clock(), &scope).await.unwrap();
    let privacy = Purpose::parse("privacy").unwrap();

    let retired = retire_consent(&db, &clock(), &scope, &privacy).await;
    assert!(
        matches!(retired, Err(Stop::Refused(ForumRefusal::NotReady(m))) if m == [Missing::Privacy])
    );
    let optional = NewConsent {
        purpose: privacy,
        required: false,
        title: Words::both("동의", "Agree"),
        body: Words::both("내용", "Text"),
    };
    let loosened = edit_consent(&db, &clock(), &scope, optional).await;
    assert!(matches!(loosened, Err(Stop::Refused(ForumRefusal::NotReady(_)))));
    let mut facts = whole("whole").facts;
    facts.title = Words::both("한국어만", "");
    let untitled = edit_forum(&db, &clock(), &scope, 2, facts, Some(300)).await;
    assert!(
        matches!(untitled, Err(Stop::Refused(ForumRefusal::NotReady(m))) if m == [Missing::Title])
    );
    let mut conn = db.conn().await.unwrap();
    assert_eq!(list_consents(&mut conn, &scope).await.unwrap()[0].version, 1);
    let categories = madang::forum::list_categories(&mut conn, &scope).await.unwrap();
    drop(conn);
    for (at, category) in categories.iter().enumerate() {
        let removed = remove_category(&db, &clock(), &scope, category.id).await;
        assert_eq!(removed.is_ok(), at + 1 < categories.len(), "{removed:?}");
    }
}

#[tokio::test]
async fn a_closed_forum_is_read_and_never_changed() {
    let db = fresh().await;
    let scope = made(&db, whole("over")).await;
    assert!(matches!(
        close_forum(&db, &clock(), &scope).await,
        Err(Stop::Refused(ForumRefusal::IllegalMove(_)))
    ));
    publish_forum(&db, &clock(), &scope).await.unwrap();
    close_forum(&db, &clock(), &scope).await.unwrap();
    let edited = edit_forum(&db, &clock(), &scope, 3, whole("over").facts, None).await;
    assert!(matches!(edited, Err(Stop::Refused(ForumRefusal::NotEditable))));
    assert_eq!(state(&db, &scope).await, ForumState::Closed);
}
