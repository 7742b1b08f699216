//! The page for people, in a real browser.

mod browser;

use serde_json::{Value, json};

use super::{PASSWORD, Server};
use browser::{Browser, Driver, ENTER, TAB};

/// What some people could not use of the page that is shown.
#[track_caller]
fn issues(browser: &Browser<'_>) -> Vec<String> {
    serde_json::from_value(browser.run(include_str!("accessible.js"))).expect("they are texts")
}

/// With the keyboard alone.
#[track_caller]
fn log_in(browser: &Browser<'_>, server: &Server, username: &str, password: &str) {
    browser.open(&format!("{}/login", server.address));
    browser.write(&browser.one("#username"), &format!("{username}{TAB}"));
    browser.write(&browser.focused(), &format!("{password}{ENTER}"));
    // The answer, whichever it is.
    browser.one("[role=alert], header button");
}

#[test]
fn people_see_their_groups_and_statements() {
    let driver = Driver::start();
    for server in Server::shared().iter() {
        let browser = driver.browser(&["--window-size=1200,900"]);
        let text = |selector: &str| browser.text(&browser.one(selector));
        let count = |selector: &str| browser.all(selector).len();
        let open = |path: &str| browser.open(&format!("{}{path}", server.address));

        open("/");
        assert_eq!((browser.path().as_str(), issues(&browser)), ("/login", Vec::new()));
        log_in(&browser, server, "chair.kwagalana", "wrong");
        assert_eq!(text("[role=alert]"), "the username or the password is wrong");
        assert_eq!(issues(&browser), [""; 0]);
        assert_eq!(browser.run("return document.querySelector('#username').value"), "chair.kwagalana");
        log_in(&browser, server, "chair.kwagalana", PASSWORD);
        assert_eq!((browser.path().as_str(), count("tbody tr")), ("/", 1));
        assert_eq!(issues(&browser), [""; 0]);

        browser.follow(&browser.link("Kwagalana"));
        assert_eq!((browser.path().as_str(), text("h1").as_str()), ("/groups/2", "Kwagalana"));
        open("/groups/2?year=2025");
        assert_eq!(issues(&browser), [""; 0]);
        assert_eq!(count("figure svg"), 3);
        for (section, bars) in [("savings", 12), ("loans", 24), ("attendance", 12)] {
            assert_eq!(count(&format!("section[aria-labelledby={section}] rect")), bars, "{section}");
            assert_eq!(count(&format!("section[aria-labelledby={section}] tbody tr")), 12, "{section}");
        }
        let months = server.get("admin", "/api/v1/groups/2/summary").json()["months"].clone();
        let shown = text("section[aria-labelledby=savings] tbody tr td");
        assert_eq!(shown.replace(',', ""), months[0]["savings"]);
        assert!(count("section[aria-labelledby=members] tbody tr") >= 18);

        browser.follow(&browser.link("Grace Akello"));
        assert_eq!(text("h1"), "Grace Akello");
        assert_eq!(issues(&browser), [""; 0]);
        let summary = server.get("admin", &format!("/api/v1{}/summary", browser.path())).json();
        let balances = browser.all("section[aria-labelledby=savings] tbody tr td:last-child");
        let last = browser.text(balances.last().expect("there are payments"));
        assert_eq!(last.replace(',', ""), summary["savings"]);

        // Of another group there is no page.
        for other in ["/groups/1", "/members/1", "/groups/99999", "/groups/x", "/nowhere"] {
            open(other);
            assert_eq!(text("h1"), "Not Found", "{other}");
            assert_eq!(issues(&browser), [""; 0]);
        }
        // The first thing that the keyboard reaches leads past what is on every page.
        open("/");
        browser.write(&browser.one("body"), &TAB.to_string());
        assert_eq!(browser.text(&browser.focused()), "Skip to the content");

        let cookie = browser.cookie("session");
        assert_eq!((&cookie["httpOnly"], &cookie["sameSite"]), (&json!(true), &json!("Lax")));
        browser.follow(&browser.one("header button"));
        assert_eq!(browser.path(), "/login");
        open("/groups/2");
        assert_eq!(browser.path(), "/login");
    }
}

#[test]
fn it_is_as_legible_in_the_dark_and_on_a_phone() {
    let driver = Driver::start();
    let servers = Server::shared();
    let server = &servers[1];
    const DARK: &str = "--blink-settings=preferredColorScheme=0";
    const WIDE: &str = "--window-size=1200,900";
    for (options, is_dark, is_phone) in
        [(&[DARK, WIDE][..], true, false), (&[DARK], true, true), (&["--hide-scrollbars"], false, true)]
    {
        let browser = driver.browser(options);
        if is_phone {
            browser.shrink();
        }
        log_in(&browser, server, "auditor", PASSWORD);
        assert_eq!(browser.run("return matchMedia('(prefers-color-scheme: dark)').matches"), Value::Bool(is_dark));
        for page in ["/", "/groups/3?year=2025", "/members/50", "/nowhere"] {
            browser.open(&format!("{}{page}", server.address));
            assert_eq!(issues(&browser), [""; 0], "{page} with {options:?}");
            assert_eq!(browser.run("return innerWidth"), if is_phone { 360 } else { 1200 });
            assert_eq!(browser.run(BEYOND), json!([]), "{page} with {options:?}");
        }
    }
}

/// The cells of tables that are to be seen only by who moves the table sideways.
const BEYOND: &str = "return [...document.querySelectorAll('td, tbody th')]
    .filter((cell) => cell.getBoundingClientRect().right > innerWidth).map((cell) => cell.textContent)";

/// What a name says is text, whatever it looks like; and no other site's form is taken.
#[test]
fn nothing_is_taken_for_what_it_is_not() {
    for server in Server::shared().iter() {
        let name = "<script>alert(1)</script> & \"Umoja\"";
        let rename = |name: &str| server.write("admin", "PATCH", "/api/v1/groups/3", &json!({ "name": name })).status;
        assert_eq!(rename(name), 200);
        let form = [("username", "chair.umoja"), ("password", PASSWORD)];
        let refused = server.form("/login", &form, &[("sec-fetch-site", "cross-site")]);
        assert_eq!(refused.status, 403);
        assert!(!refused.headers.contains_key("set-cookie"));
        assert_eq!(server.form("/login", &form, &[("origin", "http://elsewhere.example")]).status, 403);
        let taken = server.form("/login", &form, &[("sec-fetch-site", "same-origin")]);
        let cookie =
            taken.headers["set-cookie"].to_str().expect("a text").split(';').next().expect("a pair").to_owned();
        let page = server.with_cookie("/groups/3", &cookie);
        assert_eq!(page.status, 200);
        assert!(!page.text.contains("<script"), "{}", page.text);
        assert!(
            page.text.contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Umoja&quot;</h1>"),
            "{}",
            page.text
        );
        let policy = page.headers["content-security-policy"].to_str().expect("a text");
        assert!(policy.starts_with("default-src 'none'; style-src 'self';") && !policy.contains("unsafe"), "{policy}");
        // A cookie opens no door of the interface for programs.
        assert_eq!(server.with_cookie("/api/v1/groups", &cookie).status, 401);
        assert_eq!(rename("Umoja"), 200);
    }
}
