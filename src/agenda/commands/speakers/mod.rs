//! What passes between the agenda and its speakers: asking them, their answers, telling them.

mod answer;
mod forget;
mod invite;
mod tell;

pub use answer::answer_session;
pub use forget::forget_speakers;
pub use invite::invite_speaker;
pub use tell::tell_speakers;
