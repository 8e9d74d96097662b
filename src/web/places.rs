use std::path::PathBuf;

/// Where handlers send and keep things, from the settings.
#[derive(Clone, Debug)]
pub struct Places {
    /// Where "leave this page" leads.
    pub exit_url: String,
    /// A folder for files that are handed out once.
    pub scratch: PathBuf,
}
