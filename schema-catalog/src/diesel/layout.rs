//! Lines as rustfmt lays them out, for the few forms that declarations have.

/// The widest line that rustfmt writes.
const WIDTH: usize = 100;

/// The longest argument that rustfmt puts beside others in a list of many lines.
const SHORT: usize = 10;

/// Lines of Rust, indented.
#[derive(Debug, Default)]
pub(super) struct Lines {
    out: String,
    indent: usize,
}

impl Lines {
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// A line; an empty one without spaces.
    pub(super) fn line(&mut self, text: &str) {
        if !text.is_empty() {
            self.out.extend(std::iter::repeat_n(' ', self.indent));
            self.out.push_str(text);
        }
        self.out.push('\n');
    }

    /// A line, and those after it further in, up to [`close`](Self::close).
    pub(super) fn open(&mut self, text: &str) {
        self.line(text);
        self.indent += 4;
    }

    /// The line that ends what [`open`](Self::open) began.
    pub(super) fn close(&mut self, text: &str) {
        self.indent -= 4;
        self.line(text);
    }

    /// An empty line, unless the block begins here or there is one already.
    pub(super) fn blank(&mut self) {
        if !(self.out.is_empty() || self.out.ends_with("{\n") || self.out.ends_with("\n\n")) {
            self.out.push('\n');
        }
    }

    /// `#[derive(…)]`: on one line, else its list on one line, else each trait on its own.
    pub(super) fn derive(&mut self, traits: &[&str]) {
        let list = traits.join(", ");
        // rustfmt keeps four columns free at the end.
        if self.fits(&format!("#[derive({list})]"), WIDTH - 4) {
            return self.line(&format!("#[derive({list})]"));
        }
        self.open("#[derive(");
        if self.fits(&list, WIDTH) {
            self.line(&format!("{list},"));
        } else {
            traits.iter().for_each(|name| self.line(&format!("{name},")));
        }
        self.close(")]");
    }

    /// `#[outer(inner(…))]`, with each argument on its own line where they don't fit on one.
    pub(super) fn nested_attribute(&mut self, outer: &str, inner: &str, arguments: &[String]) {
        let line = format!("#[{outer}({inner}({}))]", arguments.join(", "));
        if self.fits(&line, WIDTH - 1) {
            return self.line(&line);
        }
        self.open(&format!("#[{outer}({inner}("));
        for (at, argument) in arguments.iter().enumerate() {
            let comma = if at + 1 < arguments.len() { "," } else { "" };
            self.line(&format!("{argument}{comma}"));
        }
        self.close("))]");
    }

    /// `name!(…,);`: on one line, else short arguments side by side, else each on its own line.
    pub(super) fn call(&mut self, name: &str, arguments: &[String]) {
        let line = format!("{name}!({},)", arguments.join(", "));
        if self.fits(&line, WIDTH) {
            return self.line(&format!("{line};"));
        }
        self.open(&format!("{name}!("));
        if arguments.iter().all(|argument| width(argument) <= SHORT) {
            self.fill(arguments);
        } else {
            arguments.iter().for_each(|argument| self.line(&format!("{argument},")));
        }
        self.close(");");
    }

    /// As many arguments on each line as fit.
    fn fill(&mut self, arguments: &[String]) {
        let mut line = String::new();
        for argument in arguments {
            if !line.is_empty() && !self.fits(&format!("{line} {argument},"), WIDTH) {
                self.line(&line);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(argument);
            line.push(',');
        }
        self.line(&line);
    }

    fn fits(&self, text: &str, limit: usize) -> bool {
        self.indent + width(text) <= limit
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}
