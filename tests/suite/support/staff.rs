use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use madang::accounts::{self, Grant, Identity, Invite, Proof, Seed};
use madang::db::schema::{app_user, category, role_grant};
use madang::types::{CategoryId, Email, Lang, Role, UserId, sha256};

use super::app::{Answer, TestApp};
use super::cast::TestForum;

/// A password that passes.
pub const PASSWORD: &str = "copper lantern on the ninth stair";
const BOSS: &str = "boss@house.example";

impl TestApp {
    /// Whose account an address is.
    pub async fn user(&self, email: &str) -> UserId {
        let mut conn = self.db.conn().await.unwrap();
        let user = app_user::table.filter(app_user::email.eq(email)).select(app_user::id);
        user.first(&mut conn).await.unwrap()
    }

    /// Who runs the installation, as commands know them.
    pub async fn boss(&self) -> Identity {
        let email = Email::parse(BOSS).unwrap();
        accounts::create_admin(&self.db, &self.clock, &self.key, &email).await.unwrap();
        Identity {
            user: self.user(BOSS).await,
            name: "boss".to_owned(),
            email: BOSS.to_owned(),
            lang: Lang::En,
            has_password: false,
            proof: Proof::Token,
            grants: vec![Grant { role: Role::Admin, forum: None, categories: Vec::new() }],
        }
    }

    /// Invites somebody to a forum, or without one to run the installation.
    pub async fn hire(
        &self,
        email: &str,
        role: Role,
        forum: Option<&TestForum>,
        categories: &[CategoryId],
    ) {
        let by = self.boss().await;
        let want = Invite {
            email: Email::parse(email).unwrap(),
            name: "Somebody".to_owned(),
            lang: Lang::En,
            role,
            categories: categories.to_vec(),
        };
        let forum = forum.map(|forum| forum.scope.forum());
        let made = accounts::invite(&self.db, &self.clock, &self.key, &by, forum, &want).await;
        made.unwrap_or_else(|stop| panic!("{stop:?}"));
    }

    /// A browser that came in by the link in the last letter to an address, with a password set.
    pub async fn come_in(&self, email: &str) -> Self {
        let browser = self.browser();
        let letters = self.letters(email).await;
        let text = letters.iter().rev().map(|letter| &letter.text);
        let text = text.into_iter().find(|text| text.contains("/desk/enter/")).unwrap();
        let at = text.find("/desk/enter/").unwrap();
        let link = text[at..].split_whitespace().next().unwrap();
        assert_eq!(browser.post_form(link, &[]).await.location(), "/desk/password");
        let set = [("new", PASSWORD), ("again", PASSWORD)];
        let set = browser.post_form("/desk/password", &set).await;
        assert_eq!((set.status, set.location()), (303, "/desk"), "{}", set.body);
        browser
    }

    /// A signed-in browser of somebody who holds a role at a forum.
    pub async fn staff(&self, role: Role, forum: &TestForum) -> Self {
        let email = format!("{}@{}.example", role.code(), forum.slug);
        self.hire(&email, role, Some(forum), &[]).await;
        self.come_in(&email).await
    }

    /// A signed-in browser of the owner of a forum.
    pub async fn owner(&self, forum: &TestForum) -> Self {
        self.staff(Role::Owner, forum).await
    }

    /// A signed-in browser of an organizer of a forum.
    pub async fn organizer(&self, forum: &TestForum) -> Self {
        self.staff(Role::Organizer, forum).await
    }

    /// A signed-in browser of a clerk who is kept to the categories of these codes.
    pub async fn clerk_of(&self, forum: &TestForum, codes: &[&str]) -> Self {
        let categories = {
            let mut conn = self.db.conn().await.unwrap();
            let rows = category::table
                .filter(category::forum_id.eq(forum.scope.forum()))
                .filter(category::code.eq_any(codes))
                .select(category::id);
            rows.load(&mut conn).await.unwrap()
        };
        let email = format!("clerk-of-{}@{}.example", codes.join("-"), forum.slug);
        self.hire(&email, Role::Clerk, Some(forum), &categories).await;
        self.come_in(&email).await
    }

    /// Signs in by address and password.
    pub async fn sign_in(&self, email: &str) -> Answer {
        self.post_form("/desk/sign-in", &[("email", email), ("password", PASSWORD)]).await
    }

    /// What the set-up page offers this browser's owner.
    pub async fn offered(&self, email: &str) -> Seed {
        let session = sha256(self.cookie("desk").unwrap().as_bytes());
        Seed::offered(&self.parts.seal_key, self.user(email).await, &session)
    }

    /// Sets up a second factor in this browser; gives what the app then holds, and the recovery codes.
    pub async fn set_factor(&self, email: &str) -> (Seed, Vec<String>) {
        let seed = self.offered(email).await;
        let code = seed.code(self.clock.now());
        let done = self.post_form("/desk/second-factor", &[("code", &code)]).await;
        assert_eq!(done.status, 200, "{}", done.body);
        let codes = done.body.split("<b class=\"spell\">").skip(1);
        let codes = codes.map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
        (seed, codes)
    }

    /// The live grant of a role at a forum.
    pub async fn grant_of(&self, email: &str, forum: Option<&TestForum>) -> uuid::Uuid {
        let user = self.user(email).await;
        let forum = forum.map(|forum| forum.scope.forum());
        let mut conn = self.db.conn().await.unwrap();
        let grant = role_grant::table
            .filter(role_grant::user_id.eq(user))
            .filter(role_grant::forum_id.is_not_distinct_from(forum))
            .filter(role_grant::revoked_at.is_null())
            .select(role_grant::id);
        grant.first(&mut conn).await.unwrap()
    }
}
