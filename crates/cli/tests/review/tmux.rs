//! The command in a terminal of its own, driven as by hand through tmux.

use std::process::{Command, Output};
use std::time::Duration;

/// How often a screen is looked at before what is expected counts as missing, and the pause between.
const LOOKS: usize = 1500;
const PAUSE: Duration = Duration::from_millis(20);

/// A terminal; ended when dropped.
pub struct Tmux {
    server: String,
    /// How many keys were sent.
    pub keys: usize,
}

impl Tmux {
    /// Starts a command line in a terminal of this size; `None`, with the reason printed, without tmux.
    pub fn start(name: &str, (columns, rows): (usize, usize), line: &str) -> Option<Self> {
        if Command::new("tmux").arg("-V").output().is_err() {
            println!("skipped: there is no tmux");
            return None;
        }
        let tmux = Self {
            server: format!("onetext-{name}-{}", std::process::id()),
            keys: 0,
        };
        let (columns, rows) = (columns.to_string(), rows.to_string());
        let line = format!("{line}; echo \"ended with $?\"; read -r end");
        let started = tmux.run(&[
            "-u",
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-s",
            "review",
            "-x",
            &columns,
            "-y",
            &rows,
            &line,
        ]);
        assert!(
            started.status.success(),
            "{}",
            String::from_utf8_lossy(&started.stderr)
        );
        Some(tmux)
    }

    fn run(&self, words: &[&str]) -> Output {
        let mut command = Command::new("tmux");
        command.args(["-L", &self.server]).args(words);
        command.env("LC_ALL", "C.UTF-8").env_remove("TMUX");
        command.output().expect("tmux runs")
    }

    /// What is on the screen.
    pub fn screen(&self) -> String {
        let shown = self.run(&["capture-pane", "-p", "-t", "review"]);
        String::from_utf8(shown.stdout).expect("it shows UTF-8")
    }

    /// Presses a key, as tmux names it.
    pub fn press(&mut self, key: &str) {
        self.run(&["send-keys", "-t", "review", key]);
        self.keys += 1;
    }

    /// Waits until the screen holds all of these and stands still.
    #[track_caller]
    pub fn sees(&self, expect: &[&str]) -> String {
        let mut screen = String::new();
        for _ in 0..LOOKS {
            let now = self.screen();
            let still = now == screen;
            screen = now;
            if still && expect.iter().all(|text| screen.contains(text)) {
                return screen;
            }
            std::thread::sleep(PAUSE);
        }
        panic!("{expect:?} never came; the screen holds\n{screen}");
    }

    /// Changes the size of the window.
    pub fn resize(&self, columns: usize, rows: usize) {
        let (columns, rows) = (columns.to_string(), rows.to_string());
        self.run(&["resize-window", "-t", "review", "-x", &columns, "-y", &rows]);
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}
