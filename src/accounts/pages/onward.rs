/// A page of the desk that somebody was on the way to; the desk itself for anything else, so that no
/// address can send anyone astray.
pub fn onward(to: &str) -> &str {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '\\' | '"' | '<' | '>');
    let (path, _) = to.split_once('?').unwrap_or((to, ""));
    let inside = path.starts_with("/desk/") && !path.contains("//") && !path.contains("..");
    if inside && to.chars().all(plain) { to } else { "/desk" }
}

#[cfg(test)]
mod tests {
    use super::onward;

    #[test]
    fn only_a_page_of_the_desk_is_led_on_to() {
        for fine in ["/desk/own/staff", "/desk/own/export?state=all&category=vip"] {
            assert_eq!(onward(fine), fine);
        }
        for astray in [
            "",
            "/",
            "/own",
            "//evil.example/desk/",
            "https://evil.example/desk/x",
            "/desk/..//evil.example",
            "/desk//evil.example",
            "/desk/\\evil.example",
            "/desk/a\r\nset-cookie: a=b",
            "/desk/\u{200b}",
            "/desk/../own",
        ] {
            assert_eq!(onward(astray), "/desk", "{astray}");
        }
    }
}
