//! `cargo schema models`: Rust structs for the tables that the migrations make.
//!
//! `request` is what is asked for; `plan` decides what there is for each table, `enums` and `names` what for labels and by
//! which names; `source` says it in Rust; `kept` keeps what is written by hand, and `output` writes.

pub(crate) mod arguments;
mod enums;
mod kept;
mod names;
mod output;
mod plan;
mod request;
mod source;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use schema_catalog::diesel::{Case, rust_name};
use schema_catalog::{Catalog, Config};

use crate::failure::{Failure, Result};
use crate::findings::Severity;
use crate::messages::Messages;
use crate::migrations::{self, Replayed};
use arguments::Models;
pub(crate) use output::Change;
use output::{File, Output, formatted};
use plan::{Model, Plan};
use request::Request;
use source::{Item, Needs, Style, Writer};

/// The exit code: 1 if a file is not as it would be written, and that was asked.
pub(crate) fn run(options: &Models, out: &mut dyn Write, err: &mut Messages<'_>) -> Result<u8> {
    let here = migrations::here()?;
    let Replayed { catalog, config, .. } = Replayed::new(options.migrations.as_deref(), options.dialect, &here)?;
    let request = Request::new(options, &catalog, &config)?;
    let plan = request.plan(&catalog);
    warn(&catalog, &plan, &request, err)?;
    let style = request.style(&plan);
    let Some(output) = &request.output else {
        let (file, needs) = one_file(PathBuf::new(), &plan, &style);
        let text = formatted(&text(&file), &here)?;
        say_needs(&needs, err)?;
        return out.write_all(text.as_bytes()).map(|()| 0).map_err(|error| Failure::output(&error));
    };
    // Every file is made before any is written.
    let (mut changes, needs) = changes(output, &plan, &style)?;
    if let Some(error) = changes.iter().find_map(|change| change.refusal(options.overwrite)) {
        return Err(error.into());
    }
    changes.iter().flat_map(Change::notes).try_for_each(|note| say(err, &note))?;
    changes.retain(|change| !change.is_none());
    if options.check {
        return checked(&changes, out);
    }
    changes.iter().try_for_each(Change::write)?;
    say_needs(&needs, err)?;
    Ok(0)
}

/// The files that `[models]` names, each as it is and as `cargo schema models` would write it.
pub(crate) fn committed(catalog: &Catalog, config: &Config) -> Result<Vec<Change>> {
    let options = Models::default();
    let request = Request::new(&options, catalog, config)?;
    let Some(output) = &request.output else { return Ok(Vec::new()) };
    let plan = request.plan(catalog);
    Ok(changes(output, &plan, &request.style(&plan))?.0)
}

/// Each file as it is and as it is to be; and what they need.
fn changes(output: &Output, plan: &Plan<'_>, style: &Style<'_>) -> Result<(Vec<Change>, Needs)> {
    let (files, needs) = match output.is_folder {
        true => folder(&output.path, plan, style),
        false => {
            let (file, needs) = one_file(output.path.clone(), plan, style);
            (vec![file], needs)
        }
    };
    let paths: Vec<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
    let mut changes = files.into_iter().map(|file| file.change(output)).collect::<Result<Vec<_>>>()?;
    if output.is_folder {
        changes.extend(output.orphans(&paths));
    }
    Ok((changes, needs))
}

/// Tells how files differ from what would be written.
fn checked(changes: &[Change], out: &mut dyn Write) -> Result<u8> {
    for change in changes {
        out.write_all(change.diff().as_bytes()).map_err(|error| Failure::output(&error))?;
    }
    Ok(u8::from(!changes.is_empty()))
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
        let parents = model.parents.iter().filter(|parent| style.forms.row && parent.model != model.name);
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

/// Warns of each table that is left out.
fn warn(catalog: &Catalog, plan: &Plan<'_>, request: &Request<'_>, err: &mut Messages<'_>) -> Result<()> {
    for (table, why, help) in &plan.left_out {
        let name = catalog.full_name(table);
        let message = format!("the table `{name}` is left out: {why}");
        let help = format!("{help}, or leave it out without a warning: {}", request.leave_out(&name));
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
