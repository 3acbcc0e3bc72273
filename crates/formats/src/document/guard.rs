//! A fault in a library on a file nobody foresaw becomes a refusal, and its message is kept off the terminal.

use super::refusal;
use onetext_model::Problem;
use std::panic;
use std::sync::Once;
use std::thread;

/// The name of the thread that reads; faults on it are not printed.
const READER: &str = "onetext-reader";
/// Its stack, in bytes: what stays below the limits of depth fits in many times over.
const STACK: usize = 64 << 20;

static QUIET: Once = Once::new();

/// Does the work on a thread of its own.
///
/// # Errors
/// As the work; or a refusal if it came to a fault.
pub(super) fn run<T: Send>(
    file: &str,
    work: impl FnOnce() -> Result<T, Problem> + Send,
) -> Result<T, Problem> {
    QUIET.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |fault| {
            if thread::current().name() != Some(READER) {
                before(fault);
            }
        }));
    });
    let mend = "save it in another way, for example as `.txt`";
    let done = thread::scope(|scope| {
        let reader = thread::Builder::new()
            .name(READER.to_owned())
            .stack_size(STACK);
        reader.spawn_scoped(scope, work).map(|thread| thread.join())
    });
    match done {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(refusal(
            file,
            "is broken in a way that cannot be read",
            mend,
        )),
        Err(error) => Err(refusal(
            file,
            format!("cannot be read now: {error}"),
            "try again",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_a_refusal() {
        let empty: Vec<u8> = vec![];
        let fault = run("a.pdf", || Ok(empty[std::hint::black_box(3)])).unwrap_err();
        assert!(fault.to_string().starts_with("a.pdf: is broken"), "{fault}");
        assert_eq!(run("a.pdf", || Ok(3)), Ok(3));
    }
}
