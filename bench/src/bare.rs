//! A bare handler that serves the bytes it was given: the ceiling of what actix-web can do here.

use std::net::SocketAddr;
use std::path::PathBuf;

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpResponse, HttpServer};
use anyhow::Context;

/// Headers that the server writes by itself.
const OWN: [&str; 3] = ["content-length", "date", "connection"];

/// Serves `BODY` with the headers of `HEAD` (files) on `ADDRESS`, under any path.
pub fn serve(words: Vec<String>) -> anyhow::Result<bool> {
    let [at, head, body] = words.try_into().ok().context("--bare ADDRESS HEAD BODY")?;
    let at: SocketAddr = at.parse()?;
    let head = std::fs::read_to_string(PathBuf::from(head))?;
    let body = Bytes::from(std::fs::read(PathBuf::from(body))?);
    let headers: Vec<(HeaderName, HeaderValue)> = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(':'))
        .filter(|(name, _)| !OWN.iter().any(|own| name.eq_ignore_ascii_case(own)))
        .filter_map(|(name, value)| Some((name.parse().ok()?, value.trim().parse().ok()?)))
        .collect();
    let server = HttpServer::new(move || {
        let (headers, body) = (headers.clone(), body.clone());
        App::new().default_service(web::to(move || {
            let mut answer = HttpResponse::Ok().body(body.clone());
            for (name, value) in &headers {
                answer.headers_mut().append(name.clone(), value.clone());
            }
            std::future::ready(answer)
        }))
    });
    actix_web::rt::System::new().block_on(server.bind(at)?.run())?;
    Ok(true)
}
