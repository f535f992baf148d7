//! The program without a terminal: keys in, state, effects and screens out.

mod behaviour;
mod discovery;
mod limits;
mod screens;
mod words;
