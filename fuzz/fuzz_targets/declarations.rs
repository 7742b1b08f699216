#![no_main]

fuzz::target!("declarations");
