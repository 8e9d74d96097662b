use std::io::{self, IsTerminal, Write};

use tracing::{Level, Metadata};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt};

use crate::config::Settings;

/// Starts logging to standard error, as lines for people or as JSON: one line an event, whatever it says.
///
/// # Errors
/// When `LOG` is no filter.
pub fn start(settings: &Settings) -> anyhow::Result<()> {
    let asked = EnvFilter::try_new(&settings.log_filter).map_err(|error| {
        anyhow::anyhow!("LOG={} is not a log filter: {error}", settings.log_filter)
    })?;
    let colours = io::stderr().is_terminal();
    let lines = fmt::layer().with_writer(move || OneLine { colours }).with_ansi(colours);
    let log = tracing_subscriber::registry().with(asked).with(filter_fn(of_ours));
    // A second start in one process (tests) keeps the first one's.
    let _ = if settings.log_json {
        log.with(lines.json()).try_init()
    } else {
        log.with(lines.with_target(false)).try_init()
    };
    Ok(())
}

/// Below `info` the libraries' own lines carry letters, statements, headers and texts: they are never
/// written, whatever `LOG` asks for. What we write ourselves names ids and counts.
fn of_ours(line: &Metadata<'_>) -> bool {
    *line.level() <= Level::INFO || line.target().split("::").next() == Some("madang")
}

/// Standard error, where an event stays on its line: a text from outside that reaches an error's words
/// can not end it and begin one that looks like ours.
struct OneLine {
    colours: bool,
}

impl Write for OneLine {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        io::stderr().write_all(&on_one_line(event, self.colours))?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

/// An event with its control characters written out, but for the end of its line, and on a terminal the
/// escapes of our colours (those of others are written out before).
fn on_one_line(event: &[u8], colours: bool) -> Vec<u8> {
    let text = String::from_utf8_lossy(event);
    let words = text.strip_suffix('\n').unwrap_or(&text);
    let mut line = String::with_capacity(words.len() + 1);
    for c in words.chars() {
        if c.is_control() && !(colours && c == '\u{1b}') || matches!(c, '\u{2028}' | '\u{2029}') {
            line.extend(c.escape_default());
        } else {
            line.push(c);
        }
    }
    line.push('\n');
    line.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_never_begins_a_second_line() {
        let event = "INFO good\r\nERROR forged \u{1b}[2J\u{85}\u{2028}end\n".as_bytes();
        let plain = String::from_utf8(on_one_line(event, false)).unwrap();
        let told = "INFO good\\r\\nERROR forged \\u{1b}[2J\\u{85}\\u{2028}end\n";
        assert_eq!(plain, told);
        let coloured = on_one_line(b"\x1b[31mERROR\x1b[0m a\nb\n", true);
        assert_eq!(coloured, b"\x1b[31mERROR\x1b[0m a\\nb\n");
    }
}
