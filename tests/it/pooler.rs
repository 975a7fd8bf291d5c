//! A pooler in front of the database: by session it is as good as none, by transaction it would mix organisations.

use crate::support::{
    cluster,
    program::{self, Program},
    server,
};

/// Folder of the server's socket, and database, of a test's connection string.
fn parts(url: &str) -> (String, String) {
    let value = |name: &str| {
        let word = url.split(' ').find_map(|word| word.strip_prefix(name));
        word.unwrap().to_owned()
    };
    (value("host="), value("dbname="))
}

#[tokio::test]
async fn a_pooler_that_would_mix_organisations_is_refused_and_one_by_session_is_not() {
    let (socket, database) = parts(&cluster::empty_database().await);
    let folder = crate::support::folder();
    let folder = folder.path();
    for mode in ["transaction", "statement", "session"] {
        let pooler = server::pooler(&socket, mode);
        let url = format!("postgres://pratfall@127.0.0.1:{}/{database}", pooler.port);
        let settings = [program::data(folder), ("DATABASE_URL", url.as_str())];
        if mode == "session" {
            program::run(&["organisation", "create", "acme", "--name", "Acme"], &settings);
            let mut server = Program::start(&["serve"], &settings);
            assert_eq!(program::get(&server.address, "/acme").unwrap().status, 200);
            server.stop();
        } else {
            for command in ["serve", "migrate", "work", "mix"] {
                let said = program::fails(&[command], &settings);
                assert!(said.contains("pool_mode = session"), "{mode} {command}: {said}");
                assert_eq!(said.lines().count(), 1, "{said}");
            }
        }
    }
}
