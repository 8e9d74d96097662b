use std::collections::BTreeMap;
use std::future::{Ready, ready};
use std::io::Write;
use std::sync::LazyLock;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::RustEmbed;

use crate::types::sha256;

use super::{Fault, etag, not_modified};

/// What stands under `static/`, inside the binary.
#[derive(RustEmbed)]
#[folder = "static/"]
pub(super) struct Static;

/// One file as it is served: its address changes with its content, so it may be kept for ever.
struct Asset {
    /// Its path without the first folder, `-` for `/`.
    name: String,
    url: String,
    kind: &'static str,
    tag: String,
    plain: Vec<u8>,
    gzip: Vec<u8>,
    /// The addresses of the modules that a script imports, and of theirs.
    needs: Vec<String>,
}

/// Every asset by the last part of its address, made once at start.
static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(|| {
    let mark = Static::get("icons/mark.svg").map(|file| asset("mark", "svg", file.data.to_vec()));
    let style = asset("style", "css", stylesheet().into_bytes());
    let assets = scripts().into_iter().chain([style]).chain(mark);
    let last = |url: &str| url.rsplit('/').next().unwrap_or_default().to_owned();
    assets.map(|asset| (last(&asset.url), asset)).collect()
});

fn asset(name: &str, ending: &str, plain: Vec<u8>) -> Asset {
    let hash: String = sha256(&plain).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let kind = match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        _ => "image/svg+xml",
    };
    Asset {
        name: format!("{name}.{ending}"),
        url: format!("/static/{name}.{hash}.{ending}"),
        kind,
        tag: etag(&plain),
        gzip: gzip(&plain),
        plain,
        needs: Vec::new(),
    }
}

/// The modules under `static/js`, each with the addresses of what it imports in it: its own address changes
/// with theirs. What imports itself by way of others has no address.
fn scripts() -> Vec<Asset> {
    let text =
        |path: &str| Static::get(path).map(|file| String::from_utf8_lossy(&file.data).into_owned());
    let mut left: Vec<(String, String)> = Static::iter()
        .filter_map(|path| {
            let name = path.strip_prefix("js/")?.strip_suffix(".js")?.replace('/', "-");
            Some((name, text(&path)?))
        })
        .collect();
    let mut made: Vec<Asset> = Vec::new();
    loop {
        let before = left.len();
        left.retain(|(name, text)| {
            let asset = module(name, text, &made);
            let waits = asset.is_none();
            made.extend(asset);
            waits
        });
        if left.len() == before {
            return made;
        }
    }
}

/// One module, once all that it imports is made.
fn module(name: &str, text: &str, made: &[Asset]) -> Option<Asset> {
    let folder = name.rsplit_once('-').map_or("", |(folder, _)| folder);
    let imports = text.split("\"./").skip(1).filter_map(|rest| rest.split_once(".js\""));
    let (mut own, mut needs) = (text.to_owned(), Vec::new());
    for (import, _) in imports {
        let wanted = [folder, import].into_iter().filter(|part| !part.is_empty());
        let wanted = format!("{}.js", wanted.collect::<Vec<_>>().join("-"));
        let found = made.iter().find(|asset| asset.name == wanted)?;
        own = own.replace(&format!("\"./{import}.js\""), &format!("\"{}\"", found.url));
        needs.extend(found.needs.iter().chain([&found.url]).cloned());
    }
    needs.sort();
    needs.dedup();
    Some(Asset { needs, ..asset(name, "js", own.into_bytes()) })
}

/// The bytes as gzip, packed as tightly as it goes; empty when that fails or saves nothing, and then the
/// plain ones are sent.
#[must_use]
pub fn gzip(plain: &[u8]) -> Vec<u8> {
    match packed(plain, Compression::best()) {
        Ok(packed) if packed.len() < plain.len() => packed,
        _ => Vec::new(),
    }
}

/// The bytes as gzip, packed in a moment: for what its reader waits for.
///
/// # Errors
/// When packing fails, which memory is not known to cause.
pub fn gzip_quick(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    packed(plain, Compression::new(3))
}

fn packed(plain: &[u8], how: Compression) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 3), how);
    encoder.write_all(plain)?;
    encoder.finish()
}

/// The files of `static/css` in the order of their names, as one sheet.
fn stylesheet() -> String {
    let mut paths: Vec<_> = Static::iter().filter(|path| path.ends_with(".css")).collect();
    paths.sort();
    let files = paths.iter().filter_map(|path| Static::get(path));
    files.map(|file| tightened(&String::from_utf8_lossy(&file.data))).collect()
}

/// A stylesheet without comments and needless space; what stands in quotes stays as it is.
fn tightened(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut quote = None;
    let mut chars = css.chars().peekable();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), _) => {
                out.push(c);
                if c == open {
                    quote = None;
                }
            }
            (None, '"' | '\'') => {
                out.push(c);
                quote = Some(c);
            }
            (None, '/') if chars.peek() == Some(&'*') => {
                let mut before = ' ';
                chars
                    .by_ref()
                    .skip(1)
                    .find(|now| std::mem::replace(&mut before, *now) == '*' && *now == '/');
            }
            (None, c) if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with([' ', '{', '}', ';', ',']) {
                    out.push(' ');
                }
            }
            (None, c) => {
                if matches!(c, '{' | '}' | ';') && out.ends_with(' ') {
                    out.pop();
                }
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
            }
        }
    }
    out
}

fn url_of(name: &str) -> &'static str {
    ASSETS.values().find(|asset| asset.name == name).map_or("", |asset| asset.url.as_str())
}

