//! Photos and slides: what is taken, what is refused, and what anyone gets to see of it.

use std::io::Write as _;

use madang::speakers;

use super::Voice;
use crate::support::TestApp;

/// A picture of 300 by 200 pixels, as a PNG.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    fn chunk(out: &mut Vec<u8>, kind: &[u8], data: &[u8]) {
        out.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let body = [kind, data].concat();
        out.extend(&body);
        let crc = body.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 }
            })
        });
        out.extend((!crc).to_be_bytes());
    }
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 0, 0, 0, 0]);
    let row = vec![128_u8; usize::try_from(width).unwrap() + 1];
    let mut rows = row;
    rows[0] = 0;
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..height {
        packed.write_all(&rows).unwrap();
    }
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut out, b"IHDR", &head);
    chunk(&mut out, b"tEXt", b"Comment\0CANARY 37.5665N 126.9780E");
    chunk(&mut out, b"IDAT", &packed.finish().unwrap());
    chunk(&mut out, b"IEND", b"");
    out
}

pub fn pdf() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n".to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_written_anew_shown_on_release_and_asked_for_before_a_copy_is_used() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    voice.speaks("Opening words", 60).await;
    voice.invited().await;
    let sent = voice.send_file("/photo", "photo", "me.png", &png(300, 200), &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let own = voice.read("/photo.jpg").await;
    assert_eq!(own.header("content-type"), Some("image/jpeg"));
    assert!(own.bytes.starts_with(b"\xFF\xD8\xFF"));
    let public = format!("/spring/speakers/{}", voice.id);
    assert!(!app.read(&public, "en").await.body.contains("/photos/"));
    let version = {
        let mut conn = app.db.conn().await.unwrap();
        speakers::find_contact(&mut conn, &forum.scope, voice.id).await.unwrap().version
    };
    let (db, clock) = (&app.db, &app.clock);
    speakers::publish_sent(db, clock, &forum.scope, voice.id, version).await.unwrap();
    let page =
        crate::site::until(&app, &public, |page| page.body.contains("/spring/photos/")).await.body;
    let at = page.find("/spring/photos/").unwrap();
    let path = page[at..].split('"').next().unwrap().to_owned();
    for path in [path.clone(), path.replace(".jpg", "-s.jpg")] {
        let photo = app.get(&path).await;
        assert_eq!(photo.status, 200, "{path}");
        assert!(!photo.bytes.windows(6).any(|w| w == b"CANARY"), "{path}");
        let header = |name: &str| photo.header(name).unwrap_or_default().to_owned();
        assert_eq!(header("cache-control"), "no-cache");
        let tag = header("etag");
        let again = app.send("GET", &path, None, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.header("etag")), (304, Some(tag.as_str())));
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("content-type"), "image/jpeg");
        assert!(header("content-security-policy").contains("sandbox"));
    }
    for wrong in ["/spring/photos/x.jpg", "/spring/photos/../x.jpg", "/other/photos/x.jpg"] {
        assert_eq!(app.get(wrong).await.status, 404, "{wrong}");
    }
    // Who is hidden has no photo, whoever knows its address.
    voice.send("/consents", &[("publish", "no"), ("record", "no")]).await;
    assert_eq!(app.get(&path).await.status, 404);
    let kept = app.send("GET", &path, None, &[("if-none-match", "*")]).await;
    assert_eq!(kept.status, 404, "nor who kept a copy");
    assert_eq!(voice.send("/photo/removal", &[]).await.status, 303);
    assert_eq!(voice.read("/photo.jpg").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_photo_is_refused_with_a_sentence_in_both_languages() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    voice.invited().await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'></svg>".to_vec();
    let mut bomb = png(1, 1);
    bomb[16..24].copy_from_slice(&[0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20]);
    let crc = bomb[12..29].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 }
        })
    });
    bomb[29..33].copy_from_slice(&(!crc).to_be_bytes());
    let whole = png(200, 200);
    for (what, name, bytes, words) in [
        ("svg", "me.jpg", svg, "Send a JPEG, PNG or WebP photo"),
        ("html", "me.png", b"<html><script>1</script>".to_vec(), "Send a JPEG, PNG or WebP"),
        ("zip", "me.webp", b"PK\x03\x04......".to_vec(), "Send a JPEG, PNG or WebP"),
        ("bomb", "me.png", bomb, "too many pixels"),
        ("cut", "me.png", whole[..whole.len() - 30].to_vec(), "cut off or damaged"),
        ("cut jpeg", "me.jpg", b"\xFF\xD8\xFF\xE0\x00\x10JFIF\0".to_vec(), "cut off or damaged"),
        ("nothing", "", Vec::new(), "Choose the file"),
    ] {
        let answer = voice.send_file("/photo", "photo", name, &bytes, &[]).await;
        assert_eq!(answer.status, 422, "{what}: {}", answer.body);
        assert!(answer.body.contains(words), "{what}: {}", answer.body);
    }
    assert_eq!(voice.read("/photo.jpg").await.status, 404, "nothing of it was kept");
    let odd = voice.send("/photo", &[("photo", "no file")]).await;
    assert_eq!(odd.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_megabytes_are_too_large_and_the_page_says_so() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    let no = voice.speaks("Opening words", 60).await;
    voice.invited().await;
    let mut large = pdf();
    large.resize(100 * 1024 * 1024, b' ');
    let photo = voice.send_file("/photo", "photo", "me.jpg", &large, &[]).await;
    assert_eq!(photo.status, 413);
    assert!(photo.body.contains("up to 8 MB"), "{}", photo.body);
    let path = format!("/sessions/{no}/slides");
    let slides = voice.send_file(&path, "slides", "a.pdf", &large, &[]).await;
    assert!(slides.status == 413 && slides.body.contains("up to 20 MB"));
}

