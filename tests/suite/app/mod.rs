//! The house as a whole.

mod demo;
mod hostile;
mod hosts;
mod licences;
mod matrix;
mod openapi;
mod theme;
mod trouble;
mod walls;
mod words;
