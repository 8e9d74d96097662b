//! The way in for staff, as a browser goes it.

use anyhow::{Context, ensure};

use crate::house::House;
use crate::http::post_form;

/// Whose password is known.
pub const EMAIL: &str = "haneul%40load.example";
/// The password.
pub const PASSWORD: &str = "three+lanterns+by+the+river";

/// A form of ours as a page of ours sends it.
pub fn form(house: &House, path: &str, headers: &str, body: &str) -> String {
    post_form(path, &format!("Origin: http://{}\r\n{headers}", house.at), body)
}

/// An admin who has set a password.
pub async fn admin(house: &House) -> anyhow::Result<()> {
    let said = house.command(&["admin", "create", "--email", "haneul@load.example"]).await?;
    let at = said.find("/desk/enter/").context("no link was told")?;
    let link = said.get(at..).and_then(|rest| rest.split_whitespace().next());
    let mut connection = house.connect().await?;
    let entered = form(house, link.unwrap_or_default(), "", "");
    let answer = connection.send(entered.as_bytes()).await?;
    let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next());
    let cookie = format!("Cookie: {}\r\n", cookie.context("the link lets nobody in")?);
    let words = format!("new={PASSWORD}&again={PASSWORD}");
    let answer = connection.send(form(house, "/desk/password", &cookie, &words).as_bytes()).await?;
    ensure!(answer.status == 303, "the password was not taken ({})", answer.status);
    Ok(())
}
