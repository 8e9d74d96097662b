//! What every page and answer shares: faults on the wire (RFC 9457), the reader's language, the page
//! shell, forms, paging, conditional requests, public limits, and the walls of the web.
//!
//! Knows nothing of forums or people; a room's pages and api build on it.

mod assets;
mod conditional;
mod cookie_name;
mod download;
mod error_page;
mod fault;
mod fields;
mod form;
mod framed;
mod guard;
mod heads;
mod hosts;
mod icons;
mod idempotency;
mod letter_head;
mod limits;
mod markdown;
mod network;
mod paging;
mod picture;
mod places;
mod problem;
mod qr;
mod reader;
mod respond;
mod shell;
mod upload;

pub use assets::{
    asset_routes, gzip, gzip_quick, mark_url, script_needs, script_url, stylesheet_url, takes_gzip,
};
pub use conditional::{etag, if_match, not_modified, not_modified_since, version_tag};
pub use cookie_name::CookieName;
pub use download::{attachment, send_file};
pub use error_page::{FaultPage, fault_page};
pub use fault::Fault;
pub use fields::{FieldNote, Fields};
pub use form::{Body, Form, LongForm, Query, read};
pub use framed::{framed_page, html_with_frame};
pub use guard::{PublicUrl, guarded};
pub use heads::{DeskForum, DeskHead, DeskItem, ForumHead, ForumItem};
pub use hosts::Hosts;
pub use icons::{icon, initial};
pub use idempotency::IdempotencyKey;
pub use letter_head::LetterHead;
pub use limits::{Limits, Quota};
pub use markdown::{markdown, plain};
pub use network::{Peer, TrustedProxies};
pub use paging::{Cursor, Page, limit_of, next_link};
pub use picture::{Picture, PictureFault, picture};
pub use places::Places;
pub use problem::{Problem, ProblemField};
pub use qr::Qr;
pub use reader::{Reader, RequestId};
pub use respond::{html, html_status, json, json_status, json_tagged, see_other, text};
pub use shell::{Shell, Theme, told};
pub use upload::{Upload, UploadedFile};
