//! The host of an address.

use url::Url;

/// The host of an address, where it is one.
#[must_use]
pub fn host(address: &str) -> Option<String> {
    Url::parse(address).ok()?.host_str().map(str::to_owned)
}
