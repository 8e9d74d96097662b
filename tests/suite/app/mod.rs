//! The house as a whole.

mod asvs;
mod crawl;
mod demo;
mod hostile;
mod hosts;
mod licences;
mod logs;
mod matrix;
mod openapi;
mod parsers;
mod theme;
mod trouble;
mod walls;
mod wire;
mod words;
