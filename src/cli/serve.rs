//! `onrecord serve`.

use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use anyhow::Context;
use clap::error::ErrorKind;

use super::args::{self, Serve};
use super::stop::Stop;
use super::{End, pipeline};
use crate::serve::{Limits, Service, serve};

/// How often it is looked whether somebody wants the service to end.
const GLANCE: Duration = Duration::from_millis(100);

pub(super) fn run(args: &Serve) -> anyhow::Result<End> {
    let address = SocketAddr::new(args.listen, args.port);
    if !args.listen.is_loopback() && args.token.is_none() {
        let message = format!(
            "--listen {}: others can reach that address; set a token that they must send (--token, or ONRECORD_TOKEN)\n",
            args.listen
        );
        return Err(args::usage(ErrorKind::MissingRequiredArgument, message).into());
    }
    let listener =
        TcpListener::bind(address).with_context(|| format!("{address}: cannot listen there; choose another --port"))?;
    let stop = Stop::listen()?;
    let limits = Limits {
        bytes: args.max_bytes,
        at_once: args.at_once,
        per_client: args.per_client.unwrap_or(args.at_once),
        connections: args.connections,
        patience: Duration::from_secs(args.timeout as u64),
    };
    let service =
        Service { pipeline: pipeline(&args.reading)?, jobs: args.reading.jobs(), limits, token: args.token.clone() };
    let bound = listener.local_addr()?;
    if !args.telling.quiet {
        writeln!(
            io::stderr(),
            "onrecord: http://{bound}/ answers, {} articles at a time; Ctrl-C ends it",
            service.jobs
        )?;
    }
    let asked = stop.clone();
    serve(listener, service, async move {
        while !asked.is_asked() {
            tokio::time::sleep(GLANCE).await;
        }
    })?;
    Ok(stop.end().unwrap_or(End::Done))
}
