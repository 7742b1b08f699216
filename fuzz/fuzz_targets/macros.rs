#![no_main]

fuzz::target!("macros");
