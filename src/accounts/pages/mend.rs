use actix_web::http::header;
use actix_web::{HttpResponse, ResponseError};
use askama::Template;

use crate::types::FieldFaults;
use crate::web::{Fault, Fields, Form, Reader, html_status};

/// The form once more, with what is wrong and all that was typed but passwords. Faults that whoever
/// sits at the form can not mend pass on.
pub fn mend<P: Template>(
    fault: Fault,
    reader: &Reader,
    typed: Form,
    page: impl FnOnce(Fields) -> P,
) -> Result<HttpResponse, Fault> {
    let faults = match &fault {
        Fault::Invalid(faults) => faults.clone(),
        Fault::Refused { .. } | Fault::Busy(_) => {
            let mut whole = FieldFaults::default();
            whole.add_with("", fault.code(), fault.params());
            whole
        }
        _ => return Err(fault),
    };
    let fields = Fields::refused(reader.t(), typed, &faults);
    let mut answer = html_status(fault.status_code(), &page(fields))?;
    if let Some(seconds) = fault.retry_after() {
        answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(answer)
}
