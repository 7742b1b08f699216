#![no_main]

fuzz::target!("statements");
