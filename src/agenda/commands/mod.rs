mod add;
mod check;
mod edit;
mod import;
mod release;

pub use add::{Added, add_session};
pub use edit::{Edited, change_capacity, edit_session};
pub use import::{Imported, import, import_new};
pub use release::{release_all, release_session, retract_session};
