mod appearances;
mod clashes;
mod detail;
mod index;
mod issue;
mod page;
mod programme;
mod refs;
mod releases;
mod rows;

pub use appearances::{answers, appearances_of, appearances_of_all, public_parts, shown};
pub use clashes::{Clashes, clashes_among, draft_clashes, overlap_reasons};
pub use detail::{desk_session, session_detail};
pub use index::{session_index, session_limits, sessions_by_no, speaker_sessions};
pub use issue::issue;
pub use page::{PageFilter, released_page};
pub use programme::{
    cancelled_sessions, desk_sessions, programme, signup_sessions, signup_sessions_among,
};
pub use releases::{Release, find_release, names, newest_release, releases};
