mod availability;
mod contact;
mod speaker;
mod upload;

pub use availability::{Availability, DayHours};
pub use contact::{Agreed, Contact, Texts};
pub use speaker::Speaker;
pub use upload::{NewUpload, Slides, UploadKind, UploadRecord, slides};
