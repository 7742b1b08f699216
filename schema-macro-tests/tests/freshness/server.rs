//! The compiler's own server for macros, which editors run, spoken to as they do: JSON, one message a line.
//!
//! It ships with the toolchain. Its protocol is that of rust-analyzer's crate `proc-macro-api`, version 6: token trees are
//! flat lists of numbers, in which each token is of so many numbers and each text is known by its position.

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use serde_json::{Value, json};

/// The version of the protocol that is spoken here.
const VERSION: u64 = 6;

/// A server that runs. Ended with this value.
pub(crate) struct MacroServer {
    process: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl MacroServer {
    /// Starts the server of the toolchain that runs the tests; `None` where it does not speak this version, or is not there.
    pub(crate) fn start() -> Option<Self> {
        let printed = Command::new("rustc").args(["--print", "sysroot"]).output().ok()?;
        let sysroot = PathBuf::from(String::from_utf8(printed.stdout).ok()?.trim());
        let mut process = Command::new(sysroot.join("libexec/rust-analyzer-proc-macro-srv"))
            .env("RUST_ANALYZER_INTERNALS_DO_NOT_USE", "this is stable enough for a test")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let (requests, answers) = (process.stdin.take()?, BufReader::new(process.stdout.take()?));
        let mut server = Self { process, requests, answers };
        (server.ask(&json!({ "ApiVersionCheck": {} }))["ApiVersionCheck"] == VERSION).then_some(server)
    }

    /// Its process.
    pub(crate) fn process(&self) -> u32 {
        self.process.id()
    }

    /// Expands a macro of this library for the crate in `package`; what it says where it panics is the error.
    ///
    /// # Panics
    ///
    /// If the server does not answer as the protocol says.
    pub(crate) fn expand(&mut self, call: &Call<'_>) -> Result<Expansion, String> {
        let package = call.package.to_str().expect("the folder's name is UTF-8");
        let request = json!({ "ExpandMacro": {
            "lib": call.library,
            "env": [["CARGO_MANIFEST_DIR", package]],
            "current_dir": package,
            "macro_name": call.name,
            "macro_body": flat(call.body, OPTIONS),
            "attributes": call.attributes.map(|options| flat(options, 1)),
            "has_global_spans": { "def_site": 0, "call_site": 0, "mixed_site": 0 },
        }});
        let answer = self.ask(&request);
        let answer = &answer["ExpandMacro"];
        match answer.get("Err") {
            Some(panic) => Err(panic.to_string()),
            None => Ok(Expansion::new(&answer["Ok"])),
        }
    }

    fn ask(&mut self, request: &Value) -> Value {
        writeln!(self.requests, "{request}").and_then(|()| self.requests.flush()).expect("the server reads");
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the server answers");
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}"))
    }
}

impl Drop for MacroServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A macro that is called.
pub(crate) struct Call<'a> {
    /// The library that it is in.
    pub(crate) library: &'a Path,
    /// The folder of the crate in which it is called.
    pub(crate) package: &'a Path,
    /// Its name.
    pub(crate) name: &'a str,
    /// Of an attribute, what stands in its parentheses.
    pub(crate) attributes: Option<&'a TokenStream>,
    /// The item below an attribute, else what the macro is called with.
    pub(crate) body: &'a TokenStream,
}

/// How many places there are for the options of an attribute; those of the item come behind them.
const OPTIONS: u32 = 1_000;

/// A token tree as the protocol has it. Each identifier has a place of its own, from this number on.
fn flat(tokens: &TokenStream, first_place: u32) -> Value {
    let mut flat = Flat { next_place: first_place, ..Flat::default() };
    flat.subtree.extend([0, 0, 0, 0, 0]);
    flat.open.push_back((0, tokens.clone()));
    while let Some((at, tokens)) = flat.open.pop_front() {
        flat.fill(at, tokens);
    }
    let Flat { subtree, literal, punct, ident, token_tree, texts, .. } = flat;
    json!({
        "subtree": subtree, "literal": literal, "punct": punct, "ident": ident, "token_tree": token_tree, "text": texts,
    })
}

#[derive(Default)]
struct Flat {
    /// Two places, the delimiter, and from where to where the tokens within stand in `token_tree`.
    subtree: Vec<u32>,
    /// A place, a text, the kind, and the text of the suffix.
    literal: Vec<u32>,
    /// A place, a character, and whether another follows at once.
    punct: Vec<u32>,
    /// A place, a text, and whether it is raw.
    ident: Vec<u32>,
    /// What each token is, in the lowest two bits, and where it stands among its like.
    token_tree: Vec<u32>,
    texts: Vec<String>,
    known: HashMap<String, u32>,
    next_place: u32,
    /// Subtrees whose tokens are still to be written.
    open: VecDeque<(usize, TokenStream)>,
}

