//! The program without a terminal: keys in, state, effects and screens out.

mod agreement;
mod behaviour;
mod codebook;
mod conflicts;
mod corrections;
mod desk;
mod discovery;
mod history;
mod home;
mod importing;
mod input;
mod keys_told;
mod limits;
mod live;
mod marks;
mod memos;
mod motions;
mod mouse;
mod one_language;
mod questions;
mod screens;
mod search;
mod selection;
mod tour;
mod typing;
mod words;
