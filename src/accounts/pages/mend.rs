use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use askama::Template;

use crate::types::FieldFaults;
use crate::web::{Fault, Fields, Form, Reader, html_status};

/// What is said above a form that came back.
#[derive(Default)]
pub struct Said {
    /// What was typed, and what is wrong with it.
    pub fields: Fields,
    /// What is wrong with nothing that was typed: a link that is spent, too many at once. Else empty.
    pub notice: String,
}

/// The form once more, with what is wrong and all that was typed but passwords. Faults that whoever
/// sits at the form can not mend pass on.
pub fn mend<P: Template>(
    fault: Fault,
    reader: &Reader,
    typed: Form,
    page: impl FnOnce(Said) -> P,
) -> Result<HttpResponse, Fault> {
    let (t, status) = (reader.t(), fault.status_code());
    let said = match &fault {
        Fault::Invalid(faults) => {
            Said { fields: Fields::refused(t, typed, faults), notice: String::new() }
        }
        Fault::Refused { code, params, .. } if status == StatusCode::UNPROCESSABLE_ENTITY => {
            let mut whole = FieldFaults::default();
            whole.add_with("", code, params.clone());
            Said { fields: Fields::refused(t, typed, &whole), notice: String::new() }
        }
        Fault::Refused { .. } | Fault::Busy(_) => {
            Said { fields: Fields::fresh(typed), notice: t.code(fault.code(), &fault.params()) }
        }
        _ => return Err(fault),
    };
    let mut answer = html_status(status, &page(said))?;
    if let Some(seconds) = fault.retry_after() {
        answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(answer)
}
