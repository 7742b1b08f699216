//! `cargo schema models`: Rust structs for the tables that the migrations make.
//!
//! `plan` decides what there is for each table, `enums` and `names` what for labels and by which names; `source` says it in
//! Rust; `kept` keeps what is written by hand, and `output` writes.

pub(crate) mod arguments;
mod enums;
mod kept;
mod names;
mod output;
mod plan;
mod source;

use std::collections::BTreeSet;
use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};

use schema_catalog::diesel::{Case, rust_name};
use schema_catalog::{Catalog, Table, TableId, nearest};

use crate::failure::{Failure, Result};
use crate::findings::Severity;
use crate::messages::Messages;
use crate::migrations::Replayed;
use arguments::Models;
use output::{Change, File, formatted};
use plan::{Model, Plan};
use source::{Item, Needs, Roles, Style, Writer};

/// The exit code: 1 if a file is not as it would be written, and that was asked.
pub(crate) fn run(options: &Models, out: &mut dyn Write, err: &mut Messages<'_>) -> Result<u8> {
    let here = env::current_dir().map_err(|error| Failure::Usage(format!("there is no current folder: {error}")))?;
    let Replayed { catalog, config, .. } = Replayed::new(options.migrations.as_deref(), options.dialect, &here)?;
    let choice = Choice::new(&catalog, options)?;
    let plan = Plan::new(&catalog, &|table| choice.takes(table), options.enums, &config.models);
    warn(&catalog, &plan, err)?;
    let style = style(options, &plan)?;
    let Some(output) = &options.output else {
        let (file, needs) = one_file(PathBuf::new(), &plan, &style);
        let text = formatted(&text(&file), &here)?;
        say_needs(&needs, err)?;
        return out.write_all(text.as_bytes()).map(|()| 0).map_err(|error| Failure::output(&error));
    };
    let (files, needs) = match is_folder(output) {
        true => folder(output, &plan, &style),
        false => {
            let (file, needs) = one_file(output.clone(), &plan, &style);
            (vec![file], needs)
        }
    };
    // Every file is made before any is written.
    let mut changes = Vec::new();
    for file in &files {
        let (change, homeless) = file.change(options.overwrite)?;
        for name in homeless {
            let shown = change.path().display();
            let what = "stands at its end: the struct that it stood behind is no longer there";
            say(err, &format!("{shown}: what is written by hand for `{name}` {what}"))?;
        }
        changes.push(change);
    }
    changes.retain(|change| !change.is_none());
    if options.check {
        return checked(&changes, out);
    }
    changes.iter().try_for_each(Change::write)?;
    say_needs(&needs, err)?;
    Ok(0)
}

/// Tells how files differ from what would be written.
fn checked(changes: &[Change], out: &mut dyn Write) -> Result<u8> {
    for change in changes {
        out.write_all(change.diff().as_bytes()).map_err(|error| Failure::output(&error))?;
    }
    Ok(u8::from(!changes.is_empty()))
}

fn style<'a>(options: &'a Models, plan: &'a Plan<'_>) -> Result<Style<'a>> {
    let Models { row, insert, update, .. } = *options;
    let all = !(row || insert || update);
    let roles = Roles { row: row || all, insert: insert || all, update: update || all };
    let is_path = |text: &str| syn::parse_str::<syn::Path>(text).is_ok();
    if let Some(wrong) = options.derive.iter().chain(&options.schema_module).find(|text| !is_path(text)) {
        return Err(Failure::Usage(format!("`{wrong}` is no path in Rust\nhelp: for example: serde::Serialize")));
    }
    Ok(Style { roles, derives: &options.derive, schema: options.schema_module.as_deref(), names: &plan.names })
}

/// Whether a path is meant for a folder.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with(std::path::is_separator)
}

const EXPLANATION: &str = "\
// What stands between the lines `// hand-written: begin` and `// hand-written: end` is kept; all else is written anew.
";

fn top(imports: &str, needs: &Needs) -> String {
    let needs = needs.lines().map(|line| format!("// Needs {line}.\n")).collect::<String>();
    format!("{EXPLANATION}{needs}\n{imports}")
}

/// All models in one file.
fn one_file(path: PathBuf, plan: &Plan<'_>, style: &Style<'_>) -> (File, Needs) {
    let mut writer = Writer::new(style);
    let mut written = BTreeSet::new();
    for model in &plan.models {
        for number in model.enums.iter().filter(|number| written.insert(**number)) {
            writer.label_enum(&plan.enums[*number]);
        }
        writer.model(model);
    }
    let (items, imports, needs) = writer.finish();
    (File { path, top: top(&imports, &needs), items }, needs)
}

