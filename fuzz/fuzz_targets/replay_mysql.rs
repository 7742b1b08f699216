#![no_main]

fuzz::target!("replay_mysql");
