use serde::Serialize;

use crate::i18n::Tr;

use super::Fault;

/// An answer that is not what was asked for, as RFC 9457 writes it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// A URI that names the kind of problem and never changes.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in the reader's language.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// The dotted code, for machines.
    pub code: String,
    /// What happened and how to mend it, in the reader's language.
    pub detail: String,
    /// The request's id, to quote when asking for help.
    pub instance: String,
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
}

/// One field that is wrong.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ProblemField {
    /// A JSON pointer to it (RFC 6901).
    pub pointer: String,
    /// The dotted code.
    pub code: String,
    /// How to mend it, in the reader's language.
    pub message: String,
}

/// The problem document of a fault.
pub fn problem(fault: &Fault, status: u16, t: Tr, request_id: &str) -> Problem {
    let code = fault.code();
    let errors = match fault {
        Fault::Invalid(faults) => faults
            .0
            .iter()
            .map(|fault| ProblemField {
                pointer: format!("/{}", fault.field.replace('.', "/")),
                code: fault.code.to_owned(),
                message: t.code(fault.code, &fault.params),
            })
            .collect(),
        _ => Vec::new(),
    };
    Problem {
        kind: format!("urn:madang:problem:{code}"),
        title: t.s(&format!("web-status-{status}")),
        status,
        code: code.to_owned(),
        detail: t.code(code, &fault.params()),
        instance: format!("urn:madang:request:{request_id}"),
        errors,
    }
}
