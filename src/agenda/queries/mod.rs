mod detail;
mod index;
mod issue;
mod page;
mod programme;
mod refs;
mod rows;

pub use detail::{desk_session, session_detail};
pub use index::{session_index, sessions_by_no, speaker_sessions};
pub use issue::issue;
pub use page::{PageFilter, released_page};
pub use programme::{desk_sessions, programme, signup_sessions, signup_sessions_among};
