use actix_web::HttpResponse;
use actix_web::web::Data;

use crate::db::{self, Db};
use crate::web::{Fault, text};

/// The process is there; touches nothing.
pub async fn healthz() -> HttpResponse {
    text("ok")
}

/// The process can do its work: the database answers and has this binary's schema.
pub async fn readyz(db: Data<Db>) -> Result<HttpResponse, Fault> {
    match db::pending(&db).await {
        Ok(0) => Ok(text("ready")),
        Ok(_) | Err(_) => Err(Fault::Unavailable),
    }
}
