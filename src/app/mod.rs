//! The only place that knows all features: routes, worker, commands, demo.

pub mod ask;
pub mod backup;
pub mod commands;
pub mod demo;
pub mod desk;
pub mod doctor;
pub mod routes;
pub mod serve;
pub mod start;
pub mod upkeep;
pub mod worker;
