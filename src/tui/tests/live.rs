//! The program on a study file of its own, without a terminal: what is wanted is done.

use std::sync::OnceLock;

use crossterm::event::{KeyCode, KeyEvent};

use crate::strings::Lang;
use crate::study::{Mode, Study};
use crate::tui::app::{App, Desk};
use crate::tui::effect::{Effect, World};
use crate::tui::event::Event;
use crate::tui::keymap::{Chord, Keymap};
use crate::tui::run::command_names;
use crate::tui::screens::Screen;
use crate::tui::screens::coding::Coding;
use crate::tui::testing::SMALL;
use crate::tui::update::update;

/// The sample study as a file: building it takes longer than most of what is tested on it.
static DEMO: OnceLock<Vec<u8>> = OnceLock::new();

/// Somebody at work in a fresh copy of the sample study.
pub struct Live {
    pub app: App,
    pub world: World,
    now_ms: u64,
    folder: tempfile::TempDir,
}

impl Live {
    /// The sample study, with an interview open.
    pub fn new(coder: &str, interview: &str) -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        let folder = folder.unwrap();
        let path = folder.path().join("live.fangtan");
        let demo = DEMO.get_or_init(|| {
            Study::build_demo(&path).unwrap();
            std::fs::read(&path).unwrap()
        });
        std::fs::write(&path, demo).unwrap();
        let study = Study::open(&path, Mode::Stay).unwrap();
        let mut loaded = study.load(coder).unwrap();
        let id = study.interview_named(interview).unwrap();
        loaded.open = Some(study.load_interview(id, coder).unwrap());
        let desk = Desk::new(SMALL, Lang::Zh, command_names());
        Self {
            app: App::new(loaded, Keymap::default(), desk),
            world: World::new(study, || {}).unwrap(),
            now_ms: 0,
            folder,
        }
    }

    /// Somebody at work in another study.
    pub fn of(app: App, world: World, folder: tempfile::TempDir) -> Self {
        Self {
            app,
            world,
            now_ms: 0,
            folder,
        }
    }

    /// Something happens, and everything that follows from it.
    pub fn happens(&mut self, event: Event) {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            for effect in update(&mut self.app, event) {
                events.extend(self.world.perform(&mut self.app.loaded, effect));
            }
        }
        assert_eq!(self.app.desk.errors.len(), 0, "{:?}", self.app.desk.errors);
    }

    /// Presses keys, named as in keymap files, 0.3 s after each other.
    pub fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            let chord = Chord::parse(key).unwrap_or_else(|| panic!("no key «{key}»"));
            self.key(chord.press());
        }
    }

    /// Types text, one key a character.
    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.key(KeyEvent::from(KeyCode::Char(c)));
        }
    }

    /// Text comes in one piece.
    pub fn paste(&mut self, text: &str) {
        self.happens(Event::Paste(text.to_owned()));
    }

    /// Presses keys and says what they want of the world, which is not done.
    pub fn wanted(&mut self, keys: &str) -> Vec<Effect> {
        keys.split_whitespace()
            .flat_map(|key| {
                let chord = Chord::parse(key).unwrap_or_else(|| panic!("no key «{key}»"));
                update(&mut self.app, Event::Key(chord.press()))
            })
            .collect()
    }

    /// Nobody does anything for so long that all that was typed is kept.
    pub fn rest(&mut self) {
        for _ in 0..2 {
            self.wait(1_000);
            let now_ms = self.now_ms;
            self.happens(Event::Clock { now_ms });
            self.answered();
        }
    }

    /// Everything that was asked for has its answer.
    pub fn answered(&mut self) {
        while self.world.is_busy() {
            for event in self.world.answers() {
                self.happens(event);
            }
            std::thread::yield_now();
        }
    }

    /// Nobody does anything for a while.
    pub fn wait(&mut self, ms: u64) {
        self.now_ms += ms;
    }

    /// Leaves the program; the study with its folder.
    pub fn leave(self) -> (std::path::PathBuf, tempfile::TempDir) {
        let path = self.world.study.path().to_owned();
        drop(self.world);
        (path, self.folder)
    }

    /// Waits until the worker has answered everything that was asked.
    pub fn answers(&mut self) {
        while self.world.worker.running > 0 {
            for event in self.world.worker.answers() {
                self.happens(event);
            }
            std::thread::yield_now();
        }
    }

    fn key(&mut self, key: KeyEvent) {
        self.wait(300);
        let now_ms = self.now_ms;
        self.happens(Event::Clock { now_ms });
        self.happens(Event::Key(key));
    }

    pub fn coding(&self) -> &Coding {
        match self.app.screen() {
            Screen::Coding(coding) => coding,
            other => panic!("not the coding view: {other:?}"),
        }
    }

    /// The words of the target.
    pub fn words(&self) -> &str {
        let open = self.app.loaded.open.as_ref().unwrap();
        open.text.slice(self.coding().target().unwrap()).unwrap()
    }

    /// Key of the latest remark.
    pub fn said(&self) -> &'static str {
        self.app
            .desk
            .remark
            .as_ref()
            .map_or("", |remark| remark.key)
    }

    /// Name of the interview in view.
    pub fn interview(&self) -> &str {
        &self.app.loaded.open.as_ref().unwrap().name
    }

    /// Leaves, as Ctrl+Q does.
    pub fn quit(&mut self) {
        let effects = update(
            &mut self.app,
            Event::Key(Chord::parse("ctrl+q").unwrap().press()),
        );
        for effect in effects {
            if effect != Effect::Quit {
                assert_eq!(self.world.perform(&mut self.app.loaded, effect), None);
            }
        }
    }
}