/// A file for each table, and one that names them all.
fn folder(path: &Path, plan: &Plan<'_>, style: &Style<'_>) -> (Vec<File>, Needs) {
    let (mut files, mut all_needs, mut modules) = (Vec::new(), Needs::default(), BTreeSet::new());
    let mut written = BTreeSet::new();
    for model in &plan.models {
        let mut writer = Writer::new(style);
        for number in &model.enums {
            match written.insert(*number) {
                true => writer.label_enum(&plan.enums[*number]),
                false => writer.import(&plan.enums[*number].name),
            }
        }
        let parents = model.parents.iter().filter(|parent| style.roles.row && parent.model != model.name);
        parents.for_each(|parent| writer.import(&parent.model));
        writer.model(model);
        let (items, imports, needs) = writer.finish();
        let module = module(model, &modules);
        files.push(File { path: path.join(format!("{module}.rs")), top: top(&imports, &needs), items });
        modules.insert(module);
        all_needs.add(needs);
    }
    let lines = |line: fn(&String) -> String| modules.iter().map(line).collect::<String>();
    let text = format!("{}\n{}", lines(|name| format!("mod {name};\n")), lines(|name| format!("pub use {name}::*;\n")));
    let top = top("", &all_needs);
    files.push(File { path: path.join("mod.rs"), top, items: vec![Item { name: String::new(), text }] });
    (files, all_needs)
}

/// The name of a model's module, which no other has.
fn module(model: &Model<'_>, taken: &BTreeSet<String>) -> String {
    let name = rust_name(&Case::Snake.label(&model.name), None);
    let numbered = (2..).map(|number| format!("{name}_{number}"));
    let is_free = |name: &String| name != "mod" && !taken.contains(name);
    std::iter::once(name.clone()).chain(numbered).find(is_free).unwrap_or_default()
}

fn text(file: &File) -> String {
    kept::Kept::default().woven(&file.top, &file.items).0
}

/// Which tables are written.
struct Choice {
    only: BTreeSet<TableId>,
    except: BTreeSet<TableId>,
}

impl Choice {
    fn new(catalog: &Catalog, options: &Models) -> Result<Self> {
        let id = |name: &String| table(catalog, name).map(Table::id);
        let all = |names: &[String]| names.iter().map(id).collect::<Result<_>>();
        Ok(Self { only: all(&options.tables)?, except: all(&options.except)? })
    }

    /// The rows of a partition are those of its whole, unless it is named.
    fn takes(&self, table: &Table) -> bool {
        let is_named = self.only.contains(&table.id());
        (is_named || self.only.is_empty() && !table.is_partition()) && !self.except.contains(&table.id())
    }
}

fn table<'a>(catalog: &'a Catalog, name: &str) -> Result<&'a Table> {
    if let Some(table) = catalog.table(name) {
        return Ok(table);
    }
    let names: Vec<String> = catalog.tables().map(|table| catalog.full_name(table)).collect();
    let became =
        catalog.former_table(name).map(|(what, place)| format!("\nnote: it was {what} at {}", catalog.location(place)));
    let help = nearest(name, names.iter().map(String::as_str)).map(|near| format!("\nhelp: did you mean `{near}`?"));
    let (became, help) = (became.unwrap_or_default(), help.unwrap_or_default());
    Err(Failure::Usage(format!("the migrations make no table `{name}`{became}{help}")))
}

/// Warns of each table that is left out.
fn warn(catalog: &Catalog, plan: &Plan<'_>, err: &mut Messages<'_>) -> Result<()> {
    for (table, why, help) in &plan.left_out {
        let message = format!("the table `{}` is left out: {why}", catalog.full_name(table));
        let help = format!("{help}, or leave it out without a warning: --except {}", catalog.full_name(table));
        let warning = catalog.error(table.history.declared(), message).help(help);
        err.report(Severity::Warning, &warning).map_err(|error| Failure::output(&error))?;
    }
    Ok(())
}

fn say(err: &mut Messages<'_>, text: &str) -> Result<()> {
    err.note(text).map_err(|error| Failure::output(&error))
}

fn say_needs(needs: &Needs, err: &mut Messages<'_>) -> Result<()> {
    needs.lines().try_for_each(|line| say(err, &format!("the models need {line}")))
}