/// The address of the one stylesheet.
#[must_use]
pub fn stylesheet_url() -> &'static str {
    static URL: LazyLock<&str> = LazyLock::new(|| url_of("style.css"));
    &URL
}

/// The address of a module of `static/js`, by its path there without the ending, `-` for `/`.
#[must_use]
pub fn script_url(name: &str) -> &'static str {
    url_of(&format!("{name}.js"))
}

/// The addresses of all that a module imports, to be loaded along with it.
#[must_use]
pub fn script_needs(name: &str) -> &'static [String] {
    let name = format!("{name}.js");
    ASSETS.values().find(|asset| asset.name == name).map_or(&[], |asset| &asset.needs)
}

/// The address of the mark, for the tab of the browser.
#[must_use]
pub fn mark_url() -> &'static str {
    static URL: LazyLock<&str> = LazyLock::new(|| url_of("mark.svg"));
    &URL
}

/// Mounts `/static/{name}`: public, immutable, packed beforehand.
pub fn asset_routes(routes: &mut web::ServiceConfig) {
    routes.service(
        web::resource("/static/{name}").route(web::get().to(show)).route(web::head().to(show)),
    );
}

fn show(req: HttpRequest, name: web::Path<String>) -> Ready<Result<HttpResponse, Fault>> {
    ready(ASSETS.get(name.as_str()).map(|asset| answer(&req, asset)).ok_or(Fault::NotFound))
}

fn answer(req: &HttpRequest, asset: &'static Asset) -> HttpResponse {
    let known = not_modified(req, &asset.tag);
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "Accept-Encoding"))
        // Weak: the packed and the plain bytes share it.
        .insert_header((header::ETAG, format!("W/{}", asset.tag)));
    if known {
        return answer.finish();
    }
    answer.content_type(asset.kind);
    if !asset.gzip.is_empty() && takes_gzip(req) {
        answer.insert_header((header::CONTENT_ENCODING, "gzip"));
        return answer.body(asset.gzip.as_slice());
    }
    answer.body(asset.plain.as_slice())
}

/// True when the reader's `Accept-Encoding` takes gzip (RFC 9110 §12.5.3).
#[must_use]
pub fn takes_gzip(req: &HttpRequest) -> bool {
    let header = req.headers().get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok());
    header.is_some_and(|list| {
        list.split(',').any(|item| {
            let mut parts = item.split(';').map(str::trim);
            matches!(parts.next(), Some("gzip" | "*"))
                && !parts.any(|p| matches!(p, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
    })
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "matches lie on character borders")]
mod tests {
    use super::*;

    #[test]
    fn a_tightened_sheet_keeps_what_it_says() {
        let css = "/* why * */ .a :hover , b{ content: \"\\a0·  \"; color : red; }\n\n.c { margin: 1px 2px }";
        assert_eq!(
            tightened(css),
            ".a :hover ,b{content: \"\\a0·  \";color : red}.c{margin: 1px 2px}"
        );
    }

    #[test]
    fn what_a_page_loads_stays_small() {
        let sheet = ASSETS.values().find(|a| a.name == "style.css").unwrap();
        assert!(sheet.gzip.len() < 14 * 1024, "{} bytes of style", sheet.gzip.len());
        let scripts = || ASSETS.values().filter(|a| a.name.ends_with(".js"));
        // The timetable's editor is loaded on its own page of the desk and nowhere else.
        let (own, common): (Vec<_>, Vec<_>) =
            scripts().partition(|a| a.name.starts_with("editor-"));
        let common: usize = common.iter().map(|a| a.plain.len()).sum();
        assert!(common < 10 * 1024, "{common} bytes of script");
        let own: usize = own.iter().map(|a| a.gzip.len()).sum();
        assert!(own < 16 * 1024, "{own} bytes of the editor's script");
    }

    #[test]
    fn every_module_imports_what_is_served_by_its_address() {
        let files = Static::iter().filter(|path| path.ends_with(".js")).count();
        let scripts: Vec<&Asset> = ASSETS.values().filter(|a| a.name.ends_with(".js")).collect();
        assert_eq!(scripts.len(), files, "none imports itself");
        for script in &scripts {
            let text = String::from_utf8_lossy(&script.plain);
            assert!(!text.contains("\"./"), "{}", script.name);
            for url in text.split('"').filter(|part| part.starts_with("/static/")) {
                assert!(ASSETS.values().any(|asset| asset.url == url), "{url}");
                assert!(script.needs.iter().any(|need| need == url), "{url}");
            }
        }
        assert!(script_needs("editor-main").len() > 5);
        assert_eq!(script_needs("exit"), <[String; 0]>::default());
    }

    #[test]
    fn addresses_carry_the_hash_of_the_content() {
        assert!(stylesheet_url().starts_with("/static/style."));
        assert!(script_url("exit").ends_with(".js"));
        assert!(mark_url().ends_with(".svg"));
        assert_eq!(script_url("none"), "");
    }

    #[test]
    fn old_browsers_get_the_light_colours() {
        let sheet = stylesheet();
        let mut colours = 0;
        for (before, after) in sheet
            .match_indices(": light-dark(")
            .map(|(at, m)| (&sheet[..at], &sheet[at + m.len()..]))
        {
            let name = before.rsplit(['{', ';', '}']).next().unwrap();
            if let (true, Some((light, _))) = (name.starts_with("--"), after.split_once(',')) {
                assert!(sheet.contains(&format!("{name}: {light}")), "{name}: {light}");
                colours += 1;
            }
        }
        assert!(colours > 20);
    }
}
