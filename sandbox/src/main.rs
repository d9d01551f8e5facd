//! The `sandbox` command. Runs the server until SIGINT or SIGTERM.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use sandbox::{Command, Options, Server, StartError, USAGE};

fn main() -> ExitCode {
    let options = match Options::from_args(std::env::args_os()) {
        Ok(Command::Serve(options)) => options,
        Ok(Command::Help) => {
            write_stdout(USAGE);
            return ExitCode::SUCCESS;
        }
        Err(error) => return fail(&error, 2),
    };
    match serve(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error, 1),
    }
}

fn serve(options: Options) -> Result<(), StartError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(StartError::Runtime)?;
    runtime.block_on(async {
        // Listen for signals before printing the address: a reader may send a signal at once.
        let stop = stop_signal().map_err(StartError::Runtime)?;
        let server = Server::start(options).await?;
        write_stdout(&format!(
            "Whereabouts sandbox on http://{}\ntoken: {}\nuser id: {}\n",
            server.address(),
            server.token(),
            server.user_id(),
        ));
        server.run(stop).await;
        Ok(())
    })
}

#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a console there is no Ctrl-C, so wait forever.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

/// Unlike `print!`, does not panic if stdout is closed.
fn write_stdout(text: &str) {
    let mut stdout = io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes());
    let _ = stdout.flush();
}

fn fail(error: &dyn Display, code: u8) -> ExitCode {
    let _ = writeln!(io::stderr(), "{error}");
    ExitCode::from(code)
}
