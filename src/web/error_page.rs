use super::*;
pub fn fault_page(
    _: &actix_web::HttpRequest,
    _: &Reader,
    _: &Fault,
    _: u16,
    _: &str,
) -> Result<String, askama::Error> {
    Ok(String::new())
}
