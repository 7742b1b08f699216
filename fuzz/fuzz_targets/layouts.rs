#![no_main]

fuzz::target!("layouts");