#[tokio::test(flavor = "multi_thread")]
async fn slides_stand_on_the_sessions_page_when_both_sides_agree_and_are_handed_out_as_a_file() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let voice = Voice::new(&app, &forum, "minji").await;
    let no = voice.speaks("Opening words", 60).await;
    voice.invited().await;
    let path = format!("/sessions/{no}/slides");
    let html = voice.send_file(&path, "slides", "a.pdf", b"<html>", &[]).await;
    assert!(html.status == 422 && html.body.contains("Send a PDF file"));
    let cut = voice.send_file(&path, "slides", "a.pdf", &pdf()[..20], &[]).await;
    assert!(cut.status == 422 && cut.body.contains("did not arrive whole"));
    let yes = [("shared", "yes")];
    let sent = voice.send_file(&path, "slides", "../발표 자료.pdf", &pdf(), &yes).await;
    assert_eq!(sent.status, 303);
    let other = [&pdf()[..], b" "].concat();
    let sent = voice.send_file(&path, "slides", "private.pdf", &other, &[]).await;
    assert_eq!(sent.status, 303);
    let page = voice.read("").await.body;
    assert!(page.contains("발표 자료.pdf") && page.contains("With the organizer"));
    let session = format!("/spring/sessions/{no}");
    assert!(!app.read(&session, "en").await.body.contains("/slides/"));
    let version = {
        let mut conn = app.db.conn().await.unwrap();
        speakers::find_contact(&mut conn, &forum.scope, voice.id).await.unwrap().version
    };
    let (db, clock) = (&app.db, &app.clock);
    speakers::publish_sent(db, clock, &forum.scope, voice.id, version).await.unwrap();
    let page =
        crate::site::until(&app, &session, |page| page.body.contains("발표 자료.pdf")).await.body;
    assert!(!page.contains("private.pdf"), "what is not shared is not shown");
    let at = page.find("/spring/slides/").unwrap();
    let path = page[at..].split('"').next().unwrap();
    let file = app.get(path).await;
    assert_eq!((file.status, file.bytes.as_slice()), (200, pdf().as_slice()));
    assert_eq!(file.header("content-type"), Some("application/pdf"));
    let disposition = file.header("content-disposition").unwrap();
    assert!(disposition.starts_with("attachment") && !disposition.contains(".."), "{disposition}");
    assert!(file.header("content-security-policy").unwrap().contains("sandbox"));
    assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(file.header("cache-control"), Some("no-cache"));
    let tag = [("if-none-match", file.header("etag").unwrap())];
    assert_eq!(app.send("GET", path, None, &tag).await.status, 304);
    // Gone from their own page, they are gone everywhere.
    let own = voice.read("").await.body;
    let at = own.find("/slides/").unwrap() + 8;
    let id = own[at..].split(['"', '/']).next().unwrap().to_owned();
    assert_eq!(voice.send(&format!("/slides/{id}/removal"), &[]).await.status, 303);
    assert_eq!(app.send("GET", path, None, &tag).await.status, 404, "for who has a copy too");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_speakers_files_are_not_anothers() {
    let app = TestApp::start().await;
    let forum = app.forum("spring", None, &[]).await;
    let (voice, other) =
        (Voice::new(&app, &forum, "minji").await, Voice::new(&app, &forum, "jun").await);
    let no = voice.speaks("Opening words", 60).await;
    voice.invited().await;
    other.invited().await;
    let path = format!("/sessions/{no}/slides");
    voice.send_file(&path, "slides", "a.pdf", &pdf(), &[]).await;
    let own = voice.read("").await.body;
    let at = own.find("/slides/").unwrap() + 8;
    let id = own[at..].split(['"', '/']).next().unwrap().to_owned();
    assert_eq!(voice.read(&format!("/slides/{id}")).await.status, 200);
    assert_eq!(other.read(&format!("/slides/{id}")).await.status, 404);
    assert_eq!(other.send(&format!("/slides/{id}/removal"), &[]).await.status, 404);
    assert_eq!(other.send_file(&path, "slides", "a.pdf", &pdf(), &[]).await.status, 404);
}
