//! The program without a terminal: keys in, state, effects and screens out.

mod behaviour;
mod limits;
mod screens;
mod words;
