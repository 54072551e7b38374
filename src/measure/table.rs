//! Figures of many pages: their means, and the lines in which they are told.

use super::Figures;

/// The mean of each figure over pages.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Means {
    /// How many pages.
    pub pages: usize,
    /// Mean of [`Figures::b3`].
    pub b3: f64,
    /// Mean of [`Figures::cut`].
    pub cut: f64,
    /// Mean of [`Figures::jump`] over the pages that say something of it.
    pub jump: f64,
    /// Mean of [`Figures::role`].
    pub role: f64,
    /// Mean of [`Figures::para`] over the pages that say something of it.
    pub para: f64,
    /// Mean of [`Figures::exact`].
    pub exact: f64,
    /// Mean of [`Figures::repairs`].
    pub repairs: f64,
}

impl Means {
    /// The means over `pages`. A page without jumps, read without any, says nothing of jumps and is left out of their mean,
    /// and so with paragraphs; where no page says anything, the mean is 1.
    #[must_use]
    pub fn of(pages: &[Figures]) -> Self {
        if pages.is_empty() {
            return Self::default();
        }
        let mean = |figure: fn(&Figures) -> f64| mean_of(pages.iter().map(figure));
        let told = |figure: fn(&Figures) -> f64, count: fn(&Figures) -> usize| {
            mean_of(pages.iter().filter(|page| count(page) > 0 || figure(page) < 1.0).map(figure))
        };
        Self {
            pages: pages.len(),
            b3: mean(|page| page.b3),
            cut: mean(|page| page.cut),
            jump: told(|page| page.jump, |page| page.jumps),
            role: mean(|page| page.role),
            para: told(|page| page.para, |page| page.paras),
            exact: mean(|page| page.exact),
            repairs: mean(|page| page.repairs as f64),
        }
    }

    /// A line of `name=value`, four digits behind the point.
    #[must_use]
    pub fn line(&self) -> String {
        let figures = self.figures().map(|(name, value)| format!("{name}={value:.4}"));
        format!("pages={} {}", self.pages, figures.join(" "))
    }

    /// A JSON object on one line, rounded to four digits behind the point.
    #[must_use]
    pub fn json(&self) -> String {
        let figures = self.figures().map(|(name, value)| {
            let digits = format!("{value:.4}");
            let short = digits.trim_end_matches('0');
            let zero = if short.ends_with('.') { "0" } else { "" };
            format!("\"{name}\": {short}{zero}")
        });
        format!("{{\"pages\": {}, {}}}", self.pages, figures.join(", "))
    }

    fn figures(&self) -> [(&'static str, f64); 7] {
        [
            ("b3", self.b3),
            ("cut", self.cut),
            ("jump", self.jump),
            ("role", self.role),
            ("para", self.para),
            ("exact", self.exact),
            ("repairs", self.repairs),
        ]
    }
}

/// The line of one page: its name in thirty columns, then three digits behind the point.
#[must_use]
pub fn page_line(name: &str, page: &Figures) -> String {
    let Figures { b3, cut, jump, role, para, exact, repairs, .. } = page;
    format!(
        "{name:30} b3={b3:.3} cut={cut:.3} jump={jump:.3} role={role:.3} para={para:.3} exact={exact:.3} \
         repairs={repairs}"
    )
}

/// Summed from first to last: another order could give another last digit.
fn mean_of(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values {
        sum += value;
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Figures = Figures {
        b3: 0.5,
        cut: 0.25,
        jump: 1.0,
        role: 1.0,
        para: 1.0,
        exact: 0.0,
        repairs: 7,
        jumps: 0,
        paras: 0,
        twice: 0,
    };

    #[test]
    fn a_page_that_says_nothing_of_jumps_or_paragraphs_is_left_out_of_their_means() {
        let half = Figures { jump: 0.5, jumps: 2, ..PAGE };
        let wrong = Figures { jump: 0.0, para: 0.0, repairs: 8, ..PAGE };
        let means = Means::of(&[PAGE, half, wrong]);
        assert_eq!((means.jump, means.para, means.b3), (0.25, 0.0, 0.5));
        assert_eq!(Means::of(&[PAGE]).jump, 1.0);
    }

    #[test]
    fn means_are_told_in_a_line_or_in_json() {
        let means = Means::of(&[PAGE, Figures { repairs: 8, cut: 0.0, ..PAGE }, PAGE]);
        let line = "pages=3 b3=0.5000 cut=0.1667 jump=1.0000 role=1.0000 para=1.0000 exact=0.0000 repairs=7.3333";
        assert_eq!(means.line(), line);
        let json = "{\"pages\": 3, \"b3\": 0.5, \"cut\": 0.1667, \"jump\": 1.0, \"role\": 1.0, \"para\": 1.0, \"exact\": 0.0, \
                    \"repairs\": 7.3333}";
        assert_eq!(means.json(), json);
    }

    #[test]
    fn halves_are_rounded_to_the_even_digit() {
        let means = |b3| Means::of(&[Figures { b3, ..PAGE }]);
        assert!(means(0.03125).line().contains("b3=0.0312 ") && means(0.03125).json().contains("\"b3\": 0.0312,"));
        assert!(means(0.09375).line().contains("b3=0.0938 "));
        assert!(page_line("", &Figures { b3: 0.0625, ..PAGE }).contains("b3=0.062 "));
    }

    #[test]
    fn names_of_pages_fill_thirty_columns() {
        let line = "要闻                             b3=0.500 cut=0.250 jump=1.000 role=1.000 para=1.000 exact=0.000 repairs=7";
        assert_eq!(page_line("要闻", &PAGE), line);
    }
}