impl Flat {
    fn fill(&mut self, subtree: usize, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let start = self.token_tree.len();
        self.token_tree.resize(start + tokens.len(), 0);
        self.subtree[subtree * 5 + 3] = start as u32;
        self.subtree[subtree * 5 + 4] = (start + tokens.len()) as u32;
        for (at, token) in tokens.into_iter().enumerate() {
            self.token_tree[start + at] = self.token(token);
        }
    }

    fn token(&mut self, token: TokenTree) -> u32 {
        let position = |of: &Vec<u32>, size: usize| (of.len() / size) as u32;
        match token {
            TokenTree::Group(group) => {
                let at = position(&self.subtree, 5);
                let delimiter = match group.delimiter() {
                    Delimiter::None => 0,
                    Delimiter::Parenthesis => 1,
                    Delimiter::Brace => 2,
                    Delimiter::Bracket => 3,
                };
                self.subtree.extend([0, 0, delimiter, 0, 0]);
                self.open.push_back((at as usize, group.stream()));
                at << 2 | SUBTREE
            }
            TokenTree::Literal(literal) => {
                let at = position(&self.literal, 4);
                let written = literal.to_string();
                let (kind, text) = match written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
                    Some(text) => (STRING, text.to_owned()),
                    None => (INTEGER, written),
                };
                let text = self.text(text);
                self.literal.extend([0, text, kind, NONE]);
                at << 2 | LITERAL
            }
            TokenTree::Punct(punct) => {
                let at = position(&self.punct, 3);
                self.punct.extend([0, u32::from(punct.as_char()), u32::from(punct.spacing() == Spacing::Joint)]);
                at << 2 | PUNCT
            }
            TokenTree::Ident(ident) => {
                let at = position(&self.ident, 3);
                let written = ident.to_string();
                let bare = written.strip_prefix("r#");
                let text = self.text(bare.unwrap_or(&written).to_owned());
                self.ident.extend([self.next_place, text, u32::from(bare.is_some())]);
                self.next_place += 1;
                at << 2 | IDENT
            }
        }
    }

    fn text(&mut self, text: String) -> u32 {
        let next = self.texts.len() as u32;
        *self.known.entry(text).or_insert_with_key(|text| {
            self.texts.push(text.clone());
            next
        })
    }
}

/// What a token is.
const SUBTREE: u32 = 0;
const LITERAL: u32 = 1;
const PUNCT: u32 = 2;
const IDENT: u32 = 3;

/// What a literal is.
const INTEGER: u32 = 3;
const STRING: u32 = 5;

/// No text.
const NONE: u32 = u32::MAX;

/// What a macro was expanded to.
pub(crate) struct Expansion {
    /// The identifiers, with their places.
    pub(crate) idents: Vec<(String, u32)>,
    /// The texts of `compile_error!`.
    pub(crate) errors: Vec<String>,
}

impl Expansion {
    fn new(flat: &Value) -> Self {
        let numbers = |key: &str| -> Vec<u32> {
            let numbers = flat[key].as_array().expect("a list of numbers");
            numbers.iter().map(|number| number.as_u64().expect("a number") as u32).collect()
        };
        let text = |at: u32| flat["text"][at as usize].as_str().expect("a text").to_owned();
        let idents: Vec<_> = numbers("ident").chunks(3).map(|ident| (text(ident[1]), ident[0])).collect();
        let (subtrees, literals, tokens) = (numbers("subtree"), numbers("literal"), numbers("token_tree"));
        let within = |subtree: &[u32]| &tokens[subtree[3] as usize..subtree[4] as usize];
        let is_error = |token: u32| token & 3 == IDENT && idents[(token >> 2) as usize].0 == "compile_error";
        let error = |call: &[u32]| match (is_error(call[0]), call[2] & 3) {
            (true, SUBTREE) => {
                let message = within(&subtrees[(call[2] >> 2) as usize * 5..][..5])[0];
                Some(text(literals[(message >> 2) as usize * 4 + 1]))
            }
            _ => None,
        };
        let errors = subtrees.chunks(5).flat_map(|subtree| within(subtree).windows(3).filter_map(error)).collect();
        Self { errors, idents }
    }

    /// Whether it has an identifier of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.idents.iter().any(|(found, _)| found == name)
    }
}

/// The identifiers of an item, with the places that they are given.
pub(crate) fn places(item: &TokenStream) -> Vec<(String, u32)> {
    Expansion::new(&flat(item, OPTIONS)).idents
}
