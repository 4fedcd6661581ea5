//! How many requests are inside, and whose.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::StatusCode;

use super::problem::Problem;

/// Lets requests in while there is room.
pub(super) struct Door {
    at_once: usize,
    per_client: usize,
    /// Requests inside, by address.
    inside: Mutex<HashMap<IpAddr, usize>>,
}

/// A request that is inside; it leaves when this is dropped.
pub(super) struct Guest {
    door: Arc<Door>,
    peer: IpAddr,
}

impl Door {
    pub fn new(at_once: usize, per_client: usize) -> Self {
        Self { at_once, per_client, inside: Mutex::default() }
    }

    /// Lets a request in, or says why not.
    pub fn enter(self: &Arc<Self>, peer: IpAddr) -> Result<Guest, Problem> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if inside.get(&peer).is_some_and(|&count| count >= self.per_client) {
            let detail =
                format!("expected at most {} requests at once from one address; ask again later", self.per_client);
            return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, detail));
        }
        if inside.values().sum::<usize>() >= self.at_once {
            let detail = format!(
                "{} requests are being answered, which is all there is room for; ask again later",
                self.at_once
            );
            return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail));
        }
        *inside.entry(peer).or_default() += 1;
        Ok(Guest { door: Arc::clone(self), peer })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut inside = self.door.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = inside.get_mut(&self.peer) {
            *count -= 1;
            if *count == 0 {
                inside.remove(&self.peer);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::sync::Arc;

    use super::Door;

    #[test]
    fn as_many_as_fit_and_who_leaves_makes_room() {
        let door = Arc::new(Door::new(3, 2));
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let first = door.enter(one);
        let second = door.enter(one);
        assert!(first.is_ok() && second.is_ok());
        assert!(door.enter(one).is_err(), "two of one address");
        let third = door.enter(other);
        assert!(third.is_ok() && door.enter(other).is_err(), "three in all");
        drop(first);
        assert!(door.enter(other).is_ok());
        drop((second, third));
        assert!(door.inside.lock().is_ok_and(|inside| inside.is_empty()), "nobody is kept in mind");
    }
}
