//! The flags of `onrecord serve`.

use std::net::IpAddr;

use clap::Args;

use super::{Reading, Telling, number};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onrecord serve
  curl --data-binary @article.txt localhost:8787/v1/extract
  curl -H 'Content-Type: text/html' --data-binary @page.html 'localhost:8787/v1/extract?id=p1'
  curl -T articles.jsonl -X POST -H 'Content-Type: application/x-ndjson' localhost:8787/v1/extract > records.jsonl
  ONRECORD_TOKEN=$(openssl rand -hex 16) onrecord serve --listen 0.0.0.0

What it answers: localhost:8787/v1/openapi.json. Counts and times for Prometheus: /metrics.")]
pub(in super::super) struct Serve {
    /// Port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 8787, value_name = "N")]
    pub port: u16,
    /// Address to listen on. One that others can reach needs a token.
    #[arg(long, default_value = "127.0.0.1", value_name = "IP")]
    pub listen: IpAddr,
    /// Answer only requests with `Authorization: Bearer TOKEN`, /v1/health apart.
    #[arg(long, env = "ONRECORD_TOKEN", hide_env_values = true, value_name = "TOKEN", value_parser = token)]
    pub token: Option<String>,
    /// Bytes of a request's body; a longer one gets 413.
    #[arg(long, default_value_t = 32 << 20, value_name = "N", value_parser = number(1..=1 << 30))]
    pub max_bytes: usize,
    /// Requests answered at the same time; one more gets 503.
    #[arg(long, default_value_t = 64, value_name = "N", value_parser = number(1..=256))]
    pub at_once: usize,
    /// Those of one address; one more gets 429 [default: as --at-once].
    #[arg(long, value_name = "N", value_parser = number(1..=256))]
    pub per_client: Option<usize>,
    /// Connections open at the same time; one more waits.
    #[arg(long, default_value_t = 512, value_name = "N", value_parser = number(1..=65_536))]
    pub connections: usize,
    /// Seconds that headers and bodies may pause (408), and one article may take (503).
    #[arg(long, default_value_t = 60, value_name = "N", value_parser = number(1..=86_400))]
    pub timeout: usize,
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub telling: Telling,
}

/// Bearer tokens have these characters (RFC 6750, `b64token`).
fn token(typed: &str) -> Result<String, String> {
    let is_one = |c: char| c.is_ascii_alphanumeric() || "-._~+/=".contains(c);
    if !typed.is_empty() && typed.chars().all(is_one) {
        return Ok(typed.to_owned());
    }
    Err("expected letters, digits and - . _ ~ + / =".to_owned())
}
