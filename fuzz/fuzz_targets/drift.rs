#![no_main]

fuzz::target!("drift");
