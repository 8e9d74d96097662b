mod availability;
mod change;
mod contact;
mod speaker;
mod upload;

pub use availability::{Availability, DayHours};
pub use change::SpeakerChange;
pub use contact::{Agreed, Contact, Texts};
pub use speaker::Speaker;
pub use upload::{NewUpload, Slides, UploadKind, UploadRecord, slides};
